import type { FastifyInstance } from 'fastify';
import { datePreviewSchema, leadTimeSchema, newDatesSchema } from '../../contracts/api-dates.ts';
import { callerOf } from '../auth.ts';
import { visibleMatch } from '../commands.ts';
import { lookAtDates } from '../consequences.ts';
import { leadTimeOf } from '../lead-time.ts';
import { commandProblems, idParams, security, typed } from './common.ts';
import type { Routing } from './common.ts';

/** What follows from dates, before anything is done (requirements.md X8, X10). */
export function dateRoutes(app: FastifyInstance, deps: Routing): void {
  const tags = ['dates'];

  typed(app).post(
    '/matches/:id/date-preview',
    {
      schema: {
        tags,
        security,
        summary: 'What would follow from other dates; nothing is done',
        params: idParams,
        body: newDatesSchema,
        response: { 200: datePreviewSchema, ...commandProblems },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      return lookAtDates(deps, caller, await visibleMatch(deps, caller, request.params.id), request.body);
    },
  );

  typed(app).get(
    '/matches/:id/lead-time',
    {
      schema: {
        tags,
        security,
        summary: 'How much time there is, and what a compressed plan would look like',
        params: idParams,
        response: { 200: leadTimeSchema, ...commandProblems },
      },
    },
    async (request) => leadTimeOf(deps, await visibleMatch(deps, callerOf(request), request.params.id)),
  );
}
