import { dayAt, formatDay, languageOf, localeOf, namesOf } from '../letters/index.ts';
import type { LetterData, LetterKind } from '../letters/index.ts';
import type { JournalLine } from '../contracts/record.ts';
import type { LetterSource, OpenTask } from './letter-ports.ts';
import type { Desk } from './desk.ts';
import type { TaskId } from '../machines/kernel/types.ts';

/** What is open when a role is handed over (X4), and what nobody had settled when the match ended. */
export function openTasksOf(desk: Desk, { event: { type, facts = {} }, effects }: JournalLine): OpenTask[] {
  const left = effects.flatMap((effect) => (effect.type === 'close' ? (effect.open ?? []) : []));
  if (left.length > 0) return left.map((task) => ({ task }));
  if (type !== 'ROLE_HANDED_OVER') return [];
  const open = desk.input.view.tasks.filter(
    ({ id, state }) =>
      state === 'open' &&
      (desk.info.tasks[id]?.owner === facts['role'] ||
        desk.input.deadlines.some(({ task, person }) => task === id && person === facts['to'])),
  );
  return open.map(({ id }) => {
    const due = desk.planned[id]?.due;
    return { task: id, ...(due === undefined ? {} : { due: dayAt(due, desk.match.timeZone) }) };
  });
}

/** Those tasks by their titles, in the language of the letter. */
export function openTasks(desk: Desk, kind: LetterKind, { open = [] }: LetterSource): Pick<LetterData, 'items'> {
  const locale = localeOf(languageOf(kind));
  const items = open.map(({ task, due }) =>
    due === undefined ? titleOf(desk, kind, task) : `${titleOf(desk, kind, task)} (${formatDay(due, locale)})`,
  );
  return items.length > 0 ? { items } : {};
}

export const titleOf = ({ info }: Desk, kind: LetterKind, task: TaskId): string =>
  namesOf(kind).tasks[task] ?? info.tasks[task]?.title ?? task;
