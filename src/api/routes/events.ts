import type { FastifyInstance } from 'fastify';
import { matchSchema, newEventSchema, takenSchema } from '../../contracts/api.ts';
import type { NewEvent } from '../../contracts/api.ts';
import type { Answers } from '../../contracts/forms/answers.ts';
import type { Caller } from '../access.ts';
import { callerOf } from '../auth.ts';
import { keyOf, reportEvent, visibleMatch } from '../commands.ts';
import { writePeopleOfForm } from '../forms/people-of-form.ts';
import { chartOfMatch } from '../match-view.ts';
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
      await peopleInEvent(deps, callerOf(request), request.params.id, request.body);
      const answer = await reportEvent(deps, callerOf(request), request.params.id, request.body, key);
      if (answer.status === 202) return reply.code(202).send(answer.taken);
      // Under load the match may have gone on since: this is the place of the caller's own event.
      if (answer.seq !== undefined) void reply.header('peermatch-seq', String(answer.seq));
      if (answer.replayed) void reply.header('idempotency-replayed', 'true');
      return reply.code(200).send(answer.match);
    },
  );
}

/** A form that comes with its event and lists people is written to the list of people first, so that the event finds them as they are. */
async function peopleInEvent(deps: Routing, caller: Caller, match: string, { type, data }: NewEvent): Promise<void> {
  const given = data?.['form'];
  if (typeof given !== 'object' || given === null) return;
  const rows = await visibleMatch(deps, caller, match);
  const form = chartOfMatch(rows).catalogue[type]?.form ?? '';
  const definition = deps.forms.get(rows.match.method)?.get(form);
  if (definition === undefined) return;
  await writePeopleOfForm(deps, caller, rows, definition, given as Answers, ['data', 'form']);
}
