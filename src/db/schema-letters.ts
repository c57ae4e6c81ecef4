import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { LetterSource } from '../activities/letter-ports.ts';
import type { Instant } from './schema-columns.ts';

export type Channel = 'mail' | 'captured' | 'phone' | 'post';
export type LetterState =
  'draft' | 'edited' | 'queued' | 'released' | 'sending' | 'sent' | 'deferred' | 'failed' | 'unknown' | 'withdrawn';

export interface LettersTable {
  id: string;
  match: string;
  kind: string;
  task: string | null;
  part: string | null;
  generation: number;
  ask: number;
  person: string;
  v: number;
  send_key: string;
  state: LetterState;
  channel: Channel;
  automatic: boolean;
  essential: boolean;
  from_role: 'facilitator' | 'assistant' | 'programManager' | 'engine';
  subject: string;
  body: string;
  bears_date: boolean;
  names_old_date: Generated<boolean>;
  edited: Generated<boolean>;
  due_at: Instant;
  released_at: Date | null;
  released_by: string | null;
  sent_at: Date | null;
  message_date: Date | null;
  /** The whole message, for captured mail only. */
  mime: Buffer | null;
  /** The letter in whose mail this one left; null when it left in its own. */
  carried_by: Generated<string | null>;
  /** The day, in the person's zone, whose digest this reminder left in. */
  digest_on: Generated<string | null>;
  /** The match whose hand-over took this letter, when it was another match's. */
  taken_by: Generated<string | null>;
  /** Who put it into the post or read it out; null for mail. */
  handed_over_by: Generated<string | null>;
  /** Whoever must say yes before it is released has done so; null again when its text changes. */
  approved_at: Generated<Date | null>;
  approved_by: Generated<string | null>;
  /** The letter that this one takes the place of, or apologises for. */
  again_of: Generated<string | null>;
  /** How one that failed, or of which nobody knows, was settled by a person (X24). */
  settled_as: Generated<'arrived' | 'again' | 'told' | null>;
  settled_at: Generated<Date | null>;
  settled_by: Generated<string | null>;
  /** Why it was withdrawn or could not be sent. */
  reason: string | null;
  /** What it was rendered from, besides the match and its people. */
  data: JSONColumnType<LetterSource, string | undefined>;
  seq: number;
  released_seq: number | null;
  withdrawn_seq: number | null;
}

/** What people did with a letter. Only who and when: reasons stand in the letter, where erasing finds them (X28). */
export interface LetterDeedsTable {
  id: GeneratedAlways<number>;
  letter: string;
  at: Instant;
  by_person: string;
  by_role: string;
  deed: LetterDeed;
}
export type LetterDeed =
  'edited' | 'approved' | 'released' | 'recalled' | 'withdrawn' | 'sentAgain' | 'apologised' | 'arrived' | 'told';

export interface LetterAttemptsTable {
  letter: string;
  at: Instant;
  outcome: 'sent' | 'captured' | 'deferred' | 'failed' | 'unknown';
  response: string;
}

/** Mail that came back, until its match was told. */
export interface ReturnedMailTable {
  letter: string;
  match: string;
  person: string;
  at: Instant;
  told_at: Generated<Date | null>;
}

/** What somebody can open without signing in; hashes only. */
export interface LinksTable {
  id: string;
  match: string;
  person: string;
  purpose: string;
  part: string | null;
  task: string | null;
  n: number;
  token_hash: string;
  code_hash: string;
  made_at: Instant;
  expires_at: Instant;
  revoked: 'replaced' | 'revoked' | null;
}
