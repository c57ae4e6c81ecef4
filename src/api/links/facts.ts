import { ESCALATION } from '../../contracts/names.ts';
import type { Role } from '../../contracts/names.ts';
import type { MatchRows, PersonRow } from '../../db/api-queries.ts';
import { formatDay, formatTime, localeOf, meetingOfPart } from '../../letters/index.ts';
import type { ApiDeps } from '../deps.ts';
import { chartOfMatch, storedOf } from '../match-view.ts';
import type { OpenedLink } from './open-link.ts';

type Facts = Record<string, string | undefined>;

/** Whom the reader of a page can call: the facilitator, or whoever comes next; never herself. */
export function contactIn(
  { people }: Pick<MatchRows, 'people'>,
  reader: string,
  role: Role = 'facilitator',
): PersonRow | undefined {
  const next = ESCALATION[role];
  const found = people.find(({ id, roles }) => roles.includes(role) && id !== reader);
  return found ?? (next && contactIn({ people }, reader, next));
}

/** What the words of a page can name. Dates of the match only when they are final (requirements.md X11). */
export async function factsOf(deps: ApiDeps, opened: OpenedLink, language: string): Promise<Facts> {
  const { rows, link, person, current } = opened;
  const { match } = rows;
  const locale = localeOf(language);
  const book = deps.pageWords(match.method);
  const names = book.names(language);
  const range = (from: string, until: string): string =>
    book.shared(language).get('range')?.title({ from, until }) ?? from;
  const day = (value: string | undefined): string | undefined =>
    value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value, locale) : undefined;
  const dayIn = (at: Date | null | undefined): string | undefined =>
    at === null || at === undefined ? undefined : day(deps.dayAt(at.getTime(), person?.zone ?? match.time_zone));
  const chart = chartOfMatch(rows);
  return {
    program: deps.programName,
    match: match.title,
    seeker: names.seeker ?? chart.words.seeker,
    name: person?.name.split(' ')[0],
    person: contactIn(rows, link.person)?.name,
    dates: match.date_status === 'final' ? daysOf(match.match_start, match.match_end, { day, range }) : undefined,
    until: day(storedOf(rows)?.anchors.reviewEnds),
    task: names.tasks[link.task ?? ''] ?? chart.tasks[link.task ?? '']?.title,
    due: dayIn(rows.tasks.find(({ id }) => id === link.task)?.due),
    answered: dayIn(current?.line.at),
    ...(await meetingFacts(deps, opened, locale)),
  };
}

function daysOf(
  start: string | null,
  end: string | null,
  {
    day,
    range,
  }: {
    readonly day: (value: string | undefined) => string | undefined;
    readonly range: (from: string, until: string) => string;
  },
): string | undefined {
  const last = end === null || end === start ? undefined : day(end);
  const first = start === null ? undefined : day(start);
  return last === undefined || first === undefined ? first : range(first, last);
}

/** When the call is that a link is about. */
async function meetingFacts({ queries }: ApiDeps, { link, rows }: OpenedLink, locale: string): Promise<Facts> {
  if (link.part === null) return {};
  const meeting = meetingOfPart(await queries.dateLines(link.match), link.part);
  if (meeting === undefined) return {};
  const { startsOn, time } = meeting;
  return {
    on: formatDay(startsOn, locale),
    ...(time === undefined ? {} : { time: formatTime(startsOn, time, rows.match.time_zone, locale) }),
  };
}
