import Holidays from 'date-holidays';
import { isDay, isWeekend, plusDays } from './days.ts';
import type { Day } from './days.ts';

/** Which days people work on. */
export interface WorkCalendar {
  /** Stands for the settings it was made from; a plan made with another name is planned anew. */
  readonly name: string;
  isWorkingDay(day: Day): boolean;
}

export interface WorkCalendarSettings {
  /** ISO 3166 country, or country and state (`US`, `US-CA`). Default: US, the federal holidays. */
  readonly country?: string;
  /** Further closed days, `YYYY-MM-DD`. */
  readonly extra?: readonly string[];
  /** Holidays that are worked on: a day, or a holiday's English name (`Columbus Day`), which counts for its observed day too. */
  readonly removed?: readonly string[];
}

/**
 * Working days: Monday to Friday without the country's holidays, which include the observed ones (Friday July 3 2026).
 * Half-days count as worked. Default: US federal holidays (requirements.md A10). Pure; holidays are computed once per year.
 * Throws a RangeError when the country or state is not known, or `extra` holds something that is not a day.
 */
export function makeWorkCalendar(settings: WorkCalendarSettings = {}): WorkCalendar {
  const { country = 'US', extra = [], removed = [] } = settings;
  const wrong = extra.find((day) => !isDay(day));
  if (wrong !== undefined) throw new RangeError(`"${wrong}" is not a day like 2026-07-03`);
  const holidays = holidaysOf(country);
  const closed = new Set(extra);
  const worked = new Set(removed);
  const years = new Map<string, ReadonlySet<Day>>();
  const closedIn = (year: string): ReadonlySet<Day> => {
    const known = years.get(year) ?? daysOff(holidays, Number(year), worked);
    years.set(year, known);
    return known;
  };
  return {
    name: [country, ...extra.map((day) => `+${day}`), ...removed.map((holiday) => `-${holiday}`)].join(' '),
    isWorkingDay: (day) => !isWeekend(day) && !closed.has(day) && !closedIn(day.slice(0, 4)).has(day),
  };
}

function holidaysOf(code: string): Holidays {
  const [country = '', state] = code.split('-');
  const none = new Holidays();
  if (!(country in none.getCountries())) throw new RangeError(`there are no holidays for the country "${country}"`);
  if (state === undefined) return withVeteransDay(new Holidays(country), country);
  if (!(state in (none.getStates(country) ?? {})))
    throw new RangeError(`there are no holidays for the state "${code}"`);
  return withVeteransDay(new Holidays(country, state), country);
}

/** The library has no observed day for this one (5 U.S.C. 6103 has: Friday November 10 2028). */
function withVeteransDay(holidays: Holidays, country: string): Holidays {
  const rule = '11-11 and if sunday then next monday if saturday then previous friday';
  if (country === 'US') holidays.setHoliday(rule, { name: { en: 'Veterans Day' }, type: 'public' });
  return holidays;
}

function daysOff(holidays: Holidays, year: number, worked: ReadonlySet<string>): ReadonlySet<Day> {
  const days = holidays
    .getHolidays(year, 'en')
    .filter(({ type, date }) => (type === 'public' || type === 'bank') && date.slice(11, 19) === '00:00:00')
    .filter(({ name }) => !worked.has(name) && !worked.has(name.replace(/ \(substitute day\)$/, '')))
    .flatMap(({ date, start, end }) => {
      const length = Math.floor((end.getTime() - start.getTime() + 2 * 3_600_000) / 86_400_000);
      return Array.from({ length }, (_, n) => plusDays(date.slice(0, 10), n));
    });
  return new Set(days.filter((day) => !worked.has(day)));
}
