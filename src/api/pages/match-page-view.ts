import type { Match } from '../../contracts/api.ts';
import type { LetterRow, PersonRow } from '../../db/api-queries.ts';
import type { Coming } from './coming.ts';
import type { Reader } from './layout.tsx';
import type { LetterGroup } from './letter-groups.ts';
import type { PartName } from './part-words.ts';
import type { Todo } from './todo.ts';

/** Everything that the page of a match shows. */
export interface MatchPageView {
  readonly reader: Reader;
  readonly match: Match;
  readonly method: string;
  readonly svg: string;
  readonly todos: readonly Todo[];
  readonly coming: readonly Coming[];
  readonly drafts: readonly LetterGroup[];
  readonly stuck: readonly LetterRow[];
  readonly sent: readonly LetterGroup[];
  readonly people: readonly PersonRow[];
  /** May the reader see how to reach this person? */
  readonly seesAddress: (person: PersonRow) => boolean;
  readonly record: readonly RecordLine[];
  /** There is more in the record than is shown. */
  readonly recordGoesOn: boolean;
  readonly nameOf: (person: string | null) => string | undefined;
  readonly partName: PartName;
  readonly letterTitle: (kind: string) => string;
  /** Who releases letters like this one: a name, else the role. */
  readonly releaserOf: (letter: LetterRow) => string;
}
/** One line of the record in plain words. */
export interface RecordLine {
  readonly when: string;
  readonly what: string;
  readonly by: string;
  readonly about: string | null;
  readonly caused: readonly string[];
}
