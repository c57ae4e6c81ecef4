import { z } from 'zod';

/** The kinds of values that events carry. Facts go to the workflow and stay in its history, so none of them can hold a sentence, a name or an address (design.md 5). */
export const day = z.iso.date({ error: 'must be a day like 2027-03-15' });

/** A day that windows may hang on: a typing error of a century would plan letters for nobody. */
export const factDay = day.refine((value) => value >= '2000-01-01' && value <= '2099-12-31', {
  message: 'must be a day between 2000 and 2099',
});

/** `09:30` */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:30');

export const timeZone = z.string().refine(isTimeZone, { message: 'must be a time zone like America/New_York' });

function isTimeZone(value: string): boolean {
  try {
    return /^[A-Z]/i.test(value) && new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}

/** An opaque id: of a call, a candidate, a commitment. No spaces, no `@`, so that it holds no name and no address. */
export const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be an id: letters, digits, - and _');

/** A person of the match: the id, or the caller's own `ref`, which the API replaces by the id. */
export const personRef = z.string().trim().min(1).max(100);

/** A word from a method's own list, or a short code. */
export const code = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/, 'must be a code: a letter, then letters and digits');

export const count = z.int().min(0).max(100_000);

/** A signed number of days, weeks, months or working days: `-4w`, `+10wd`. */
export const offset = z
  .string()
  .regex(/^[+-]?\d{1,3}(d|w|m|wd)$/, 'must be a number of days, weeks, months or working days: +5wd, -1w');

/** A sentence or a page: goes to the database, never into history. */
export const prose = z.string().trim().min(1).max(20_000);

/** The body of a form: any JSON object; goes to the database, never into history. */
export const formBody = z.record(z.string(), z.unknown());
