import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  apologySchema,
  approvedSchema,
  batchSchema,
  newLettersSchema,
  previewSchema,
  recalledSchema,
  sendAgainSchema,
  settleSchema,
  withdrawSchema,
} from '../../contracts/api-letters.ts';
import { letterWithBodySchema } from '../../contracts/api.ts';
import type { LetterRow } from '../../db/api-queries.ts';
import { callerOf } from '../auth.ts';
import { keyOf } from '../commands.ts';
import { approveLetters, recallLetters, settleLetter, withdrawLetter } from '../letter-deeds.ts';
import { previewOf } from '../letter-preview.ts';
import { draftApology, sendAgain } from '../letters-again.ts';
import { toLetter } from '../shapes.ts';
import { commandProblems, idParams, keyHeader, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const common = { tags: ['letters'], security, params: idParams };
const command = { ...common, headers: keyHeader };
const withBody = (row: LetterRow) => ({ ...toLetter(row), body: row.body });

/** The rest of a letter's life: seen, approved, taken back, withdrawn, sent again, apologised for, settled (design.md 7). */
export function letterLifeRoutes(app: FastifyInstance, deps: Routing): void {
  typed(app).get(
    '/letters/:id/preview',
    {
      schema: {
        ...common,
        summary: 'A letter as its reader would get it, with what is still missing in it',
        response: { 200: previewSchema, ...problems },
      },
    },
    (request) => previewOf(deps, callerOf(request), request.params.id),
  );

  typed(app).post(
    '/letters/:id/approve',
    {
      schema: {
        ...command,
        summary: 'Say yes to a draft that another role releases, or to a batch of the same match',
        body: batchSchema,
        response: { 200: approvedSchema, ...commandProblems },
      },
    },
    (request) => {
      const key = keyOf(request.headers['idempotency-key']);
      return approveLetters(deps, callerOf(request), request.params.id, request.body?.letters ?? [], key);
    },
  );

  typed(app).post(
    '/letters/:id/recall',
    {
      schema: {
        ...command,
        summary: 'Take back a released letter that has not left, or a batch of the same match',
        body: batchSchema,
        response: {
          200: recalledSchema,
          202: recalledSchema.extend({ recorded: z.literal(false) }),
          ...commandProblems,
        },
      },
    },
    async (request, reply) => {
      const key = keyOf(request.headers['idempotency-key']);
      const others = request.body?.letters ?? [];
      const { recalled, recorded } = await recallLetters(deps, callerOf(request), request.params.id, others, key);
      return recorded ? { recalled } : reply.code(202).send({ recalled, recorded: false });
    },
  );

  typed(app).post(
    '/letters/:id/withdraw',
    {
      schema: {
        ...command,
        summary: 'Withdraw a letter that has not left, with the reason',
        body: withdrawSchema,
        response: { 200: letterWithBodySchema, ...commandProblems },
      },
    },
    async (request) => withBody(await withdrawLetter(deps, callerOf(request), request.params.id, request.body.reason)),
  );

  typed(app).post(
    '/letters/:id/resend',
    {
      schema: {
        ...command,
        summary: 'Draft a letter anew that has left: corrected, to a corrected address, or another way',
        body: sendAgainSchema,
        response: { 200: letterWithBodySchema, ...commandProblems },
      },
    },
    async (request) => {
      const key = keyOf(request.headers['idempotency-key']);
      return withBody(await sendAgain(deps, callerOf(request), request.params.id, request.body ?? {}, key));
    },
  );

  typed(app).post(
    '/letters/:id/apology',
    {
      schema: {
        ...command,
        summary: 'Draft an apology to those who got a wrong letter',
        body: apologySchema,
        response: { 200: newLettersSchema, ...commandProblems },
      },
    },
    async (request) => {
      const key = keyOf(request.headers['idempotency-key']);
      const made = await draftApology(deps, callerOf(request), request.params.id, request.body ?? {}, key);
      return { items: made.map(withBody) };
    },
  );

  typed(app).post(
    '/letters/:id/settle',
    {
      schema: {
        ...command,
        summary: 'Say what became of a letter that did not arrive, or of which nobody knows',
        body: settleSchema,
        response: { 200: letterWithBodySchema, ...commandProblems },
      },
    },
    async (request) => withBody(await settleLetter(deps, callerOf(request), request.params.id, request.body.as)),
  );
}
