import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listOf, matchSchema, newMatchSchema } from '../../contracts/api.ts';
import { STATUSES } from '../../contracts/names.ts';
import { mineOf, rolesIn } from '../access.ts';
import { callerOf } from '../auth.ts';
import { keyOf, visibleMatch } from '../commands.ts';
import { toMatch } from '../match-view.ts';
import { startMatch } from '../start-match.ts';
import { commandProblems, idParams, keyHeader, pageQuery, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const PAGE = 25;

export function matchRoutes(app: FastifyInstance, deps: Routing): void {
  const tags = ['matches'];

  typed(app).post(
    '/matches',
    {
      schema: {
        tags,
        security,
        summary: 'Start a match',
        headers: keyHeader,
        body: newMatchSchema,
        response: { 201: matchSchema, ...commandProblems },
      },
    },
    async (request, reply) => {
      const key = keyOf(request.headers['idempotency-key']);
      void reply.header('idempotency-key', key);
      const { match, replayed } = await startMatch(deps, callerOf(request), request.body, key);
      if (replayed) void reply.header('idempotency-replayed', 'true');
      return reply.code(201).header('location', `/api/v1/matches/${match.id}`).send(match);
    },
  );

  typed(app).get(
    '/matches',
    {
      schema: {
        tags,
        security,
        summary: 'The portfolio: matches that you may see, newest first',
        querystring: pageQuery.extend({
          status: z.enum(STATUSES).optional(),
          method: z.string().max(100).optional(),
          q: z.string().max(200).optional().meta({ description: 'Words of the title' }),
        }),
        response: { 200: listOf(matchSchema), ...problems },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { items, next } = await deps.queries.portfolio({ ...request.query, limit: PAGE, mine: mineOf(caller) });
      return { items: items.map((rows) => toMatch(rows, rolesIn(caller, rows.people), deps)), next };
    },
  );

  typed(app).get(
    '/matches/:id',
    { schema: { tags, security, summary: 'The match', params: idParams, response: { 200: matchSchema, ...problems } } },
    async (request) => {
      const caller = callerOf(request);
      const rows = await visibleMatch(deps, caller, request.params.id);
      return toMatch(rows, rolesIn(caller, rows.people), deps);
    },
  );
}
