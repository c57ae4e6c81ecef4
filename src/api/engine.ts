import type { Refusal } from '../machines/kernel/types.ts';
import type { MatchEvent } from '../workflows/messages.ts';

export type Delivery =
  | { readonly kind: 'taken'; readonly seq: number; readonly recorded: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** The match's workflow has ended, or is not known. */
  | { readonly kind: 'gone' }
  /** Not known whether it was taken: the same update id may be sent again. */
  | { readonly kind: 'unavailable' };

export interface Starting {
  readonly match: string;
  readonly method: string;
  readonly version: number;
  /** Days and method only: no title, no name. */
  readonly summary: string;
  readonly facilitator: string | undefined;
}

export interface Skipping {
  /** The virtual time of the match, epoch ms; undefined while it has never been skipped. */
  readonly now: number | undefined;
  /** The next instant that it has planned, epoch ms; undefined when there is none. */
  readonly next?: number | undefined;
  /** Something is being done, or is due. */
  readonly busy: boolean;
  readonly ended: boolean;
}

/** The engine cannot be reached, or is too slow: the same may be asked again. */
export class EngineAway extends Error {}

/** The workflow engine as the API needs it. Outcomes are values; a deadline is an instant of the wall clock. */
export interface Engine {
  deliver(match: string, event: MatchEvent, updateId: string, deadline: number): Promise<Delivery>;
  start(starting: Starting, event: MatchEvent, updateId: string, deadline: number): Promise<Delivery>;
  /**
   * Hands over letters of a match whose workflow has ended; what waits for a later instant leaves then. May be asked again.
   * @param ahead the match's own clock minus the wall clock, ms
   */
  handOver(match: string, ahead: number): Promise<void>;
  /** Lets the match's clock run ahead by so many milliseconds. Like `skipping` it rejects with `EngineAway`. */
  skip(match: string, id: string, milliseconds: number): Promise<void>;
  skipping(match: string): Promise<Skipping>;
  /** Why time cannot be skipped here; undefined when it can. */
  readonly whyNoSkipping: string | undefined;
  /** Whether the server answers, and whether the search attributes are there. */
  readiness(): Promise<{ readonly server: boolean; readonly searchAttributes: boolean }>;
}
