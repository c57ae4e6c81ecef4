import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { MatchView } from '../contracts/record.ts';
import type { MatchEvent, Stored } from '../machines/kernel/types.ts';

/** The workflow's argument. `resume` is what continue-as-new and `peermatch restore` start from (design.md 5). */
export interface MatchInput {
  readonly match: string;
  readonly method: string;
  readonly version: number;
  readonly resume?: Stored;
  /** When the next letter may leave, epoch ms, null when none waits; without it letters are looked for at once. */
  readonly lettersAt?: number | null;
  /** Continue as new after this many history events, at the next quiet point; for tests. */
  readonly continueAfter?: number;
}

/** The argument of `lateLetters`. */
export interface LateInput {
  readonly match: string;
  /** The match's own clock minus the wall clock, ms. */
  readonly ahead: number;
}

export interface MatchResult {
  readonly outcome: string;
  readonly seq: number;
}

export interface Delivered {
  readonly seq: number;
  /** False when the database was away: the event is taken, and will be in the record as soon as it is back. */
  readonly recorded: boolean;
}

/** For senders who want an answer: refused events leave no trace in history and answer with a `Refusal` of the kernel. */
export const deliverUpdate = defineUpdate<Delivered, [MatchEvent]>('deliver');

/** The same for senders who expect none: a refusal lands in the record. */
export const deliverSignal = defineSignal<[MatchEvent]>('deliver');

/** Another letter of a match that has ended was released. */
export const moreSignal = defineSignal('more');

/** For looking at a match by hand: `temporal workflow query --type standing`. */
export const standingQuery = defineQuery<{ seq: number; nextInstant: number | null; view: MatchView }>('standing');

export type { MatchEvent };
