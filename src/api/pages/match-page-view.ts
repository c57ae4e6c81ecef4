import type { Match } from '../../contracts/api.ts';
import type { LetterHead, SentLetters } from '../../db/letter-overview.ts';
import type { Guidance } from '../../words/index.ts';
import type { Doable } from './act/doable.ts';
import type { Just } from './act/undo.ts';
import type { Coming } from './coming.ts';
import type { Reader } from './layout.tsx';
import type { LetterGroup } from './letter-groups.ts';
import type { FindingView } from './match/findings.ts';
import type { Place } from './match/places.ts';
import type { PartName } from './part-words.ts';
import type { Todo } from './todo.ts';

/** Everything that the page of a match shows. */
export interface MatchPageView {
  readonly reader: Reader;
  readonly match: Match;
  readonly method: string;
  readonly todos: readonly Todo[];
  readonly coming: readonly Coming[];
  readonly drafts: readonly LetterGroup[];
  readonly stuck: readonly LetterHead[];
  readonly sent: readonly SentLetters[];
  /** The newest lines first. */
  readonly record: readonly RecordLine[];
  readonly findings: readonly FindingView[];
  readonly guidance: readonly Guidance[];
  readonly places: readonly Place[];
  /** What the reader pressed a moment ago. */
  readonly just: Just | undefined;
  /** What settles it in one press, right in the list. */
  readonly pressOf: (todo: Todo) => Doable | undefined;
  /** What opens a settled task again. */
  readonly reopenOf: (task: string) => Doable | undefined;
  readonly hidden: Readonly<Record<string, string>>;
  /** The page's own address, to be asked for again. */
  readonly here: string;
  readonly nameOf: (person: string | null) => string | undefined;
  readonly partName: PartName;
  readonly letterTitle: (kind: string) => string;
  /** Who releases letters like this one: a name, else the role. */
  readonly releaserOf: (letter: LetterHead) => string;
}
/** One line of the record in plain words. */
export interface RecordLine {
  readonly when: string;
  readonly what: string;
  readonly by: string;
  readonly about: string | null;
  readonly caused: readonly string[];
}
