import { formatDay, formatTime, isDay } from '../letters/index.ts';
import type { LetterData } from '../letters/index.ts';

type Data = Partial<LetterData>;

/**
 * What a letter was written from, in the words of its reader. The days and times of it are kept as the record has them (`2027-03-02`,
 * `14:00`), so that one event can be told in several languages; words of an older record stay as they are.
 */
export function spokenData({ call, review, reminder, ...data }: Data, locale: string, zone: string): Data {
  const day = <K extends string>(name: K, value: string | undefined): { [P in K]?: string } =>
    (value === undefined ? {} : { [name]: isDay(value) ? formatDay(value, locale) : value }) as { [P in K]?: string };
  return {
    ...data,
    ...(call === undefined ? {} : { call: { ...call, ...day('on', call.on), ...timeOf(call, locale, zone) } }),
    ...(review === undefined ? {} : { review: { ...review, ...day('until', review.until) } }),
    ...(reminder === undefined
      ? {}
      : { reminder: { ...reminder, ...day('next', reminder.next), ...day('goesOn', reminder.goesOn) } }),
  };
}

/** Without its day the zone of a time has no name yet: summer or winter. */
function timeOf({ on, time }: NonNullable<Data['call']>, locale: string, zone: string): { time?: string } {
  if (time === undefined || !/^\d{2}:\d{2}$/.test(time)) return {};
  return { time: isDay(on) ? formatTime(on, time, zone, locale) : `${time} (${zone})` };
}
