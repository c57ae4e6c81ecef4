import type { FastifyInstance } from 'fastify';
import type { MatchRows } from '../../db/api-queries.ts';
import { rolesIn } from '../access.ts';
import type { Caller } from '../access.ts';
import { visibleMatch } from '../commands.ts';
import { toMatch } from '../match-view.ts';
import { idParams, typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';
import { hiddenFields } from './act/press.ts';
import { justQuery, pressedIn } from './act/undo.ts';
import { toHtml } from './layout.tsx';
import { matchPageView } from './match-page-data.ts';
import { MatchPage } from './match.tsx';
import { readerOf, sendPage } from './page.ts';
import { NotSignedInPage } from './sign-in.tsx';

export function matchPages(app: FastifyInstance, deps: Routing): void {
  const matchOf = (rows: MatchRows, caller: Caller) => toMatch(rows, rolesIn(caller, rows.people), deps);

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
