import type { FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';
import { makePortfolioQueries } from '../../../db/portfolio-queries.ts';
import type { Mine } from '../../../db/letter-queries.ts';
import type { ListedMatch } from '../../../db/listed-rows.ts';
import { methods } from '../../../machines/index.ts';
import { mineOf, seesAll } from '../../access.ts';
import type { Caller } from '../../access.ts';
import { typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { readerOf, sendPage } from '../page.ts';
import { PortfolioPage } from '../portfolio.tsx';
import type { PortfolioLine } from '../portfolio.tsx';
import { NotSignedInPage } from '../sign-in.tsx';
import { listWords } from '../words.ts';
import { RISKS, risksOf } from './at-risk.ts';
import { listedMatch } from './listed.ts';
import { isNarrowed, portfolioQuery } from './query.ts';
import type { PortfolioQuery } from './query.ts';

/** As many as a program manager has under way at once. */
const SIZE = 40;
const MINUTE = 60_000;
const STALE = 5 * MINUTE;

/** Matches that the reader may see: what is late, at risk, next, and whom each waits for. */
export function portfolioPages(app: FastifyInstance, deps: Routing): void {
  const lists = makePortfolioQueries(deps.db);
  // Who facilitates changes rarely, and takes longer to ask than all else of the page: what is some minutes old is shown once more
  // while it is asked anew.
  const facilitators = new LRUCache<string, { email: string; name: string }[], Mine | undefined>({
    max: 200,
    ttl: MINUTE,
    perf: { now: deps.clock },
    fetchMethod: (_reader, _before, { context }) => lists.facilitators(context),
  });

  async function facilitatorsFor(caller: Caller): Promise<{ email: string; name: string }[]> {
    const mine = mineOf(caller);
    const reader = mine === undefined ? '' : `${mine.email} ${mine.roles.join(' ')}`;
    const allowStale = facilitators.getRemainingTTL(reader) > -STALE;
    return (await facilitators.fetch(reader, { context: mine, allowStale })) ?? [];
  }

  const listFor = (caller: Caller, { late, risk, rehearsals, ...wanted }: PortfolioQuery) =>
    lists.list({
      ...wanted,
      late: late === 'yes',
      atRisk: risk === 'yes',
      rehearsals: rehearsals === 'yes',
      size: SIZE,
      mine: mineOf(caller),
      now: new Date(deps.clock()),
      riskCodes: RISKS,
    });

  typed(app).get('/', { schema: { querystring: portfolioQuery } }, async (request, reply) => {
    const { caller } = request;
    const reader = readerOf(request, deps);
    if (caller === null) return sendPage(reply.code(401), toHtml(<NotSignedInPage reader={reader} />));
    const asked = request.query;
    const [asIs, known] = await Promise.all([listFor(caller, asked), facilitatorsFor(caller)]);
    const isEmpty = asIs.total === 0 && asked.rehearsals === undefined && !isNarrowed(asked);
    const { items, total } = isEmpty ? await listFor(caller, { ...asked, rehearsals: 'yes' }) : asIs;
    const page = (
      <PortfolioPage
        reader={reader}
        lines={items.map((rows) => lineOf(rows, deps))}
        asked={asked}
        total={total}
        size={SIZE}
        methods={[...methods.values()].map(({ method, title }) => ({ method, title }))}
        facilitators={known}
        mayStart={seesAll(caller)}
        onlyRehearsals={isEmpty && total > 0}
      />
    );
    return sendPage(reply, toHtml(page));
  });
}

function lineOf(rows: ListedMatch, deps: Routing): PortfolioLine {
  const { match, method, todos } = listedMatch(rows, deps);
  const late = todos.filter(({ when }) => when === 'overdue');
  const next = todos.find(({ due, when }) => due !== null && when !== 'overdue') ?? todos[0];
  // Whom the match waits for: whoever owes what is overdue, else what is due next.
  const waiting = [...new Set((late.length > 0 ? late : next ? [next] : []).flatMap(({ owners }) => owners))];
  return {
    match,
    method,
    next,
    overdue: late.length,
    todo: todos.length,
    risks: risksOf(match, rows),
    waiting: listWords(waiting),
  };
}
