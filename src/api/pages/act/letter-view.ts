import type { Preview } from '../../../contracts/api-letters.ts';
import type { LetterRow } from '../../../db/api-queries.ts';
import type { SubPageBase } from '../match/sub-page.tsx';
import type { Deed } from './letter-doable.ts';
import type { Kept } from './kept-words.tsx';
import type { Mistake } from './report.tsx';

/** What the page of a letter shows. */
export interface LetterView extends SubPageBase {
  readonly letter: LetterRow;
  readonly preview: Preview;
  /** The kind in words. */
  readonly title: string;
  /** What keeps it here, as sentences. */
  readonly hindrances: readonly string[];
  readonly can: ReadonlySet<Deed>;
  /** How many drafts of this kind wait. */
  readonly alike: number;
  /** The body as HTML, everything of people escaped. */
  readonly html: string;
  readonly nameOf: (person: string) => string;
  readonly stamp: string;
  readonly hidden: Readonly<Record<string, string>>;
  /** What was pressed last, when it did not work. */
  readonly pressed: Deed | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
  /** What was typed for it, when it is not possible any more. */
  readonly kept: readonly Kept[];
}
