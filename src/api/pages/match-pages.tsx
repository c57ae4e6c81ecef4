import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { MatchRows } from '../../db/api-queries.ts';
import { mineOf, rolesIn, seesAll } from '../access.ts';
import type { Caller } from '../access.ts';
import { visibleMatch } from '../commands.ts';
import { chartOfMatch, toMatch } from '../match-view.ts';
import { idParams, pageQuery, typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';
import { hiddenFields } from './act/press.ts';
import { justQuery, pressedIn } from './act/undo.ts';
import { toHtml } from './layout.tsx';
import { matchPageView } from './match-page-data.ts';
import { MatchPage } from './match.tsx';
import { namesOf, readerOf, sendPage } from './page.ts';
import { partNames } from './part-words.ts';
import { PortfolioPage } from './portfolio.tsx';
import type { PortfolioView } from './portfolio.tsx';
import { NotSignedInPage } from './sign-in.tsx';
import { todosOf } from './todo.ts';

const PAGE = 20;

export function matchPages(app: FastifyInstance, deps: Routing): void {
  const { queries } = deps;
  const matchOf = (rows: MatchRows, caller: Caller) => toMatch(rows, rolesIn(caller, rows.people), deps);

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
      const cards = items.map((rows) => cardOf(rows, matchOf(rows, caller)));
      const page = (
        <PortfolioPage
          reader={reader}
          items={cards}
          q={wanted ?? ''}
          next={next}
          first={after === undefined}
          mayStart={seesAll(caller)}
        />
      );
      return sendPage(reply, toHtml(page));
    },
  );

  typed(app).get('/matches/:id', { schema: { params: idParams, querystring: justQuery } }, async (request, reply) => {
    const { caller } = request;
    const reader = readerOf(request, deps);
    if (caller === null) return sendPage(reply.code(401), toHtml(<NotSignedInPage reader={reader} />));
    const rows = await visibleMatch(deps, caller, request.params.id);
    const view = await matchPageView(deps, {
      reader,
      rows,
      match: matchOf(rows, caller),
      roles: rolesIn(caller, rows.people),
      pressed: pressedIn(request.query),
      hidden: hiddenFields(reply),
      here: request.url,
    });
    return sendPage(reply, toHtml(<MatchPage {...view} />));
  });
}

function cardOf(rows: MatchRows, match: ReturnType<typeof toMatch>): PortfolioView['items'][number] {
  const nameOf = namesOf(rows);
  const dayOf = () => undefined;
  const partName = partNames(match.parts, nameOf, dayOf);
  const todos = todosOf({ rows, match, nameOf, partName, dayOf, carried: [] });
  return { match, method: chartOfMatch(rows).title, todos };
}
