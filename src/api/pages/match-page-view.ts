import type { ForecastEntry, Match } from '../../contracts/api.ts';
import type { LetterRow } from '../../db/api-queries.ts';
import type { Reader } from './layout.tsx';

/** Everything that the page of a match shows. */
export interface MatchPageView {
  readonly reader: Reader;
  readonly match: Match;
  readonly method: string;
  readonly svg: string;
  readonly letters: readonly LetterRow[];
  readonly forecast: readonly ForecastEntry[];
  readonly record: readonly RecordLine[];
  readonly nameOf: (person: string | null) => string | undefined;
  readonly letterTitle: (kind: string) => string;
  readonly eventTitle: (type: string) => string;
}
/** One line of the record in plain words. */
export interface RecordLine {
  readonly when: string;
  readonly what: string;
  readonly by: string;
  readonly about: string | null;
  readonly caused: readonly string[];
}
