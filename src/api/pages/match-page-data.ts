import { dayAt } from '../../calendar/index.ts';
import { checksOf } from '../../checks/index.ts';
import type { Match } from '../../contracts/api.ts';
import type { Role } from '../../contracts/names.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import { fitting } from '../../words/index.ts';
import type { Guidance } from '../../words/index.ts';
import { nowOf } from '../deps.ts';
import { chartOfMatch, storedOf } from '../match-view.ts';
import { materialOf } from '../material.ts';
import { momentOf } from '../moment.ts';
import { releaserOf } from '../release-letters.ts';
import type { Routing } from '../routes/common.ts';
import { cameFrom } from './act/address.ts';
import { pressFor } from './act/at-once.ts';
import { toDoable } from './act/doable.ts';
import { justDone } from './act/undo.ts';
import type { Pressed } from './act/undo.ts';
import { comingOf } from './coming.ts';
import { draftGroups, stuckLetters } from './letter-groups.ts';
import type { MatchPageView } from './match-page-view.ts';
import { findingsOf } from './match/findings.ts';
import { placesOf } from './match/places.ts';
import { recordLines } from './match/record-lines.ts';
import { namesOf } from './page.ts';
import { partNames } from './part-words.ts';
import { plannedDays } from './record-words.ts';
import { todosOf } from './todo.ts';
import { roleWords } from './words.ts';

const LINES = 100;
/** As many happenings as the page has use for: running a whole match on takes too long for a page. */
const AHEAD = 20;

interface Asked extends Pick<MatchPageView, 'reader' | 'match' | 'hidden' | 'here'> {
  readonly rows: MatchRows;
  readonly roles: readonly Role[];
  readonly pressed: Pressed | undefined;
}

/** Gathers what the page of a match shows: whatever does not wait for anything else at the same time. */
export async function matchPageView(deps: Routing, asked: Asked): Promise<MatchPageView> {
  const { reader, rows, match, roles, pressed, hidden, here } = asked;
  const { queries, questions, clock } = deps;
  const chart = chartOfMatch(rows);
  const stored = storedOf(rows);
  const [letters, sent, journal, guidance] = await Promise.all([
    queries.standingLetters(match.id),
    queries.sentLettersByDay(match.id, match.timeZone),
    queries.lastJournal(match.id, LINES),
    guidanceNow(deps, rows, match, roles),
  ]);
  const nameOf = namesOf(rows);
  const dayOf = plannedDays(journal);
  const partName = partNames(match.parts, nameOf, dayOf);
  const letterTitle = (kind: string) => deps.letters.title(match.method, kind) ?? 'A letter';
  const carried = letters.filter(
    ({ channel, state, holds }) => CARRIED.includes(channel) && state === 'released' && holds,
  );
  return {
    reader,
    match,
    method: chart.title,
    todos: todosOf({ rows, match, nameOf, partName, dayOf, carried }),
    coming: comingOf({
      match,
      letters,
      forecast:
        stored === undefined ? [] : deps.forecast(chart, stored, rows, nowOf(rows.match, clock()), { most: AHEAD }),
      nameOf,
      partName,
      letterTitle,
      eventTitle: (type) => chart.catalogue[type]?.title ?? 'Moves on by itself',
    }),
    drafts: draftGroups(letters, (at) => dayAt(at.getTime(), match.timeZone)),
    stuck: stuckLetters(letters),
    sent,
    record: await recordLines(
      deps,
      rows,
      { journal: journal.slice(0, NEWEST), toBeginning: journal.length <= NEWEST },
      partName,
    ),
    findings: findingsOf(rows, match, deps.words(match.method)),
    guidance,
    places: placesOf(match, chart),
    just: justDone(match, chart, pressed, questions),
    pressOf: (todo) => pressFor(match, chart, todo, questions, 'match'),
    reopenOf: (task) => {
      const one = match.allowed.find((allowed) => allowed.type === 'TASK_REOPENED' && allowed.task === task);
      if (one === undefined) return undefined;
      const doable = toDoable(match, chart, one, questions);
      return { ...doable, address: cameFrom(doable.address, 'match') };
    },
    hidden,
    here,
    nameOf,
    partName,
    letterTitle,
    releaserOf: (letter) => {
      const role = releaserOf(deps, match.method, letter);
      const holders = rows.people.filter((person) => person.roles.includes(role));
      return (holders.length === 1 ? holders[0]?.name : undefined) ?? `The ${roleWords(role)}`;
    },
  };
}

/** More than are shown, because lines of one moment are shown as one. */
const NEWEST = 20;
const CARRIED: readonly string[] = ['post', 'phone'];

/** Guidance for whoever reads, now; an administrator reads everybody's. */
async function guidanceNow(deps: Routing, rows: MatchRows, match: Match, roles: readonly Role[]): Promise<Guidance[]> {
  const { guidance } = deps.words(match.method);
  const circumstances = checksOf(match.method).circumstances(await materialOf(deps, rows));
  const readers = roles.includes('administrator') ? undefined : roles;
  return fitting(guidance, { ...momentOf(match), roles: readers, circumstances });
}
