import { planDeadlines } from '../calendar/index.ts';
import type { WorkCalendar } from '../calendar/index.ts';
import type { ForecastEntry } from '../contracts/api.ts';
import type { MatchRows } from '../db/api-queries.ts';
import { forecast } from '../machines/simulate.ts';
import type { Forecast, PlanAt } from '../machines/simulate.ts';
import type { Chart, Deadline, Stored } from '../machines/kernel/types.ts';
import type { LetterRules } from './deps.ts';
import { iso } from './match-view.ts';

/** What will be sent and asked, when, if nobody acts: the real chart run on under the real calendar (design.md 9). `most`: so many happenings, else to the end. */
export const makeForecast =
  (work: WorkCalendar, letters: LetterRules) =>
  (chart: Chart, stored: Stored, rows: MatchRows, now: number, most?: number): ForecastEntry[] =>
    forecast(chart, stored, planOf(work)(rows), now, most === undefined ? {} : { most }).flatMap((coming) =>
      recipients(coming, rows, letters).map((to) => ({
        at: iso(Math.max(coming.at, now)),
        what: coming.what,
        kind: coming.kind,
        task: coming.task ?? null,
        part: coming.part ?? null,
        to,
      })),
    );

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
