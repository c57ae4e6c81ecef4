import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { handedOverSchema } from '../../contracts/api-paper.ts';
import { callerOf } from '../auth.ts';
import { carryLetter } from '../carry-letter.ts';
import { visibleMatch } from '../commands.ts';
import { printOne, printWaiting } from '../print-letters.ts';
import { visibleLetter } from '../release-letters.ts';
import { toLetter } from '../shapes.ts';
import { commandProblems, idParams, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const tags = ['letters'];
const PDF = 'application/pdf';

/** Letters that people carry: to print, to read out, and to say that it was done (requirements.md X9, X14). */
export function paperLetterRoutes(app: FastifyInstance, deps: Routing): void {
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
      return reply.type(PDF).send(await printWaiting(deps, rows, request.query.channel));
    },
  );

  typed(app).get(
    '/letters/:id.pdf',
    { schema: { tags, security, summary: 'One letter, to print', params: idParams, produces: [PDF] } },
    async (request, reply) => {
      const { letter, rows } = await visibleLetter(deps, callerOf(request), request.params.id);
      return reply.type(PDF).send(await printOne(deps, rows, letter));
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
      const now = await carryLetter(deps, callerOf(request), request.params.id);
      return { ...toLetter(now), body: now.body, handedOverBy: now.handed_over_by };
    },
  );
}
