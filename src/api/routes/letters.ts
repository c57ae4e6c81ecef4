import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { releaseSchema } from '../../contracts/api-letters.ts';
import { channelsSchema } from '../../contracts/api-paper.ts';
import { instant, letterSchema, letterWithBodySchema, listOf } from '../../contracts/api.ts';
import { callerOf } from '../auth.ts';
import { keyOf, visibleMatch } from '../commands.ts';
import { editLetter, editSchema } from '../edit-letter.ts';
import { releaseLetters, visibleLetter } from '../release-letters.ts';
import { toLetter } from '../shapes.ts';
import { commandProblems, idParams, keyHeader, pageQuery, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const PAGE = 200;
const channel = z
  .enum(['mail', 'captured', 'post', 'phone'])
  .meta({ description: 'Only letters that go this way; what waits to be carried and is settled since is left out' });

const released = z.strictObject({
  released: z.int(),
  channels: channelsSchema,
  /** Until then they can be taken back. */
  leavesAt: instant.optional(),
});

/** The outbox: drafts to edit and let go, and what was sent. */
export function letterRoutes(app: FastifyInstance, deps: Routing): void {
  const tags = ['letters'];

  typed(app).get(
    '/matches/:id/letters',
    {
      schema: {
        tags,
        security,
        summary: 'The letters of a match',
        params: idParams,
        querystring: pageQuery.extend({ channel: channel.optional() }),
        response: { 200: listOf(letterSchema), ...problems },
      },
    },
    async (request) => {
      await visibleMatch(deps, callerOf(request), request.params.id);
      const { items, next } = await deps.queries.letters(request.params.id, request.query.after, PAGE, {
        channel: request.query.channel,
      });
      return { items: items.map(toLetter), next };
    },
  );

  typed(app).get(
    '/letters/:id',
    {
      schema: {
        tags,
        security,
        summary: 'One letter with its text',
        params: idParams,
        response: { 200: letterWithBodySchema, ...problems },
      },
    },
    async (request) => {
      const { letter } = await visibleLetter(deps, callerOf(request), request.params.id);
      return { ...toLetter(letter), body: letter.body };
    },
  );

  typed(app).patch(
    '/letters/:id',
    {
      schema: {
        tags,
        security,
        summary: 'Edit a draft',
        params: idParams,
        body: editSchema,
        response: { 200: letterWithBodySchema, ...commandProblems },
      },
    },
    async (request) => {
      const edited = await editLetter(deps, callerOf(request), request.params.id, request.body);
      return { ...toLetter(edited), body: edited.body };
    },
  );

  typed(app).post(
    '/letters/:id/release',
    {
      schema: {
        tags,
        security,
        summary: 'Let a letter go, or a batch of the same match',
        params: idParams,
        headers: keyHeader,
        body: releaseSchema,
        response: {
          200: released,
          202: released.extend({ recorded: z.literal(false) }),
          ...commandProblems,
        },
      },
    },
    async (request, reply) => {
      const key = keyOf(request.headers['idempotency-key']);
      void reply.header('idempotency-key', key);
      const { recorded, replayed, ...answer } = await releaseLetters(
        deps,
        callerOf(request),
        request.params.id,
        request.body ?? { letters: [] },
        key,
      );
      if (!recorded) return reply.code(202).send({ ...answer, recorded: false });
      if (replayed) void reply.header('idempotency-replayed', 'true');
      return reply.code(200).send(answer);
    },
  );
}
