import type { NewMatch } from '../../contracts/api.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import { addOffset, dayAt } from '../../calendar/index.ts';
import { methods } from '../../machines/index.ts';
import type { ApiDeps } from '../deps.ts';
import { invalid } from '../errors.ts';
import { sampleCast, sampleLike } from './sample-people.ts';

const ANY_DAY = { name: 'any', isWorkingDay: () => true };
const DAY = 86_400_000;
const WEEK = 7;

/** Who practises; without an address a sample person plays the facilitator, and whoever started it acts for her. */
export interface Practising {
  readonly facilitator?: string | undefined;
  readonly facilitatorEmail?: string | undefined;
}

/** A match of this method to practise on: it begins today, with the time that the method wants before the match, and with sample people. */
export function rehearsalOf(
  deps: Pick<ApiDeps, 'clock' | 'isWorkingDay'>,
  { method, timeZone, ...who }: Practising & { method: string; timeZone: string },
): NewMatch {
  const chart = methods.get(method);
  if (chart === undefined) throw invalid('method', 'is needed: choose what you would like to practise');
  const assignedOn = firstWorkingDay(deps, dayAt(deps.clock(), timeZone));
  const matchStart = chart.leadTime && addOffset(assignedOn, `+${chart.leadTime.least}d`, ANY_DAY);
  return {
    method,
    timeZone,
    assignedOn,
    ...(matchStart === undefined ? {} : { matchStart, matchEnd: addOffset(matchStart, '+1d', ANY_DAY) }),
    title: `Rehearsal: ${chart.title}`,
    rehearsal: true,
    people: withPractising(sampleCast(method), who),
  };
}

/**
 * A rehearsal that has the shape of a real match: method, length, days of the week, and as many people with the same parts to play.
 * Nothing else is taken over: no name, no address, no answer.
 */
export function rehearsalLike(deps: Pick<ApiDeps, 'clock'>, { match, people }: MatchRows, who: Practising): NewMatch {
  const { assigned_on: assigned, match_start: start, match_end: end, time_zone: timeZone } = match;
  const first = assigned ?? start;
  const later = first === null ? 0 : wholeWeeksTo(dayAt(deps.clock(), timeZone), first);
  const moved = (day: string) => addOffset(day, `+${later}d`, ANY_DAY);
  return {
    method: match.method,
    timeZone,
    ...(assigned === null ? {} : { assignedOn: moved(assigned) }),
    ...(start === null ? {} : { matchStart: moved(start), matchEnd: moved(end ?? start) }),
    title: `Rehearsal: ${match.title}`.slice(0, 200),
    rehearsal: true,
    people: withPractising(sampleLike(people), who),
  };
}

/** Days from `first` on, in whole weeks, until today is reached: a rehearsal's clock only goes forward, and weekends stay weekends. */
function wholeWeeksTo(today: string, first: string): number {
  const days = (Date.parse(today) - Date.parse(first)) / DAY;
  return Math.max(0, Math.ceil(days / WEEK)) * WEEK;
}

function withPractising(cast: readonly NewMatch['people'][number][], who: Practising): NewMatch['people'] {
  const { facilitator: name, facilitatorEmail: email } = who;
  if (email === undefined && name === undefined) return [...cast];
  return cast.map((person) =>
    person.roles.includes('facilitator')
      ? { ...person, ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) }
      : person,
  );
}

function firstWorkingDay({ isWorkingDay }: Pick<ApiDeps, 'isWorkingDay'>, today: string): string {
  let day = today;
  while (!isWorkingDay(day)) day = addOffset(day, '+1d', ANY_DAY);
  return day;
}
