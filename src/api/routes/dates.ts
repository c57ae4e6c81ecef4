import type { FastifyInstance } from 'fastify';
import { datePreviewSchema, leadTimeSchema, newDatesSchema } from '../../contracts/api-dates.ts';
import { mayReport } from '../../machines/kernel/index.ts';
import { personOf, rolesIn } from '../access.ts';
import { callerOf } from '../auth.ts';
import { entryOf } from '../check-event.ts';
import { visibleMatch } from '../commands.ts';
import { checkReopened } from '../complete-facts.ts';
import { datePreview } from '../consequences.ts';
import { notAllowed } from '../errors.ts';
import { leadTimeOf } from '../lead-time.ts';
import { chartOfMatch } from '../match-view.ts';
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
      const rows = await visibleMatch(deps, caller, request.params.id);
      const entry = entryOf(chartOfMatch(rows), 'DATE_MOVED');
      const role = rolesIn(caller, rows.people).find((one) => mayReport(entry, one) || one === 'assistant');
      if (role === undefined) throw notAllowed('dates are looked at by those who run the match');
      checkReopened(rows, request.body.reopen, 'reopen');
      // The assistant may look; to move is the facilitator's.
      const by = { person: personOf(caller, rows.people), role: role === 'assistant' ? 'facilitator' : role } as const;
      return datePreview(deps, rows, { by, dates: request.body });
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
