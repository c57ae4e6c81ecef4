import type { FileView } from '../../../contracts/api-files.ts';
import type { Asked } from '../act/asked.ts';
import type { Kept } from '../act/kept-words.tsx';
import type { Mistake } from '../act/report.tsx';
import type { SubPageBase } from '../match/sub-page.tsx';

export interface FilesView extends SubPageBase {
  readonly files: readonly FileView[];
  /** Shared, and too large to go with a letter. */
  readonly tooLarge: ReadonlySet<string>;
  /** The kinds of letters with which shared files go. */
  readonly letters: readonly { readonly kind: string; readonly title: string }[];
  /** What is asked when files are shared; undefined: the reader shares none now. */
  readonly sharing: readonly Asked[] | undefined;
  readonly mayBring: boolean;
  readonly mayRemove: boolean;
  readonly asked: readonly Asked[];
  readonly endings: readonly string[];
  /** Bytes that one more file may have, and all further ones together. */
  readonly room: { readonly file: number; readonly match: number };
  readonly nameOf: (person: string) => string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
  /** What was typed, where no box asks for it now. */
  readonly words: readonly Kept[];
  readonly done: 'brought' | 'shared' | 'described' | 'removed' | undefined;
  readonly hidden: Readonly<Record<string, string>>;
}
