import type { FastifyInstance } from 'fastify';
import { callerOf } from '../auth.ts';
import { visibleMatch } from '../commands.ts';
import { matchCalendar } from '../match-calendar.ts';
import { idParams, security, typed } from './common.ts';
import type { Routing } from './common.ts';

export function calendarRoutes(app: FastifyInstance, deps: Routing): void {
  typed(app).get(
    '/matches/:id/calendar.ics',
    {
      schema: {
        tags: ['matches'],
        security,
        summary: 'Calls, match and check-in as a calendar',
        params: idParams,
        produces: ['text/calendar'],
      },
    },
    async (request, reply) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      return reply.type('text/calendar; charset=utf-8').send(await matchCalendar(deps, rows));
    },
  );
}
