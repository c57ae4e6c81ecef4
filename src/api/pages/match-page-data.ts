import { dayAt } from '../../calendar/index.ts';
import type { LetterRow, MatchRows } from '../../db/api-queries.ts';
import { chartSvg } from '../chart-svg.ts';
import { nowOf } from '../deps.ts';
import { chartOfMatch, storedOf } from '../match-view.ts';
import { POSTMASTER } from '../returned-mail.ts';
import { releaserOf } from '../release-letters.ts';
import type { Routing } from '../routes/common.ts';
import { comingOf } from './coming.ts';
import { draftGroups, sentGroups, stuckLetters } from './letter-groups.ts';
import type { MatchPageView } from './match-page-view.ts';
import { namesOf } from './page.ts';
import { partNames } from './part-words.ts';
import { merged, plannedDays, toRecordLine } from './record-words.ts';
import { todosOf } from './todo.ts';
import { roleWords } from './words.ts';

const LINES = 100;
const LETTERS = 500;
/** Far more than a match has; a page must end somewhere. */
const MOST_LETTERS = 3000;

/** Gathers what the page of a match shows. */
export async function matchPageView(
  deps: Routing,
  { reader, rows, match, seesAddress }: Pick<MatchPageView, 'reader' | 'match' | 'seesAddress'> & { rows: MatchRows },
): Promise<MatchPageView> {
  const { queries, clock } = deps;
  const chart = chartOfMatch(rows);
  const stored = storedOf(rows);
  const [letters, journal] = await Promise.all([allLetters(deps, match.id), queries.lastJournal(match.id, LINES + 1)]);
  const carried = await lettersToCarry(deps, match.id);
  const accounts = await accountNames(
    deps,
    journal.map(({ by_person: by }) => by),
  );
  const nameOf = namesOf(rows);
  const dayOf = plannedDays(journal);
  const partName = partNames(match.parts, nameOf, dayOf);
  const letterTitle = (kind: string) => deps.letters.title(match.method, kind) ?? 'A letter';
  const dayIn = (at: Date) => dayAt(at.getTime(), match.timeZone);
  return {
    reader,
    match,
    method: chart.title,
    svg: await chartSvg(match, `Where ${match.title} stands`),
    todos: todosOf({ rows, match, nameOf, partName, dayOf, carried }),
    coming: comingOf({
      match,
      letters,
      forecast: stored === undefined ? [] : deps.forecast(chart, stored, rows, nowOf(rows.match, clock())),
      nameOf,
      partName,
      letterTitle,
      eventTitle: (type) => chart.catalogue[type]?.title ?? 'Moves on by itself',
    }),
    drafts: draftGroups(letters, dayIn),
    stuck: stuckLetters(letters),
    sent: sentGroups(letters, dayIn),
    people: rows.people,
    seesAddress,
    record: merged(
      journal.slice(0, LINES).map((row) =>
        toRecordLine(row, chart, match.timeZone, {
          nameOf: (person) => nameOf(person) ?? accounts.get(person),
          partName,
          letterTitle,
        }),
      ),
    ),
    recordGoesOn: journal.length > LINES,
    nameOf,
    partName,
    letterTitle,
    releaserOf: (letter) => {
      const role = releaserOf(deps, match.method, letter);
      const holders = rows.people.filter(({ roles }) => roles.includes(role));
      return (holders.length === 1 ? holders[0]?.name : undefined) ?? `The ${roleWords(role)}`;
    },
  };
}

export async function allLetters({ queries }: Pick<Routing, 'queries'>, match: string): Promise<LetterRow[]> {
  const all: LetterRow[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await queries.letters(match, after, LETTERS);
    all.push(...items);
    after = next ?? undefined;
  } while (after !== undefined && all.length < MOST_LETTERS);
  return all;
}

/** What somebody has to post or to read out. */
async function lettersToCarry({ queries }: Routing, match: string): Promise<LetterRow[]> {
  const lists = await Promise.all(
    (['post', 'phone'] as const).map((channel) =>
      queries.letters(match, undefined, LETTERS, { channel, state: 'released' }),
    ),
  );
  return lists.flatMap(({ items }) => items);
}

/** Names of accounts that did something without being a person of the match. */
async function accountNames({ accounts }: Routing, ids: readonly string[]): Promise<Map<string, string>> {
  const known = await Promise.all([...new Set(ids)].map((id) => accounts.byId(id)));
  return new Map([
    [POSTMASTER.person, 'the mail server'],
    ...known.flatMap((account): [string, string][] => (account === undefined ? [] : [[account.id, account.name]])),
  ]);
}
