import type { LetterData, ListedAsk, Sender } from '../letters/index.ts';
import type { PartId, TaskId, WindowId } from '../machines/kernel/types.ts';

/** What was put into a letter besides the match and its people; kept with it, so that it can be rendered again when dates move. */
export interface LetterSource {
  /** The window that a reminder asks about: when it is gone, so is the reason to ask. */
  readonly window?: WindowId;
  readonly data: Partial<LetterData>;
  /** What a mail that carries several reminders says about this one. */
  readonly ask?: ListedAsk;
  /** What its link is for, when that is not the same for all letters of the kind. */
  readonly link?: string;
  /** Tasks that it lists by their titles. */
  readonly open?: readonly OpenTask[];
}

export interface OpenTask {
  readonly task: TaskId;
  /** The day it is due. */
  readonly due?: string;
}

export interface NewLetter {
  readonly sendKey: string;
  readonly kind: string;
  readonly generation: number;
  readonly ask: number;
  readonly person: string;
  readonly v: number;
  readonly task: TaskId | null;
  readonly part: PartId | null;
  readonly state: 'draft' | 'edited' | 'queued' | 'released';
  readonly channel: 'mail' | 'phone' | 'post';
  readonly automatic: boolean;
  readonly essential: boolean;
  readonly from: Sender;
  readonly bearsDate: boolean;
  readonly namesOldDate: boolean;
  readonly subject: string;
  readonly body: string;
  readonly dueAt: Date;
  readonly source: LetterSource;
  /** Why it could not be made as it should be. */
  readonly reason: string | null;
  readonly seq: number;
}

/** A letter that names a date which is no longer the match's. */
export interface DatedLetter {
  readonly id: string;
  readonly kind: string;
  readonly task: TaskId | null;
  readonly part: PartId | null;
  readonly generation: number;
  readonly ask: number;
  readonly person: string;
  readonly state: 'draft' | 'edited' | 'queued' | 'released' | 'deferred' | 'sending' | 'sent' | 'unknown';
  readonly channel: 'mail' | 'captured' | 'phone' | 'post';
  readonly automatic: boolean;
  readonly edited: boolean;
  readonly subject: string;
  readonly body: string;
  readonly source: LetterSource;
}

export interface RewrittenLetter {
  readonly id: string;
  readonly v: number;
  readonly sendKey: string;
  readonly subject: string;
  readonly body: string;
  readonly namesOldDate: boolean;
}

/** A letter that has not left yet. */
export interface OpenLetter extends Omit<DatedLetter, 'state'> {
  readonly state: 'draft' | 'edited' | 'queued' | 'released' | 'deferred';
}

export interface LetterTransaction {
  /** Adds letters whose send key is new; the others are there already. */
  addLetters(letters: readonly NewLetter[]): Promise<void>;
  /** Drafts of this match become released; what is released, sent or withdrawn stays as it is. */
  releaseLetters(release: {
    readonly letters: readonly string[];
    readonly by: string;
    readonly at: Date;
    /** Mail leaves then, and can be taken back until it has left. */
    readonly leavesAt: Date;
    readonly seq: number;
  }): Promise<void>;
  /** Letters that were released and have not left are drafts again (X26); what is on its way, or gone, stays as it is. */
  recallLetters(letters: readonly string[]): Promise<void>;
  /** Says yes to all drafts of these kinds. */
  approveKinds(kinds: readonly string[], approval: { readonly by: string; readonly at: Date }): Promise<void>;
  /** Letters that bear a date, of another date version than this. */
  lettersOfOtherDates(dateVersion: number): Promise<DatedLetter[]>;
  rewriteLetters(letters: readonly RewrittenLetter[]): Promise<void>;
  /** Letters that have not left yet, and were not withdrawn. */
  openLetters(): Promise<OpenLetter[]>;
  setTexts(letters: readonly Pick<OpenLetter, 'id' | 'subject' | 'body'>[]): Promise<void>;
  withdrawLetters(letters: readonly string[], seq: number, reason: string): Promise<void>;
  /** Letters that were withdrawn for this reason and may wait again: reminders do not. */
  withdrawnFor(reason: string): Promise<string[]>;
  /** What was withdrawn waits again: letters that a person lets go as drafts. */
  restoreLetters(letters: readonly string[]): Promise<void>;
  /** Persons to whom a letter has gone, or is going. */
  told(): Promise<string[]>;
  /** When the first of those that are queued, released or deferred may leave; undefined when none waits. */
  nextLetter(): Promise<Date | undefined>;
}
