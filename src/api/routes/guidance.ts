import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { checksOf } from '../../checks/index.ts';
import { guidanceSchema } from '../../contracts/api-checks.ts';
import { listOf } from '../../contracts/api.ts';
import { ROLES } from '../../contracts/names.ts';
import type { Role } from '../../contracts/names.ts';
import type { Match } from '../../contracts/api.ts';
import { fitting } from '../../words/index.ts';
import type { Situation } from '../../words/index.ts';
import { rolesIn } from '../access.ts';
import { callerOf } from '../auth.ts';
import { visibleMatch } from '../commands.ts';
import { invalid } from '../errors.ts';
import { toMatch } from '../match-view.ts';
import { materialOf } from '../material.ts';
import { momentOf } from '../moment.ts';
import { idParams, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const asked = z.object({
  role: z.enum(ROLES).optional().meta({ description: 'For this role; otherwise for yours' }),
  step: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'For this step and its tasks, whether it is under way or not' }),
  task: z.string().max(100).optional().meta({ description: 'For this task, whether it is open or not' }),
});
type Asked = z.infer<typeof asked>;

/** What is worth reading now: texts by moment, role and step. */
export function guidanceRoutes(app: FastifyInstance, deps: Routing): void {
  typed(app).get(
    '/matches/:id/guidance',
    {
      schema: {
        tags: ['guidance'],
        security,
        summary: 'Texts that fit the moment, your role and the step; by default what is open now',
        params: idParams,
        querystring: asked,
        response: { 200: listOf(guidanceSchema), ...problems },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const rows = await visibleMatch(deps, caller, request.params.id);
      const own = rolesIn(caller, rows.people);
      const match = toMatch(rows, own, deps);
      const circumstances = checksOf(match.method).circumstances(await materialOf(deps, rows));
      const situation = { ...moment(match, request.query), roles: readers(request.query.role, own), circumstances };
      const texts = fitting(deps.words(match.method).guidance, situation);
      return {
        items: texts.map(({ id, title, moments, roles, text }) => ({
          id,
          title,
          moments: moments.map(({ kind, id: of }) => `${kind}/${of}`),
          roles: roles as Role[],
          text,
        })),
        next: null,
      };
    },
  );
}

/** An administrator reads everybody's. */
const readers = (wanted: Role | undefined, own: readonly Role[]): readonly Role[] | undefined =>
  wanted !== undefined ? [wanted] : own.includes('administrator') ? undefined : own;

function moment(match: Match, { step, task }: Asked): Pick<Situation, 'status' | 'steps' | 'tasks'> {
  const { steps, tasks } = match;
  const known = { step: steps.map(({ id }) => id), task: tasks.map(({ id }) => id) };
  if (step !== undefined && !known.step.includes(step))
    throw invalid('querystring.step', `there is no step ${step}`, known.step);
  if (task !== undefined && !known.task.includes(task))
    throw invalid('querystring.task', `there is no task ${task}`, known.task);
  if (step === undefined && task === undefined) return momentOf(match);
  const ofStep = tasks.filter((one) => one.step === step).map(({ id }) => id);
  return {
    status: null,
    steps: step === undefined ? [] : [step],
    tasks: task === undefined ? ofStep : [task],
  };
}
