import type { FastifyInstance } from 'fastify';
import { todoSchema } from '../../contracts/api-letters.ts';
import { listOf } from '../../contracts/api.ts';
import { callerOf } from '../auth.ts';
import { visibleMatch } from '../commands.ts';
import { notAllowed } from '../errors.ts';
import { rolesIn } from '../access.ts';
import { todosOf } from '../todo-list.ts';
import { idParams, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

/** What letters ask of people, beside the tasks that the chart knows (requirements.md X24). */
export function todoRoutes(app: FastifyInstance, deps: Routing): void {
  typed(app).get(
    '/matches/:id/todo',
    {
      schema: {
        tags: ['letters'],
        security,
        summary: 'What letters ask of the people who look after the match: mail that did not arrive, with whom to call',
        params: idParams,
        response: { 200: listOf(todoSchema), ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      const roles = rolesIn(callerOf(request), rows.people);
      // It holds telephone numbers: addresses are for those who look after the match (requirements.md A2.6 (8)).
      if (!roles.some((role) => ['facilitator', 'assistant', 'administrator'].includes(role)))
        throw notAllowed('this list has telephone numbers: it is for the facilitator and the assistant');
      return { items: await todosOf(deps, rows), next: null };
    },
  );
}
