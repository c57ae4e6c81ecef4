const MS_PER_DAY = 86_400_000;
export const WEEK = 7;
/** S0 l.23: six to eight weeks are ideal; below five the order of the steps breaks (requirements.md R4, A2.6). */
export const IDEAL = { least: 6 * WEEK, most: 8 * WEEK, broken: 5 * WEEK };
/** X10: the share of every offset before the match that a compressed plan keeps. */
export const shareOf = (days: number): number => Math.round((days / IDEAL.least) * 100) / 100;
const WORKDAYS = 5;
/** Day 0, January 1 1970, was a Thursday. */
const THURSDAY = 4;
const isWeekday = (day: number): boolean => ![0, 6].includes((day + THURSDAY) % WEEK);

/** Days since 1970 of a day; undefined when the text is none, so that a rule never throws. */
export const numberOf = (day: string | null | undefined): number | undefined => {
  const number = day ? Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY : NaN;
  return Number.isFinite(number) ? number : undefined;
};

/** The day of an instant, with its part of a day. */
export const dayOf = (instant: number): number => instant / MS_PER_DAY;

/** Mondays to Fridays from one day to another, both counted. Holidays are the calendar's, which no chart knows. */
export function weekdays(from: number, to: number): number {
  if (to < from) return 0;
  const weeks = Math.floor((to - from + 1) / WEEK);
  let count = weeks * WORKDAYS;
  for (let day = from + weeks * WEEK; day <= to; day++) if (isWeekday(day)) count++;
  return count;
}
