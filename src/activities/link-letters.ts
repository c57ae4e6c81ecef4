import type { JournalLine } from '../contracts/record.ts';
import { eventData } from './letter-data.ts';
import { openTasksOf } from './open-tasks.ts';
import type { Desk } from './desk.ts';
import type { LetterSource } from './letter-ports.ts';

/** Said by somebody about a task of hers: her name stands in the letter. */
const SAID = ['TASK_TURNED_DOWN', 'TASK_KEPT'];
const RENEWED = 'LINK_RENEWED';

/** What an event brings into the letters that it drafts; with a new link, what that is for. */
export function sourceOf(desk: Desk, line: JournalLine): LetterSource {
  const { type, by, facts } = line.event;
  const data = eventData(desk, line);
  const open = openTasksOf(desk, line);
  const purpose = facts?.['purpose'];
  if (type === RENEWED && typeof purpose === 'string') return { data, link: purpose };
  if (!SAID.includes(type)) return { data, ...(open.length === 0 ? {} : { open }) };
  const said = desk.people.find(({ id }) => id === by.person)?.name;
  return { data: { ...data, ...(said === undefined ? {} : { reminder: { askedBefore: said } }) } };
}
