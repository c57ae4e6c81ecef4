import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { MatchRows } from '../../db/api-queries.ts';
import { toParts } from '../../letters/index.ts';
import { mineOf, rolesIn } from '../access.ts';
import type { Caller } from '../access.ts';
import { chartSvg } from '../chart-svg.ts';
import { visibleMatch } from '../commands.ts';
import { nowOf } from '../deps.ts';
import { notFound } from '../errors.ts';
import { chartOfMatch, storedOf, toMatch } from '../match-view.ts';
import { releaserOf } from '../release-letters.ts';
import { idParams, pageQuery, typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';
import { toHtml } from './layout.tsx';
import { LetterPage } from './letter.tsx';
import { MatchPage } from './match.tsx';
import { namesOf, readerOf, sendPage } from './page.ts';
import { PortfolioPage } from './portfolio.tsx';
import { toRecordLine } from './record-words.ts';
import { NotSignedInPage } from './sign-in.tsx';

const PAGE = 20;
const LINES = 100;

export function matchPages(app: FastifyInstance, deps: Routing): void {
  const { queries, clock } = deps;
  const matchOf = (rows: MatchRows, caller: Caller) => toMatch(rows, rolesIn(caller, rows.people), clock());

  typed(app).get(
    '/',
    { schema: { querystring: pageQuery.extend({ q: z.string().max(200).default('') }) } },
    async (request, reply) => {
      const { caller } = request;
      const reader = readerOf(request, deps);
      if (caller === null) return sendPage(reply.code(401), toHtml(<NotSignedInPage reader={reader} />));
      const { q, after } = request.query;
      const wanted = q.trim() === '' ? undefined : q.trim();
      const { items, next } = await queries.portfolio({ q: wanted, after, limit: PAGE, mine: mineOf(caller) });
      const cards = items.map((rows) => ({
        match: matchOf(rows, caller),
        method: chartOfMatch(rows).title,
        nameOf: namesOf(rows),
      }));
      const page = (
        <PortfolioPage reader={reader} items={cards} q={wanted ?? ''} next={next} first={after === undefined} />
      );
      return sendPage(reply, toHtml(page));
    },
  );

  typed(app).get('/matches/:id', { schema: { params: idParams } }, async (request, reply) => {
    const { caller } = request;
    const reader = readerOf(request, deps);
    if (caller === null) return sendPage(reply.code(401), toHtml(<NotSignedInPage reader={reader} />));
    const rows = await visibleMatch(deps, caller, request.params.id);
    const chart = chartOfMatch(rows);
    const stored = storedOf(rows);
    const match = matchOf(rows, caller);
    const letters = await queries.letters(match.id, undefined, LINES);
    const journal = await queries.lastJournal(match.id, LINES);
    const accounts = await accountNames(
      deps,
      journal.map(({ by_person: by }) => by),
    );
    const nameOf = namesOf(rows);
    const page = (
      <MatchPage
        reader={reader}
        match={match}
        method={chart.title}
        svg={await chartSvg(match, `Where ${match.title} stands`)}
        letters={letters.items}
        forecast={stored === undefined ? [] : deps.forecast(chart, stored, rows, nowOf(rows.match, clock()))}
        record={journal.map((row) =>
          toRecordLine(row, chart, match.timeZone, (person) => nameOf(person) ?? accounts.get(person)),
        )}
        nameOf={nameOf}
        eventTitle={(type) =>
          type === 'MOMENT_REACHED' ? 'Opens by itself' : (chart.catalogue[type]?.title ?? 'Moves on by itself')
        }
        letterTitle={(kind) => deps.letters.title(match.method, kind) ?? 'A letter'}
      />
    );
    return sendPage(reply, toHtml(page));
  });

  typed(app).get(
    '/matches/:id/letters/:letter',
    { schema: { params: idParams.extend({ letter: z.string().max(100) }) } },
    async (request, reply) => {
      const { caller } = request;
      const reader = readerOf(request, deps);
      if (caller === null) return sendPage(reply.code(401), toHtml(<NotSignedInPage reader={reader} />));
      const rows = await visibleMatch(deps, caller, request.params.id);
      const letter = await queries.letter(request.params.letter);
      if (letter === undefined || letter.match !== rows.match.id) throw notFound('there is no such letter');
      const to = namesOf(rows)(letter.person) ?? 'somebody who has left';
      const page = (
        <LetterPage
          reader={reader}
          match={matchOf(rows, caller)}
          letter={letter}
          title={deps.letters.title(rows.match.method, letter.kind) ?? 'A letter'}
          to={to}
          releaser={releaserOf(deps, rows.match.method, letter)}
          text={toParts(letter.body).text}
        />
      );
      return sendPage(reply, toHtml(page));
    },
  );
}

/** Names of accounts that did something without being a person of the match. */
async function accountNames({ accounts }: Routing, ids: readonly string[]): Promise<Map<string, string>> {
  const known = await Promise.all([...new Set(ids)].map((id) => accounts.byId(id)));
  return new Map(known.flatMap((account) => (account === undefined ? [] : [[account.id, account.name]])));
}
