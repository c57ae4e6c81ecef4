import type { FastifyInstance } from 'fastify';
import { fastForwardSchema, matchSchema } from '../../contracts/api.ts';
import { callerOf } from '../auth.ts';
import { keyOf } from '../commands.ts';
import { fastForward } from '../fast-forward.ts';
import { commandProblems, idParams, keyHeader, security, typed } from './common.ts';
import type { Routing } from './common.ts';

export function rehearsalRoutes(app: FastifyInstance, deps: Routing): void {
  typed(app).post(
    '/matches/:id/fast-forward',
    {
      schema: {
        tags: ['rehearsals'],
        security,
        summary: 'Let the clock of a rehearsal run ahead',
        params: idParams,
        headers: keyHeader,
        body: fastForwardSchema,
        response: { 200: matchSchema, ...commandProblems },
      },
    },
    async (request, reply) => {
      const key = keyOf(request.headers['idempotency-key']);
      void reply.header('idempotency-key', key);
      const { match, replayed } = await fastForward(deps, callerOf(request), request.params.id, request.body, key);
      if (replayed) void reply.header('idempotency-replayed', 'true');
      return match;
    },
  );
}
