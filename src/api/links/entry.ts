import { eventSchemas } from '../../contracts/events/index.ts';
import { dataSchema } from '../../contracts/events/schema.ts';
import { TASK } from '../../links/index.ts';
import type { LinkSubject } from '../../links/index.ts';
import type { Chart, LinkAnswer, LinkEntry } from '../../machines/kernel/types.ts';

/** What can be done by a link: what its method says, or, for a task, what the task itself needs. */
export function entryOfLink(chart: Chart, { purpose, task }: LinkSubject): LinkEntry | undefined {
  if (purpose === TASK) return task === null ? undefined : taskEntry(chart, task);
  const links = chart.links ?? {};
  return Object.hasOwn(links, purpose) ? links[purpose] : undefined;
}

const NOT_MINE: LinkAnswer = {
  id: 'notMine',
  event: 'TASK_TURNED_DOWN',
  texts: { reason: 'wished' },
  undo: 'TASK_KEPT',
};

function taskEntry(chart: Chart, task: string): LinkEntry {
  const event = chart.tasks[task]?.event;
  const done: LinkAnswer[] =
    event !== undefined && needsNothingElse(chart, event) ? [{ id: 'done', event, undo: 'TASK_REOPENED' }] : [];
  return { task, answers: [...done, NOT_MINE], undo: 'TASK_KEPT', voidedBy: ['TASK_REOPENED'], days: 0 };
}

/** One press says everything: no fact, no text and no form is missing from the event. */
function needsNothingElse(chart: Chart, type: string): boolean {
  const schema = eventSchemas(chart.method)[type];
  const entry = chart.catalogue[type];
  if (schema === undefined || entry === undefined || entry.form !== undefined || entry.part !== undefined) return false;
  return dataSchema(schema).safeParse({}).success;
}

/** The events that a link can report, and those that its answers hang on. */
export const eventsOfLink = ({ answers, undo, voidedBy = [] }: LinkEntry): string[] => [
  ...new Set([...answers.flatMap((answer) => [answer.event, answer.undo ?? undo]), undo, ...voidedBy]),
];
