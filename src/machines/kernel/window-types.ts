import type { Role } from '../../contracts/names.ts';

/** `<chart>/<opaque id>` */
export type PartId = string;
export type TaskId = string;
/** A task's or state's id, prefixed by `<part id>/` when it belongs to a part. */
export type WindowId = string;

/** A signed number of days, weeks, months (clamped to the month's end) or working days: `-4w`, `+10wd`, `+3m`, `0d`. */
export type Offset = `${'+' | '-' | ''}${number}${'d' | 'w' | 'm' | 'wd'}`;

export const ANCHORS = [
  'assigned',
  'matchStart',
  'matchEnd',
  'callHeld',
  'debrief',
  'reviewSent',
  'reviewEnds',
  'entered',
  'decision',
  'quarterEnd',
] as const;
/** A date that windows hang on. All are days (`YYYY-MM-DD`) but `entered`, the instant at which the state was entered. */
export type Anchor = (typeof ANCHORS)[number];
export type Anchors = Partial<Record<Anchor, string>>;

/** When a task opens, is due and is late, as offsets from an anchor (requirements.md A2.1). `ends` is when the window expires. */
export interface Window {
  readonly anchor: Anchor;
  readonly opens?: Offset;
  readonly due: Offset;
  readonly late?: Offset;
  readonly ends?: Offset;
  /** Every day of the window lies half-way from there to this one: a sign of life in the middle of an idle gap (X10). */
  readonly halfwayTo?: { readonly anchor: Anchor; readonly offset: Offset };
}

export const POLICIES = [
  'standard',
  'start',
  'invitation',
  'review',
  'checkIn',
  'site',
  'handover',
  'moment',
  'endOfDay',
  'none',
] as const;
/** How a window reminds (requirements.md B3). `moment` fires at 00:00 of `due`, `endOfDay` at 17:00; both move the chart and ask nobody. `none` only shows its date. */
export type Policy = (typeof POLICIES)[number];

export type RungName = 'ahead' | 'due' | 'overdue' | 'overdue2' | 'escalate' | 'moment' | 'expire';
/** One instant of a window's ladder, epoch milliseconds. */
export interface Rung {
  readonly rung: RungName;
  readonly at: number;
  /** True for an instant that is shown but never fires: it had passed when the window was planned, or stood too close to another ask. */
  readonly dropped?: true;
}

/** A date that some person, or the chart itself, is held to. Exists while its state is active (design.md 4.3). */
export interface Deadline {
  readonly id: WindowId;
  readonly task: TaskId;
  readonly part?: PartId;
  readonly owner: Role;
  readonly handsTo?: Role;
  /** The person that the task was given to, when it is not whoever holds the role. */
  readonly person?: string;
  readonly window: Window;
  readonly policy: Policy;
  readonly expires?: string;
  /** Raised each time the state is entered. */
  readonly generation: number;
  readonly dateVersion: number;
  /** Anchors that count for this window: the match's, overlaid with its part's. */
  readonly anchors: Anchors;
  /** When the state was entered, epoch ms. */
  readonly entered: number;
  /** A manager moved the window by this much, with a reason. */
  readonly shift?: Offset;
  /** No ask before this day (`TASK_SNOOZED`). */
  readonly until?: string;
  /** Share of every offset before the match that remains in a compressed plan (X10), 0..1. */
  readonly compress?: number;
}

/** The instants of one deadline, as the calendar planned them, with what they were computed from. */
export interface Planned {
  readonly generation: number;
  readonly dateVersion: number;
  /** Everything the plan hangs on, as text: an unchanged basis need not be planned again. */
  readonly basis: string;
  readonly opens?: number;
  readonly due?: number;
  readonly late?: number;
  readonly rungs: readonly Rung[];
}
