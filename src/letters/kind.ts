import type { Template } from 'liquidjs';
import type { FrontMatter } from './front-matter.ts';
import type { Names } from './names.ts';

/** A kind of letter, ready to render. */
export interface LetterKind extends FrontMatter {
  /** Where its text is edited, below the content folder. */
  readonly file: string;
  readonly templates: {
    readonly subject: Template[];
    readonly body: Template[];
    /** What every letter of the method ends with. */
    readonly closing: Template[];
    /** What is said of the files that come with a letter. */
    readonly files?: Template[];
  };
  /** The language of its words; English where it is not said. */
  readonly language?: string;
  /** What its language calls teams and tasks; what the chart calls them where it is not said. */
  readonly names?: Names;
  /** The same letter in other languages (decision 0034). */
  readonly translations?: ReadonlyMap<string, LetterKind>;
}
export type LetterBook = ReadonlyMap<string, LetterKind>;
