import type { FastifyInstance } from 'fastify';
import { matchSchema, newEventSchema, takenSchema } from '../../contracts/api.ts';
import { callerOf } from '../auth.ts';
import { keyOf, reportEvent } from '../commands.ts';
import { commandProblems, idParams, keyHeader, security, typed } from './common.ts';
import type { Routing } from './common.ts';

export function eventRoutes(app: FastifyInstance, deps: Routing): void {
  typed(app).post(
    '/matches/:id/events',
    {
      schema: {
        tags: ['matches'],
        security,
        summary: 'Report what happened',
        params: idParams,
        headers: keyHeader,
        body: newEventSchema,
        response: { 200: matchSchema, 202: takenSchema, ...commandProblems },
      },
    },
    async (request, reply) => {
      const key = keyOf(request.headers['idempotency-key']);
      void reply.header('idempotency-key', key);
      const answer = await reportEvent(deps, callerOf(request), request.params.id, request.body, key);
      if (answer.status === 202) return reply.code(202).send(answer.taken);
      // Under load the match may have gone on since: this is the place of the caller's own event.
      if (answer.seq !== undefined) void reply.header('peermatch-seq', String(answer.seq));
      if (answer.replayed) void reply.header('idempotency-replayed', 'true');
      return reply.code(200).send(answer.match);
    },
  );
}
