import type { Match } from '../../../contracts/api.ts';
import type { Chart } from '../../../machines/kernel/types.ts';
import { plural } from '../words.ts';

/** A page about one side of a match. */
export interface Place {
  /** Below the address of the match. */
  readonly path: string;
  readonly words: string;
  /** What is there, in a few words. */
  readonly hint: string;
}
interface Known extends Omit<Place, 'hint'> {
  readonly hint: (match: Match) => string;
  /** Methods that have it; left out: all. */
  readonly if?: (chart: Chart) => boolean;
}

const has = (kind: string) => (chart: Chart) => kind in chart.parts;
const takes = (event: string) => (chart: Chart) => event in chart.catalogue;
const settled = (kind: string) => (match: Match) => {
  const all = match.parts.filter(({ chart }) => chart === kind);
  return all.length === 0 ? 'none yet' : `${all.filter(({ done }) => done).length} of ${all.length} settled`;
};

function calls({ parts }: Match): string {
  const count = (...states: string[]) =>
    parts.filter(({ chart, state }) => chart === 'call' && states.includes(state)).length;
  return `${count('planned')} planned, ${count('held', 'noted')} held`;
}

/** Every page of a match, in the order of its list. */
const PLACES: readonly Known[] = [
  { path: 'people', words: 'People', hint: () => 'both teams, who meets whom, how to reach them' },
  { path: 'dates', words: 'Dates', hint: () => 'the days, the plan, the calendar', if: takes('DATE_MOVED') },
  { path: 'forms', words: 'Forms', hint: () => 'all forms, and how far each is' },
  {
    path: 'agenda',
    words: 'Agenda',
    hint: () => 'as it stands, and what the guide asks of it',
    if: takes('AGENDA_BUILT'),
  },
  { path: 'calls', words: 'Calls', hint: calls, if: has('call') },
  { path: 'letters', words: 'Letters', hint: () => 'all of them, one by one' },
  { path: 'honoraria', words: 'Honoraria', hint: settled('honorarium'), if: has('honorarium') },
  { path: 'commitments', words: 'Commitments', hint: settled('commitment'), if: has('commitment') },
  { path: 'summary', words: 'Summary and its review', hint: settled('review'), if: has('review') },
  { path: 'files', words: 'Files', hint: () => 'materials for the packet', if: takes('SHARING_ANSWERED') },
  {
    path: 'after',
    words: 'Afterwards',
    hint: () => 'wishes of the check-in, the next match',
    if: takes('CHECK_IN_ANSWERED'),
  },
  { path: 'record', words: 'Record', hint: ({ seq }) => `everything that happened, ${plural(seq, 'line')}` },
  { path: 'chart', words: 'Chart', hint: () => 'the whole match as a picture and as a list' },
];

export const PLACE_PATHS: readonly string[] = PLACES.map(({ path }) => path);

export const placesOf = (match: Match, chart: Chart): Place[] =>
  PLACES.filter(({ if: fits }) => fits === undefined || fits(chart)).map(({ path, words, hint }) => ({
    path,
    words,
    hint: hint(match),
  }));
