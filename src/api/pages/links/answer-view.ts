import type { Answers } from '../../../contracts/forms/answers.ts';
import type { FormDefinition } from '../../../contracts/forms/definition.ts';
import type { LinkAnswer } from '../../../machines/kernel/types.ts';
import type { PageTexts } from '../../../words/index.ts';
import type { Version } from '../../forms/newer-version.ts';
import type { PageFrame } from './layout.tsx';
import type { ShownDraft } from './shown-form.tsx';

/** What can be answered, and what was typed so far. */
export interface AnswerView {
  readonly frame: PageFrame;
  readonly texts: PageTexts;
  /** The address of the page itself. */
  readonly action: string;
  /** Made anew with each page: pressed twice counts once. */
  readonly key: string;
  readonly answers: readonly LinkAnswer[];
  readonly shows: ShownDraft | undefined;
  /** The form of the answer that has one, with what is known. */
  readonly form: AskedOnPage | undefined;
  /** The answer that was pressed and is not complete, with what was typed. */
  readonly tried: { readonly answer: string; readonly typed: Readonly<Record<string, string>> } | undefined;
  /** What was written with an answer that cannot be given any more. */
  readonly unsent: readonly string[];
  readonly problems: Readonly<Record<string, string>>;
  /** The id of a notice: undone, refused. */
  readonly notice: string | undefined;
  /** The address of the match's own page, for who can sign in. */
  readonly matchPage: string | undefined;
}

/** A form as its reader is asked it. */
export interface AskedOnPage {
  readonly definition: FormDefinition;
  /** The language that it is asked in: a program's own form may be there in English only. */
  readonly language: string;
  readonly values: Answers;
  /** Paths of what nobody typed. */
  readonly prefilled: readonly string[];
  /** Words for how far a commitment is. */
  readonly states: Readonly<Record<string, string>>;
  /** The revision that the page is made from. */
  readonly seen: number;
  /** What somebody else wrote meanwhile. */
  readonly theirs: Version | undefined;
}
