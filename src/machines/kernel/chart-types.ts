import type { AnyStateMachine } from 'xstate';
import type { Actor, Role, TaskState } from '../../contracts/names.ts';
import type { Facts, Finding, Stored } from './match-types.ts';
import type { Anchor, Anchors, Deadline, PartId, Planned, Policy, TaskId, Window, WindowId } from './window-types.ts';

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
  /** The task of the clear-up that it belongs to while the match is being cancelled. */
  readonly clearsUp?: TaskId;
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
