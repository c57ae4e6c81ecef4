import type { FastifyInstance } from 'fastify';
import { rolesIn } from '../access.ts';
import { callerOf } from '../auth.ts';
import { chartSvg } from '../chart-svg.ts';
import { visibleMatch } from '../commands.ts';
import { toMatch } from '../match-view.ts';
import { idParams, security, typed } from './common.ts';
import type { Routing } from './common.ts';

export function chartRoutes(app: FastifyInstance, deps: Routing): void {
  typed(app).get(
    '/matches/:id/chart.svg',
    {
      schema: {
        tags: ['matches'],
        security,
        summary: 'The statechart with what is active now',
        params: idParams,
        produces: ['image/svg+xml'],
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const rows = await visibleMatch(deps, caller, request.params.id);
      const match = toMatch(rows, rolesIn(caller, rows.people), deps);
      return reply.type('image/svg+xml; charset=utf-8').send(await chartSvg(match, `Where "${match.title}" stands`));
    },
  );
}
