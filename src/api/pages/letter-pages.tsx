import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { toParts } from '../../letters/index.ts';
import { rolesIn } from '../access.ts';
import { visibleMatch } from '../commands.ts';
import { notFound } from '../errors.ts';
import { toMatch } from '../match-view.ts';
import { releaserOf } from '../release-letters.ts';
import { idParams, pageQuery, typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';
import { toHtml } from './layout.tsx';
import { LetterListPage } from './letter-list.tsx';
import { LetterPage } from './letter.tsx';
import { namesOf, readerOf, sendPage } from './page.ts';
import { NotSignedInPage } from './sign-in.tsx';

const PAGE = 50;

/** The letters of a match: all of them, and each as its reader sees it. */
export function letterPages(app: FastifyInstance, deps: Routing): void {
  const { queries } = deps;

  typed(app).get(
    '/matches/:id/letters',
    { schema: { params: idParams, querystring: pageQuery } },
    async (request, reply) => {
      const { caller } = request;
      const reader = readerOf(request, deps);
      if (caller === null) return sendPage(reply.code(401), toHtml(<NotSignedInPage reader={reader} />));
      const rows = await visibleMatch(deps, caller, request.params.id);
      const match = toMatch(rows, rolesIn(caller, rows.people), deps);
      const { items, next } = await queries.letters(match.id, request.query.after, PAGE);
      const page = <LetterListPage reader={reader} match={match} items={items} next={next} nameOf={namesOf(rows)} />;
      return sendPage(reply, toHtml(page));
    },
  );

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
          match={toMatch(rows, rolesIn(caller, rows.people), deps)}
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
