import { Temporal } from 'temporal-polyfill';

const DAY = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' } as const;
const TIME = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** A day (`YYYY-MM-DD`) in words: "Tuesday, March 2, 2027". */
export function formatDay(day: string, locale = 'en-US'): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) {
    throw new RangeError(`not a day: ${JSON.stringify(day)}`);
  }
  return plainSpaces(new Intl.DateTimeFormat(locale, { ...DAY, timeZone: 'UTC' }).format(at));
}

/** An instant in words, in the zone of the reader: "Tuesday, March 2, 2027 at 2:00 PM EST". */
export function formatInstant(ms: number, zone: string, locale = 'en-US'): string {
  return plainSpaces(new Intl.DateTimeFormat(locale, { ...DAY, ...TIME, timeZone: zone }).format(ms));
}

/** A time of day with its zone, which depends on the day: "2:00 PM EST". */
export function formatTime(day: string, time: string, zone: string, locale = 'en-US'): string {
  const at = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
  return plainSpaces(new Intl.DateTimeFormat(locale, { ...TIME, timeZone: zone }).format(at));
}

/** The day of an instant on the calendar of a zone: `2027-03-02`. */
export const dayAt = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();

export const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** ICU puts narrow no-break spaces before "PM", which older mail programs show as boxes. */
const plainSpaces = (words: string): string => words.replace(/[\u00a0\u202f]/g, ' ');
