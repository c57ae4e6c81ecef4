import type { EntryThen } from '../../entries-then.ts';
import type { BeforeAfter } from '../before-after.tsx';
import { shortDay } from '../words.ts';
import type { FollowsView } from './follows-view.ts';
import { namesWords } from './window-rows.ts';

const FATES = {
  new: [undefined, 'Comes with its letter'],
  changed: ['Was told the date', 'Brought up to date'],
  takenOut: ['Was told the date', 'Taken out'],
} as const;

/** Entries in people's calendars: one line for all in whose calendar the same becomes of it. */
export function entryRows({ seen, match, today, nameOf, partName }: FollowsView): BeforeAfter[] {
  const titleOf = ({ about, startsOn, endsOn, time }: EntryThen): string => {
    const what = about === 'match' ? match.title : about === 'checkIn' ? 'Check-in' : partName(about);
    const days = [startsOn, ...(endsOn === undefined ? [] : [endsOn])].map((day) => shortDay(day, today)).join(' to ');
    return `${what}, ${days}${time === undefined ? '' : ` at ${time}`}`;
  };
  const lines = seen.calendar.map((one) => ({
    ...one,
    title: titleOf(one),
    name: nameOf(one.person) ?? 'somebody who has left',
  }));
  return [...new Set(lines.map(({ title, fate }) => `${fate} ${title}`))].map((line) => {
    const all = lines.filter(({ title, fate }) => `${fate} ${title}` === line);
    const [{ title, fate }] = all as [(typeof all)[number]];
    const [before, after] = FATES[fate];
    return {
      what: `${title}: in the calendar of ${namesWords([...new Set(all.map(({ name }) => name))])}`,
      before,
      after,
    };
  });
}
