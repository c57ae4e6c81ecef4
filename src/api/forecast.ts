import { LRUCache } from 'lru-cache';
import { dayAt, planDeadlines } from '../calendar/index.ts';
import type { WorkCalendar } from '../calendar/index.ts';
import type { ForecastEntry } from '../contracts/api.ts';
import type { MatchRows } from '../db/api-queries.ts';
import { forecast } from '../machines/simulate.ts';
import type { Forecast, PlanAt, SimulateOptions } from '../machines/simulate.ts';
import type { Chart, Deadline, Stored } from '../machines/kernel/types.ts';
import type { LetterRules } from './deps.ts';
import { iso } from './match-view.ts';

/** Matches that are looked at again and again while nothing happens in them; each takes some 15 kB. */
const KEPT = 1000;

/**
 * What will be sent and asked, when, if nobody acts: the real chart run on under the real calendar (design.md 9). It takes some tens
 * of milliseconds, and it is the same until the next event or the next day (decision 0033).
 * @param reach how far it looks; default: to the end of the match
 */
export function makeForecast(work: WorkCalendar, letters: LetterRules) {
  const ahead = lookAhead(planOf(work), letters);
  const known = new LRUCache<string, ForecastEntry[]>({ max: KEPT });
  return (
    chart: Chart,
    stored: Stored,
    rows: MatchRows,
    now: number,
    reach: Pick<SimulateOptions, 'until' | 'most'> = {},
  ): ForecastEntry[] => {
    const { id, time_zone: zone } = rows.match;
    const name = [
      id,
      stored.seq,
      dayAt(now, zone),
      reach.most,
      reach.until === undefined ? '' : dayAt(reach.until, zone),
    ].join(' ');
    const entries = known.get(name) ?? ahead(chart, stored, rows, now, reach);
    known.set(name, entries);
    return entries;
  };
}

/** The same, worked out anew: also for a state that a match is in on paper only. */
export const lookAhead =
  (plans: (rows: MatchRows) => PlanAt, letters: LetterRules) =>
  (
    chart: Chart,
    stored: Stored,
    rows: MatchRows,
    now: number,
    reach: Pick<SimulateOptions, 'until' | 'most'> = {},
  ): ForecastEntry[] =>
    forecast(chart, stored, plans(rows), now, reach).flatMap((coming) => toEntries(coming, rows, letters, now));

const toEntries = (coming: Forecast, rows: MatchRows, letters: LetterRules, now: number): ForecastEntry[] =>
  recipients(coming, rows, letters).map((to) => ({
    at: iso(Math.max(coming.at, now)),
    what: coming.what,
    kind: coming.kind,
    task: coming.task ?? null,
    part: coming.part ?? null,
    to,
  }));

/** The real calendar, for the people of a match. */
export const planOf =
  (work: WorkCalendar) =>
  (rows: MatchRows): PlanAt =>
  (now) => {
    const zone = rows.match.time_zone;
    const zoneOf = (deadline: Deadline) => askedZone(deadline, rows) ?? zone;
    return (deadlines, known) => planDeadlines(deadlines, known, { now, zone, zoneOf, work });
  };

/** Persons where they are known, else the role or group; moments are for nobody. */
function recipients(coming: Forecast, { match, people }: MatchRows, letters: LetterRules): (string | null)[] {
  if (coming.what === 'moment') return [null];
  if (coming.persons !== undefined) return coming.persons.length > 0 ? [...coming.persons] : [null];
  if (coming.person !== undefined) return [coming.person];
  const about = people.find(({ id }) => id === coming.part?.slice(coming.part.indexOf('/') + 1));
  const named = coming.what === 'letter' ? letters.audience(match.method, coming.kind) : [coming.owner ?? null];
  return named.map((to) => {
    const holders = people.filter(({ roles }) => (roles as readonly string[]).includes(to ?? ''));
    if (about !== undefined && (to === 'person' || holders.includes(about))) return about.id;
    return holders.length === 1 ? (holders[0]?.id ?? null) : to;
  });
}

/** The zone of the person who will be asked, as `record` has it. */
function askedZone(deadline: Deadline, { people }: MatchRows): string | undefined {
  const about = deadline.part?.slice(deadline.part.indexOf('/') + 1);
  const owners = people.filter(({ roles }) => roles.includes(deadline.owner));
  const isStaff = ['facilitator', 'assistant', 'programManager'].includes(deadline.owner);
  const asked =
    people.find(({ id }) => id === deadline.person) ??
    (isStaff ? owners : people).find(({ id }) => id === about) ??
    owners[0];
  return asked?.zone ?? undefined;
}
