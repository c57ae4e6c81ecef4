import type { ReviewView } from '../../../contracts/api-closing.ts';
import type { Asked } from '../act/asked.ts';
import type { Doable } from '../act/doable.ts';
import type { Kept } from '../act/kept-words.tsx';
import type { Mistake } from '../act/report.tsx';
import type { SubPageBase } from '../match/sub-page.tsx';

export interface SummaryView extends SubPageBase {
  readonly review: ReviewView;
  /** The form in which the summary is written. */
  readonly form: string | undefined;
  /** What may be done with the summary as a whole. */
  readonly next: readonly Doable[];
  /** What may be noted for a reader of it. */
  readonly answersOf: (person: string) => readonly Doable[];
  /** What is asked to settle a comment; undefined: the reader settles none. */
  readonly settle: ((comment: string) => readonly Asked[]) | undefined;
  readonly nameOf: (person: string) => string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
  /** What was typed to settle a comment that cannot be settled any more. */
  readonly kept: readonly Kept[];
  readonly hidden: Readonly<Record<string, string>>;
}
