import type { AnyStateMachine } from 'xstate';
import type { Actor, Role, TaskState } from '../../contracts/names.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Facts = { [name: string]: Json };

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

/** What a state says about itself in `meta`, besides `title`. */
export interface StateMeta {
  /** Unique in its chart; the window's id. */
  readonly id?: string;
  readonly task?: TaskId;
  readonly owner?: Role;
  /** Who gets it when the asks were in vain, where that is not the next of `ESCALATION`. */
  readonly handsTo?: Role;
  readonly window?: Window;
  readonly policy?: Policy;
  /** The event that the kernel sends when `window.ends` has passed, by the actor `engine`. */
  readonly expires?: string;
  /** For states of parts: the event that entering this state gives to the match, in the same step. */
  readonly outcome?: string;
  readonly title?: string;
  /** The key of the match's context that holds the person to whom the task was given; null: whoever has the role. */
  readonly givenTo?: string;
  /** While the match is in a state with this tag the window asks nobody any more: its dates are only shown. */
  readonly quietWhile?: string;
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

export interface Stored {
  readonly method: string;
  readonly version: number;
  /** Number of accepted events. */
  readonly seq: number;
  readonly snapshot: Json;
  readonly parts: Record<PartId, { chart: string; snapshot: Json; anchors: Anchors }>;
  readonly anchors: Anchors;
  readonly dateVersion: number;
  /** Dates of the match that had passed when they were given. */
  readonly past?: Anchor[];
  readonly open: Record<WindowId, { active: boolean; entered: number; generation: number }>;
  readonly planned: Record<WindowId, Planned>;
  /** Rungs that were fired (`due@<epoch ms>`), by window, for its current generation, and how often it has asked. */
  readonly fired: Record<WindowId, { generation: number; asked: number; marks: string[] }>;
  readonly adjust: Record<TaskId, { owner?: string; shift?: Offset; until?: string }>;
  readonly compress?: number;
  /** A compressed plan that some have accepted, for the dates of now: it applies when all have whose word it needs (X10). */
  readonly compressing?: { share: number; by: string[] };
  readonly findings: Record<string, FindingState>;
  /** The last 200 idempotency keys with the seq they were given, the oldest first: a list is copied ten times as fast as a record. */
  readonly keys: readonly (readonly [key: string, seq: number])[];
}

/** `Stored` while a step is being taken; nothing else writes to it. */
export type Draft = { -readonly [K in keyof Stored]: Stored[K] };

export interface FindingState {
  readonly code: string;
  readonly task?: TaskId;
  /** Numbers, codes and ids that the sentence is made from. */
  readonly facts?: Facts;
  readonly since: number;
}
export type Finding = Omit<FindingState, 'since'>;

/** What happened: the argument of the host's `deliver` (design.md 5). Ids, codes, dates and hashes only. */
export interface MatchEvent {
  readonly type: string;
  readonly task?: TaskId;
  readonly part?: PartId;
  readonly facts?: Facts;
  /** Texts and forms in the database: `{ name: { id, sha256 } }`. */
  readonly refs?: Record<string, { id: string; sha256: string }>;
  readonly by: { readonly person: string; readonly role: Actor };
  readonly onBehalfOf?: string;
  readonly key?: string;
}

/** What the world has to do after a step. Data; performed by `record` and by the letters' hand-over. */
export type Effect =
  | {
      readonly type: 'draftLetter';
      readonly kind: string;
      readonly task?: TaskId;
      readonly part?: PartId;
      readonly generation: number;
      readonly ask: number;
      readonly persons?: string[];
    }
  | {
      readonly type: 'notify';
      readonly rung: RungName;
      readonly window: WindowId;
      readonly task: TaskId;
      readonly part?: PartId;
      readonly owner: Role;
      readonly person?: string;
      readonly generation: number;
      readonly ask: number;
      readonly last: boolean;
      readonly late: boolean;
    }
  | {
      readonly type: 'finding';
      readonly code: string;
      readonly task?: TaskId;
      readonly facts?: Facts;
      readonly raised: boolean;
    }
  | { readonly type: 'openPart'; readonly chart: string; readonly part: PartId }
  | { readonly type: 'releaseLetters'; readonly letters: string[] }
  | { readonly type: 'recallLetters'; readonly letters: string[] }
  | { readonly type: 'moveDates'; readonly dateVersion: number }
  | {
      readonly type: 'close';
      readonly outcome: string;
      /** Tasks that nobody had settled when the match ended. */
      readonly open?: readonly TaskId[];
    };

export interface Allowed {
  readonly type: string;
  readonly task?: TaskId;
  readonly part?: PartId;
}

/** Why an event was not taken, and what would be (design.md 4.7). */
export interface Refusal {
  readonly refused: string;
  readonly because: string;
  readonly allowed: Allowed[];
  /** A hard rule, when one stood in the way: R7, R8, R9, P6. */
  readonly rule?: string;
}

export interface Step {
  readonly stored: Stored;
  readonly effects: Effect[];
  readonly deadlines: Deadline[];
}

/** One entry of a method's event catalogue: who may report it, what it is about, which facts it carries. */
export interface EventEntry {
  /** Words for people: "Fact sheet sent to the assistant". */
  readonly title: string;
  readonly roles: readonly Actor[];
  /** The part chart that the event is for; absent for events of the match. */
  readonly part?: string;
  /** True when the event must name a task (`TASK_SKIPPED`). */
  readonly needsTask?: boolean;
  /** The task that the event settles or concerns. */
  readonly task?: TaskId;
  /** Dates in the facts that become anchors: `{ matchStart: 'matchStart' }` means anchor := facts[name]. */
  readonly anchors?: Readonly<Partial<Record<Anchor, string>>>;
  /** The form (F1 to F12) whose body comes with the event. */
  readonly form?: string;
  /** True for what may still come when the match has ended: it is kept and shown, and moves no chart. */
  readonly afterTheEnd?: boolean;
  /** True for what is about a payment: its texts must hold no number of a tax office or a bank. */
  readonly money?: boolean;
  /** The part chart whose parts hear of this event of the match too, each under its own id; one that does not take it stays as it is. */
  readonly tells?: string;
  /** True for what changes much at once, like a pause or a withdrawal: pages show all that follows before it is reported. */
  readonly weighty?: boolean;
  /** True for what the kernel itself takes, for every chart alike. */
  readonly kernel?: boolean;
  /** True for what is offered on the page behind a link only: lists of what is possible leave it out. */
  readonly byLink?: boolean;
  /** True when only the engine, or a part's outcome, gives it. */
  readonly internal?: boolean;
}

/** What a participant can do by a link of her own, without signing in (requirements.md B2.8; design.md 8). */
export interface LinkEntry {
  /** The chart of the part that it is about; `ofPerson`: the part is the reader's own, `review/<person>`. */
  readonly part?: string;
  readonly ofPerson?: boolean;
  /** The task that it is about. */
  readonly task?: TaskId;
  /** A form that is shown to be judged: the agenda, the summary. */
  readonly shows?: string;
  readonly answers: readonly LinkAnswer[];
  /** The event that takes an answer back. */
  readonly undo: string;
  /** Events after which an earlier answer does not count any more: it was about another hour, or another draft. */
  readonly voidedBy?: readonly string[];
  /** Words that come when nothing can be answered any more are kept all the same, also after the end of the match. */
  readonly late?: boolean;
  /** How long the link opens, from the last letter that carried it. */
  readonly days: number;
}
export interface LinkAnswer {
  readonly id: string;
  readonly event: string;
  readonly facts?: Facts;
  /** Texts of the event: it is nothing without those `needed`; those `asked` may be left empty; those `wished` are folded away. */
  readonly texts?: Readonly<Record<string, 'needed' | 'asked' | 'wished'>>;
  /** The form that is filled in. */
  readonly form?: string;
  /** What takes this answer back, when that is another event than for the others. */
  readonly undo?: string;
}

export interface StepEntry {
  readonly id: string;
  readonly title: string;
  readonly tasks: readonly TaskId[];
}
export interface TaskEntry {
  readonly id: TaskId;
  readonly step: string;
  readonly title: string;
  readonly owner: Role;
  /** The event that settles the task, for a button; absent when parts settle it. */
  readonly event?: string;
  readonly form?: string;
}

/** What rules read: pure facts of a match, no texts. */
export interface RuleInput {
  readonly context: Facts;
  readonly anchors: Anchors;
  /** Dates of the match that had passed when they were given. */
  readonly past: readonly Anchor[];
  /** Share of a compressed plan that applies (X10). */
  readonly compress?: number;
  readonly tasks: Readonly<Record<TaskId, TaskState>>;
  readonly parts: Readonly<Record<PartId, { chart: string; state: string; context: Facts }>>;
  /** Tasks that a manager gave away, moved or put off. */
  readonly adjusted: Stored['adjust'];
  /** Days of now and of assignment are compared as UTC days; rules are soft, so a few hours do not matter. */
  readonly now: number;
}

/** A method at a version: everything the kernel, the host, the API and the pages need to know about it. */
export interface Chart {
  readonly method: string;
  readonly version: number;
  readonly title: string;
  /** The method's own words for the teams: `{ seeker: 'requesting site', helper: 'peer consultants' }`. */
  readonly words: Readonly<Record<'seeker' | 'helper' | 'match', string>>;
  readonly match: AnyStateMachine;
  readonly parts: Readonly<Record<string, AnyStateMachine>>;
  readonly catalogue: Readonly<Record<string, EventEntry>>;
  readonly steps: readonly StepEntry[];
  readonly tasks: Readonly<Record<TaskId, TaskEntry>>;
  /** What participants can do by links, by the word that letters have for it in `link:`. */
  readonly links?: Readonly<Record<string, LinkEntry>>;
  /** Soft findings, evaluated after each step. */
  readonly rules: (input: RuleInput) => Finding[];
  /** Sentences for guards that refuse, by guard name; hard ones carry their rule. */
  readonly guards: Readonly<Record<string, { because: string; rule?: string; readsFacts?: boolean }>>;
  /** Days from assignment to match: fewer than `broken` need a compressed plan, more than `most` leave an idle gap (R4, X10). */
  readonly leadTime?: {
    readonly least: number;
    readonly most: number;
    readonly broken: number;
    /** The task of the sign of life in an idle gap. */
    readonly keepWarm: TaskId;
  };
  /** Role that is told when an owner's window escalates past the order of `ESCALATION`. */
  readonly lastResort: Role;
}

/** Plans instants for deadlines: `src/calendar` made it, the kernel only carries it. */
export type Plan = (deadlines: readonly Deadline[], known: Stored['planned']) => Record<WindowId, Planned>;
