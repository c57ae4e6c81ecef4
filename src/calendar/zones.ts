import { Temporal } from 'temporal-polyfill';
import type { Day } from './days.ts';

/** Times of day at which anything happens (design.md 5): asks in the morning, moments at midnight, "end of day" at 17:00. */
export type Hour = 'midnight' | 'morning' | 'endOfDay';

const CLOCK = { morning: '09:00', endOfDay: '17:00' } as const;

/** Instants that were computed before; a pure function's memory, emptied when it has grown. */
const INSTANTS = new Map<string, number>();
const MOST_INSTANTS = 20_000;
/** The same of days: lists of matches ask for the same ones line by line. */
const DAYS = new Map<string, Day>();

/** Whether the text is the name of a time zone, like `America/New_York` or `UTC`. Fixed offsets (`+02:00`) are none: they know no daylight saving. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** The day in a zone at an instant (epoch ms). Throws a RangeError when the zone does not exist. */
export function dayAt(instant: number, zone: string): Day {
  const key = `${zone} ${instant}`;
  const seen = DAYS.get(key);
  if (seen !== undefined) return seen;
  const day = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
  if (DAYS.size >= MOST_INSTANTS) DAYS.clear();
  DAYS.set(key, day);
  return day;
}

/**
 * The instant (epoch ms) of a day's hour in a zone. `midnight` is the day's first instant, 01:00 where the clock skips 00:00
 * (Cairo); an hour that does not exist moves forward by what the clock skips, one that comes twice is the first.
 * Throws a RangeError when the zone does not exist.
 */
export function instantOn(day: Day, hour: Hour, zone: string): number {
  const key = `${zone} ${day} ${hour}`;
  const seen = INSTANTS.get(key);
  if (seen !== undefined) return seen;
  const date = Temporal.PlainDate.from(day);
  const zoned =
    hour === 'midnight' ? date.toZonedDateTime(zone) : date.toZonedDateTime({ timeZone: zone, plainTime: CLOCK[hour] });
  if (INSTANTS.size >= MOST_INSTANTS) INSTANTS.clear();
  INSTANTS.set(key, zoned.epochMilliseconds);
  return zoned.epochMilliseconds;
}
