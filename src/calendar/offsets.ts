import type { Offset } from '../machines/kernel/types.ts';
import { plusDays, plusMonths } from './days.ts';
import type { Day } from './days.ts';
import type { WorkCalendar } from './holidays.ts';
import { dayAt, instantOn } from './zones.ts';

type Unit = 'd' | 'w' | 'm' | 'wd';

/** Working days in one of each: a year has 365.25 days and twelve months. */
const WORKING_DAYS: Record<Unit, number> = { d: 5 / 7, w: 5, m: ((365.25 / 12) * 5) / 7, wd: 1 };

/** Reads `-4w`, `+10wd`, `+3m`, `0d`. Throws a RangeError for anything else. */
export function parseOffset(offset: Offset): { n: number; unit: Unit } {
  const [, n, unit] = /^([+-]?\d+)(d|w|m|wd)$/.exec(offset) ?? [];
  if (n === undefined || unit === undefined)
    throw new RangeError(`"${offset}" is not an offset like -4w, +10wd or +3m`);
  return { n: Number(n), unit: unit as Unit };
}

/**
 * The day that lies an offset from another. Months clamp to the month's end. Working days are counted without the day itself,
 * so `+1wd` from a Saturday is Monday and `-1wd` is Friday; `0wd` stays. Throws a RangeError when the offset is malformed.
 */
export function addOffset(day: Day, offset: Offset, work: WorkCalendar): Day {
  const { n, unit } = parseOffset(offset);
  if (unit === 'd') return plusDays(day, n);
  if (unit === 'w') return plusDays(day, 7 * n);
  if (unit === 'm') return plusMonths(day, n);
  const direction = Math.sign(n);
  let at = day;
  for (let left = Math.abs(n); left > 0;) {
    at = plusDays(at, direction);
    if (work.isWorkingDay(at)) left -= 1;
  }
  return at;
}

/** The day itself when it is a working day, else the next one. */
export function workingDay(day: Day, work: WorkCalendar): Day {
  let at = day;
  while (!work.isWorkingDay(at)) at = plusDays(at, 1);
  return at;
}

/** Working days after `from`, up to and with `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: Day, to: Day, work: WorkCalendar): number {
  let count = 0;
  for (let day = plusDays(from, 1); day <= to; day = plusDays(day, 1)) if (work.isWorkingDay(day)) count += 1;
  return count;
}

/** 09:00 in a zone (epoch ms), on that day or the next working day. Throws a RangeError when the zone does not exist. */
export function workingMorning(day: Day, zone: string, work: WorkCalendar): number {
  return instantOn(workingDay(day, work), 'morning', zone);
}

/** The first 09:00 of a working day in a zone that is not before an instant (epoch ms). */
export function nextMorning(at: number, zone: string, work: WorkCalendar): number {
  const day = dayAt(at, zone);
  const today = workingMorning(day, zone, work);
  return today >= at ? today : workingMorning(plusDays(day, 1), zone, work);
}

/**
 * A share of an offset in a compressed plan, rounded to working days (requirements.md X10), halves away from the anchor:
 * `-4w` at 0.5 is `-10wd`, `-3w` at 0.5 is `-8wd`.
 */
export function compressOffset(offset: Offset, share: number): Offset {
  const { n, unit } = parseOffset(offset);
  const days = Math.round(Math.abs(n) * WORKING_DAYS[unit] * share);
  return `${n < 0 ? '-' : '+'}${days}wd`;
}
