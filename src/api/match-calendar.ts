import { calendarOf, meetingOfMatch, meetingOfPart, plannedParts } from '../letters/index.ts';
import type { DateLine, Entry } from '../letters/index.ts';
import type { MatchRows } from '../db/api-queries.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { chartOfMatch } from './match-view.ts';

/** The dates of a match as a calendar to subscribe to: calls and meetings, the match itself, the check-in; and nobody's name. */
export async function matchCalendar(deps: ApiDeps, rows: MatchRows): Promise<string> {
  const lines = await deps.queries.dateLines(rows.match.id);
  const place = await deps.queries.formBody(rows.match.id, 'venue');
  const entries = [...partEntries(rows, lines), ...matchEntry(rows, lines, place), ...checkInEntries(deps, rows)];
  return calendarOf(entries, nowOf(rows.match, deps.clock()));
}

const TITLES: Readonly<Record<string, string>> = { call: 'Call', session: 'Meeting' };

function partEntries(rows: MatchRows, lines: readonly DateLine[]): Entry[] {
  return plannedParts(lines).flatMap((about) => {
    const meeting = meetingOfPart(lines, about);
    if (meeting === undefined) return [];
    const title = TITLES[about.split('/')[0] ?? ''] ?? 'Meeting';
    return [{ ...base(rows), about, meeting, summary: `${title}: ${rows.match.title}` }];
  });
}

function matchEntry(rows: MatchRows, lines: readonly DateLine[], place: unknown): Entry[] {
  const { match_start: startsOn, match_end: endsOn, date_version: dateVersion, date_status: status } = rows.match;
  if (startsOn === null) return [];
  const meeting = meetingOfMatch({ startsOn, endsOn, dateVersion }, lines);
  const summary = status === 'tentative' ? `${rows.match.title} (tentative)` : rows.match.title;
  const location = typeof place === 'string' && place !== '' ? { location: place } : {};
  return [{ ...base(rows), about: 'match', meeting, summary, isTentative: status === 'tentative', ...location }];
}

/** The day on which the check-in opens, while it is still to come or open. */
function checkInEntries({ dayAt }: ApiDeps, rows: MatchRows): Entry[] {
  const { tasks, steps } = chartOfMatch(rows);
  const ids = steps.filter(({ id }) => id === 'checkIn').flatMap((step) => step.tasks);
  return rows.tasks.flatMap(({ id, state, opens, due }) => {
    const at = opens ?? due;
    if (!ids.includes(id) || at === null || (state !== 'upcoming' && state !== 'open')) return [];
    const startsOn = dayAt(at.getTime(), rows.match.time_zone);
    const meeting = { startsOn, sequence: rows.match.date_version, isCancelled: false };
    return [{ ...base(rows), about: id, meeting, summary: `${tasks[id]?.title ?? 'Check-in'}: ${rows.match.title}` }];
  });
}

const base = ({ match }: MatchRows) => ({ match: match.id, zone: match.time_zone });
