import type { Match } from '../../../contracts/api.ts';
import type { Chart } from '../../../machines/kernel/types.ts';
import type { Questions } from '../../../words/index.ts';
import type { Todo } from '../todo.ts';
import { cameFrom } from './address.ts';
import type { Place } from './address.ts';
import { isClearedUpBy, toDoable } from './doable.ts';
import type { Doable } from './doable.ts';

/** The one press that settles something right in a list: the task's own event, when nothing must be answered and nothing seen before. */
export function pressFor(
  match: Match,
  chart: Chart,
  todo: Todo,
  questions: Questions,
  from: Place,
): Doable | undefined {
  const task = todo.task === null ? undefined : chart.tasks[todo.task];
  if (task?.event === undefined || todo.parts.length > 0) return undefined;
  // What is still to be taken back one by one is seen first, on the page of the task.
  if (match.allowed.some((one) => isClearedUpBy(match, chart, one, task.id))) return undefined;
  const allowed = match.allowed.find(
    ({ type, part, task: of }) => type === task.event && part === undefined && (of === undefined || of === task.id),
  );
  if (allowed === undefined) return undefined;
  const one = toDoable(match, chart, { ...allowed, task: task.id }, questions);
  return one.atOnce && one.form === undefined ? { ...one, address: cameFrom(one.address, from) } : undefined;
}
