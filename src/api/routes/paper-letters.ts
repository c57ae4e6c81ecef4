import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { handedOverSchema } from '../../contracts/api-paper.ts';
import { makePaperLetters } from '../../db/paper-letters.ts';
import { personOf } from '../access.ts';
import { callerOf } from '../auth.ts';
import { visibleMatch } from '../commands.ts';
import { nowOf } from '../deps.ts';
import { conflict } from '../errors.ts';
import { nothingTentative } from '../packet.ts';
import { printLetters } from '../print-letters.ts';
import { isDraft } from '../letter-fitness.ts';
import { visibleLetter } from '../release-letters.ts';
import { toLetter } from '../shapes.ts';
import { commandProblems, idParams, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const tags = ['letters'];
const PDF = 'application/pdf';
const MOST = 500;

/** Letters that people carry: to print, to read out, and to say that it was done (requirements.md X9, X14). */
export function paperLetterRoutes(app: FastifyInstance, deps: Routing): void {
  const paper = makePaperLetters(deps.db);

  typed(app).get(
    '/matches/:id/letters.pdf',
    {
      schema: {
        tags,
        security,
        summary: 'The letters that wait to be carried, to print',
        params: idParams,
        querystring: z.object({ channel: z.enum(['post', 'phone']) }),
        produces: [PDF],
      },
    },
    async (request, reply) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      const { channel } = request.query;
      const { items } = await deps.queries.letters(rows.match.id, undefined, MOST, { channel, state: 'released' });
      if (items.length === 0) throw conflict(`no letter waits for the ${channel}`);
      return reply.type(PDF).send(await printLetters(deps, rows, items));
    },
  );

  typed(app).get(
    '/letters/:id.pdf',
    { schema: { tags, security, summary: 'One letter, to print', params: idParams, produces: [PDF] } },
    async (request, reply) => {
      const { letter, rows } = await visibleLetter(deps, callerOf(request), request.params.id);
      if (isDraft(letter) || letter.state === 'withdrawn')
        throw conflict(`the letter is ${letter.state}: only one that was released is printed`);
      if (letter.bears_date && !letter.automatic) nothingTentative(rows.match);
      return reply.type(PDF).send(await printLetters(deps, rows, [letter]));
    },
  );

  typed(app).post(
    '/letters/:id/handed-over',
    {
      schema: {
        tags,
        security,
        summary: 'Say that a letter was posted, or read out on the telephone',
        params: idParams,
        response: { 200: handedOverSchema, ...commandProblems },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { letter, rows } = await visibleLetter(deps, caller, request.params.id);
      if (letter.channel !== 'post' && letter.channel !== 'phone')
        throw conflict('the letter goes by mail, which leaves by itself');
      const at = new Date(nowOf(rows.match, deps.clock()));
      const done = await paper.handOver(letter.id, personOf(caller, rows.people), at);
      const now = (await deps.queries.letter(letter.id)) ?? letter;
      // Said twice, it stays as it was said first.
      if (!done && now.handed_over_by === null) throw conflict(whyNot(now.state));
      return { ...toLetter(now), body: now.body, handedOverBy: now.handed_over_by };
    },
  );
}

const whyNot = (state: string): string =>
  state === 'released'
    ? 'what the letter asks for is settled, or the date that it names is tentative again'
    : `the letter is ${state}: only one that was released is carried`;
