import type { Role } from '../contracts/names.ts';
import type { Invitation, LetterDates, NamedFile } from '../letters/index.ts';
import type { PartId, TaskId } from '../machines/kernel/types.ts';
import type { RecordedMatch, MatchPerson } from './record-ports.ts';
import type { LetterSource } from './letter-ports.ts';

export interface AttachedFile extends NamedFile {
  readonly type: string;
  readonly content: Uint8Array;
}
export interface LetterFiles {
  readonly attached: readonly AttachedFile[];
  readonly left: readonly NamedFile[];
}

export interface Outbox {
  /** When the next letter of the match may leave; undefined when none waits or the match is on hold. */
  next(match: string): Promise<Date | undefined>;
  /** Letters that a run left in `sending`: whether they went out nobody knows. Never sent again by themselves. */
  settleInterrupted(match: string, at: Date): Promise<void>;
  /** Letters that may be handed over now, oldest first. Empty while the match is on hold. */
  waiting(match: string, now: Date): Promise<WaitingLetter[]>;
  /**
   * Looks again at a letter, under its row's lock: it is marked `sending` and returned, or withdrawn with a reason. Empty when
   * there is nothing to hand over.
   */
  take(letter: string): Promise<TakenLetter[]>;
  /** Notes the outcome of one mail for all letters in it; the bytes of captured mail are kept with the first. */
  settleTogether(letters: readonly string[], attempt: Attempt): Promise<void>;
}

/** Reminders on their way out: one mail to a person for all her matches of one clock (decision 0023). */
export interface Digests {
  /**
   * Takes, under one lock for each person, clock and way out, the reminders that wait for whom this one is for, in every match of
   * hers. What `judge` lets leave is marked `sending` and returned, the first carries the others; what must wait gets its later
   * instant, what must not leave is withdrawn. Empty when nothing leaves now; `gather` changes nothing.
   */
  take(hand: DigestHand, judge: (standing: DigestStanding) => DigestJudgement | 'gather'): Promise<TakenLetter[]>;
}

export interface DigestHand {
  /** A reminder that waits. */
  readonly letter: string;
  /** The match whose hand-over this is. */
  readonly match: string;
  /** That match's time when the hand-over began, and the wall clock's now, epoch ms. */
  readonly now: number;
  readonly wall: number;
}

/** How things stand for one person when a digest may leave. */
export interface DigestStanding {
  /** What time it is for her matches, epoch ms. */
  readonly at: number;
  readonly zone: string;
  readonly asks: readonly WaitingAsk[];
  /** The days of the last week on which a digest left, or may have left, in order. */
  readonly sentOn: readonly string[];
  /** When the first of them was to leave, epoch ms. */
  readonly since: number;
  /** Something is due in another match of hers that is not written down yet. */
  readonly othersAreDue: boolean;
}

export interface WaitingAsk {
  readonly id: string;
  readonly match: string;
  /** Task and part. */
  readonly item: string;
  /** The days on which she was asked about it before, in order. */
  readonly askedOn: readonly string[];
  /** It was another person's, who did not settle it. */
  readonly handedOn: boolean;
  /** It says that it is handed on. */
  readonly isNotice: boolean;
}

/** The verdict on each reminder, and the day, in her zone, on which they are judged. */
export interface DigestJudgement {
  readonly on: string;
  readonly verdicts: ReadonlyMap<string, DigestVerdict>;
}

export type DigestVerdict = 'leaves' | { readonly until: number } | { readonly withdraw: string };

export interface WaitingLetter {
  readonly id: string;
  readonly kind: string;
  readonly person: string;
  /** A person has put own words into it. */
  readonly edited: boolean;
}

export interface TakenLetter {
  readonly id: string;
  readonly match: Pick<RecordedMatch, 'id' | 'method' | 'title'>;
  readonly sendKey: string;
  readonly kind: string;
  readonly task: TaskId | null;
  readonly part: PartId | null;
  readonly automatic: boolean;
  readonly source: LetterSource;
  readonly subject: string;
  /** Markdown. */
  readonly body: string;
  /** The address of its reader's own link, once it is put in. */
  readonly ownLink?: string;
  /** The letter's own instant: when it was queued or released. */
  readonly date: Date;
  readonly to: {
    readonly person: string;
    readonly name: string;
    readonly email: string;
    readonly language: string;
    readonly roles: readonly Role[];
  };
  /** Who signs; null when Peermatch itself does. */
  readonly from: { readonly name: string } | null;
  /** A person, always when there is one: the signer, or the facilitator. */
  readonly replyTo: { readonly name: string; readonly email: string } | null;
  readonly facilitator: MatchPerson | null;
  /** Whom she can call: the facilitator, or whoever is next; null when there is nobody but her. */
  readonly help: MatchPerson | null;
  /** The match's mail never leaves. */
  readonly captured: boolean;
  /** What a calendar entry is made from; null for a letter that can bring none. */
  readonly dates: LetterDates | null;
  /** Virtual now minus wall now, ms. */
  readonly clockOffset: number;
}

/** What became of a message at the mail server. `unknown`: the connection broke after the final dot. */
export interface HandOver {
  readonly outcome: 'sent' | 'deferred' | 'failed' | 'unknown';
  readonly response: string;
}

export interface Attempt {
  readonly at: Date;
  readonly outcome: HandOver['outcome'] | 'captured';
  readonly response: string;
  /** The whole message, when it was captured. */
  readonly mime?: Uint8Array;
}

export interface OutgoingMail {
  readonly sendKey: string;
  readonly kind: string;
  /** No person released it. */
  readonly automatic: boolean;
  readonly date: Date;
  readonly to: { readonly name: string; readonly email: string };
  readonly from: { readonly name: string };
  readonly replyTo: { readonly name: string; readonly email: string } | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly invitation?: Invitation;
  readonly files?: readonly AttachedFile[];
}

export interface MailPort {
  /** False when no mail server is set: everything is captured. */
  readonly canSend: boolean;
  /** The same mail gives the same bytes, always: `Message-ID` and boundaries come from the send key, `Date` is given. */
  compose(mail: OutgoingMail): Promise<Uint8Array>;
  /** Gives the bytes to the mail server. Never throws for what the server or the network did: that is an outcome. */
  handOver(message: { readonly to: string; readonly bytes: Uint8Array }): Promise<HandOver>;
}

export type { LetterDates };
