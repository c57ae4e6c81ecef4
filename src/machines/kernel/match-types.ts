import type { Actor, Role } from '../../contracts/names.ts';
import type { Anchor, Anchors, Deadline, Offset, PartId, Planned, RungName, TaskId, WindowId } from './window-types.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Facts = { [name: string]: Json };

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
  /** What the event that ended the match settled: its chart has no states any more that would say so. */
  readonly last?: { readonly id: TaskId; readonly state: 'done' | 'skipped' };
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
