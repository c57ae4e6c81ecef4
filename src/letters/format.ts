import { Temporal } from 'temporal-polyfill';

const DAY = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' } as const;
const TIME = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
const CLOCK = { hour: 'numeric', minute: '2-digit' } as const;
const ZONE = { timeZoneName: 'longGeneric' } as const;
const PARTS = { day: DAY, time: TIME, clock: CLOCK, instant: { ...DAY, ...TIME }, zone: ZONE } as const;

/** A formatter is dear to make and cheap to use. There are a few locales and some hundred zones. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();
function formatOf(locale: string, zone: string, parts: keyof typeof PARTS): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${parts}`;
  const known = FORMATS.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...PARTS[parts], timeZone: zone });
  FORMATS.set(key, made);
  return made;
}

/** A day (`YYYY-MM-DD`) in words: "Tuesday, March 2, 2027". */
export function formatDay(day: string, locale = 'en-US'): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) {
    throw new RangeError(`not a day: ${JSON.stringify(day)}`);
  }
  return plainSpaces(formatOf(locale, 'UTC', 'day').format(at));
}

/** An instant in words, in the zone of the reader: "Tuesday, March 2, 2027 at 2:00 PM EST". */
export function formatInstant(ms: number, zone: string, locale = 'en-US'): string {
  return plainSpaces(formatOf(locale, zone, 'instant').format(ms));
}

/** A time of day with its zone, which depends on the day: "2:00 PM EST". */
export function formatTime(day: string, time: string, zone: string, locale = 'en-US'): string {
  const at = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
  return plainSpaces(formatOf(locale, zone, 'time').format(at));
}

/** A time of day (`14:30`) as it stands on the clock where the match is: "2:30 PM". What is no time stays as it is. */
export function formatClock(time: string, locale = 'en-US'): string {
  const [hours, minutes] = time.split(':').map(Number);
  const at = Date.UTC(2000, 0, 1, hours, minutes);
  return Number.isNaN(at) ? time : plainSpaces(formatOf(locale, 'UTC', 'clock').format(at));
}

/** A time zone as people call it, summer and winter alike: "Eastern Time". */
export function formatZone(zone: string, locale = 'en-US'): string {
  const parts = formatOf(locale, zone, 'zone').formatToParts(0);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** The day of an instant on the calendar of a zone: `2027-03-02`. */
export const dayAt = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();

export const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** ICU puts narrow no-break spaces before "PM", which older mail programs show as boxes. */
const plainSpaces = (words: string): string => words.replace(/[\u00a0\u202f]/g, ' ');
