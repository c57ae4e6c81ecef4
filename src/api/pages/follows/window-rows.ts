import type { DatePreview } from '../../../contracts/api-dates.ts';
import type { Match } from '../../../contracts/api.ts';
import type { BeforeAfter } from '../before-after.tsx';
import type { PartName } from '../part-words.ts';
import { dayWords, instantDay, listWords } from '../words.ts';

type Days = DatePreview['dates']['after'];
type Window = DatePreview['windows'][number];
type Zone = Pick<Match, 'timeZone' | 'now'>;

const STATUS: Readonly<Record<string, string>> = { final: ', settled', tentative: ', tentative' };

/** The days of the match in one line; undefined when there are none. */
export function daysWords({ matchStart, matchEnd, status }: Days): string | undefined {
  if (matchStart === null) return undefined;
  const until = matchEnd === null || matchEnd === matchStart ? '' : ` to ${dayWords(matchEnd)}`;
  return `${dayWords(matchStart)}${until}${STATUS[status] ?? ''}`;
}

const dueOf = ({ before, after }: Window): string => (after ?? before)?.due ?? '';

/** The windows of tasks and of their parts, before and after, by the day they are due then. */
export const windowRows = (windows: readonly Window[], match: Zone, partName: PartName): BeforeAfter[] =>
  [...windows]
    .sort((one, other) => dueOf(one).localeCompare(dueOf(other)))
    .map(({ title, part, before, after }) => ({
      what: part === null ? title : `${title}: ${partName(part)}`,
      before: windowWords(before, match),
      after: windowWords(after, match),
    }));

function windowWords(window: Window['before'], match: Zone): string | undefined {
  if (window === null) return undefined;
  const due = window.due === null ? undefined : instantDay(window.due, match);
  const opens = window.opens === null ? undefined : instantDay(window.opens, match);
  if (opens !== undefined && opens === due) return `on ${due}`;
  return [...(opens ? [`opens ${opens}`] : []), ...(due ? [`due ${due}`] : [])].join(', ') || undefined;
}

/** What becomes of letters: the name of those that share it, what stands now, and what then. */
type Fate = readonly [fate: string, before: string | undefined, after: string];
interface Lettered {
  readonly title: string;
  readonly to: string;
}

const OLD_DATE = 'Sent, and names the old date';
/** What moved dates do to letters. */
export const FATES_OF_DATES = [
  ['alreadyWrong', OLD_DATE, 'Nobody can take it back'],
  ['rewritten', 'A draft', 'The draft names the new date by itself'],
  ['marked', 'A draft with somebody’s own words', 'Kept, and marked until somebody has looked at it'],
  ['withdrawn', 'Released, on its way', 'Stopped'],
  ['drafted', undefined, 'Written anew, and waits to be released'],
] as const;

/** What an event does to letters that are written. */
export const FATES_OF_WRITTEN = [
  ['withdrawn', 'Written, has not left', 'Withdrawn'],
  ['restored', 'Withdrawn', 'Waits again'],
  ['keptBack', 'On its way', 'Waits until the match goes on'],
] as const;
const MOST_NAMES = 6;

/** What becomes of letters: a line for each kind and each fate. */
export const letterRows = <F extends readonly Fate[]>(
  fates: F,
  letters: Readonly<Record<F[number][0], readonly Lettered[]>>,
  nameOf: (person: string) => string,
): BeforeAfter[] =>
  fates.flatMap(([fate, before, after]) =>
    byTitle(letters[fate as F[number][0]], nameOf).map(({ title, to }) => ({
      what: `${title}, to ${to}`,
      before,
      after,
    })),
  );

/** Letters with the same title are one line, with the names of those who get it. */
export const byTitle = (
  letters: readonly Lettered[],
  nameOf: (person: string) => string,
): { readonly title: string; readonly to: string }[] =>
  [...new Set(letters.map(({ title }) => title))].map((title) => ({
    title,
    to: namesWords([...new Set(letters.filter((one) => one.title === title).map((one) => nameOf(one.to)))]),
  }));

/** Letters that come because a task opens. */
export const openedRows = (opened: readonly { readonly title: string }[]): BeforeAfter[] =>
  opened.map(({ title }) => ({ what: title, before: undefined, after: 'Written: its task opens' }));

export const namesWords = (names: readonly string[]): string =>
  listWords(
    names.length <= MOST_NAMES ? names : [...names.slice(0, MOST_NAMES - 1), `${names.length - MOST_NAMES + 1} others`],
  );
