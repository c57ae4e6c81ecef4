import type { Role } from '../../contracts/names.ts';
import type { Policy, Window } from '../kernel/types.ts';

/** What charts say about letters, tasks and steps; `vocabulary.ts` makes state nodes of it. */
export interface LetterOf {
  readonly kind: string;
  /** A fact or a context key that holds the persons, or `ofPart`, the one that the part is about; without it, or while it is null, the letter's own audience. A key may hold persons by part. */
  readonly persons?: string;
  /** The part that the letter is about, when the event itself names none: a part chart whose name is also the fact with its id. */
  readonly about?: string;
  /** Each event makes a letter of its own; otherwise one per opening of the task. */
  readonly repeat?: boolean;
}

export interface TaskConfig<E extends string, G> {
  /** The events that settle the task. */
  readonly event: E | readonly E[];
  readonly owner: Role;
  /** Without a window the task has no date. `opens` makes it upcoming until that day. */
  readonly window?: Window;
  readonly policy?: Policy;
  /** The day on which the task opens, when it hangs on another anchor than the due date. */
  readonly opensOn?: Window;
  /** A guard instead of a day: the task opens when it holds. */
  readonly opensWhen?: G;
  /** Events that open the task before its day, because work on it has begun. */
  readonly openedBy?: E | readonly E[];
  /** Who is asked by the window, when it is not the owner (the check-in asks the lead). */
  readonly asks?: Role;
  /** A key of the context that holds the person who has the task, as long as there is one. */
  readonly givenTo?: string;
  /** A guard that settles the task by itself, and reopens it when it no longer holds. */
  readonly doneWhen?: G;
  /** A guard that marks the task as not applicable by itself; an event in `reopenedWhen` takes it back. */
  readonly notApplicableWhen?: G;
  /** The event that comes when the window has ended: the task counts as skipped. */
  readonly lapsedBy?: E;
  /** The chart keeps the facts of the task's events (its action `remember`). */
  readonly remembers?: boolean;
  /** Events that settle the task only while their guard holds: the hard rules. */
  readonly guarded?: Readonly<Partial<Record<E, G>>>;
  /** Drafted when the task opens by its day or guard. */
  readonly onOpen?: readonly LetterOf[];
  /** Drafted when one of its events settles the task. */
  readonly onDone?: readonly LetterOf[];
  /** Settled also when letters of this kind are released. */
  readonly sent?: string;
  /** Events that take a settled task back. */
  readonly reopenedBy?: E | readonly E[];
  readonly reopenedWhen?: Readonly<Partial<Record<E, G>>>;
  /** The same, but the task waits for its day or guard again. */
  readonly returnsBy?: readonly E[];
  readonly returnsWhen?: Readonly<Partial<Record<E, G>>>;
  /** Not of the match's own days: whoever moves the dates cannot tick it to be done again (X8). */
  readonly apart?: boolean;
  /** While the match is in a state with this tag nobody is asked for the task any more. */
  readonly quietWhile?: string;
  /**
   * A named action by which the chart forgets what had settled the task, when a person takes it back. A task that is done by
   * its parts alone has none: it is undone there.
   */
  readonly forgets?: string;
  /** Parts that are opened with the task. */
  readonly openParts?: { readonly chart: string; readonly ids: readonly string[] };
}

export interface StageConfig<E extends string, G> {
  /** Opens by this window's day ... */
  readonly opens?: Window;
  /** ... or as soon as this guard holds, or with one of these events. */
  readonly when?: G;
  readonly openedBy?: readonly E[];
  /** More than all tasks settled. */
  readonly and?: readonly G[];
  /** Tasks that may stay open when the step is complete. */
  readonly without?: readonly string[];
  readonly tasks: Readonly<Record<string, unknown>>;
}

/** The params of the two actions that every chart has; for its `setup`. */
export interface DraftLetterParams {
  readonly kind: string;
  readonly task?: string;
  readonly persons?: string;
  readonly about?: string;
  readonly repeat?: boolean;
}
export interface OpenPartParams {
  readonly chart: string;
  /** The fact that holds the id or ids ... */
  readonly each?: string;
  /** ... or the ids themselves. */
  readonly ids?: readonly string[];
}
