import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { LetterSource } from '../activities/letter-ports.ts';
import type { Outcome, Role, Status, TaskState, TokenRole } from '../contracts/names.ts';
import type { RoleKind } from '../contracts/people.ts';
import type { KeptState } from '../contracts/record.ts';
import type { Rung } from '../machines/kernel/types.ts';

/** JSON that is read as `T` and written as text. */
type JsonOf<T> = ColumnType<T, string, string>;
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
type Instant = ColumnType<Date, Date, Date>;
type Defaulted<T> = ColumnType<T, T | undefined, T>;

/** `starting`: written, but its workflow has not answered yet. */
export type MatchStatus = Status | 'starting';
export type DateStatus = 'unset' | 'tentative' | 'final';
export type Channel = 'mail' | 'captured' | 'phone' | 'post';
export type LetterState =
  'draft' | 'edited' | 'queued' | 'released' | 'sending' | 'sent' | 'deferred' | 'failed' | 'unknown' | 'withdrawn';

export interface MatchesTable {
  id: string;
  method: string;
  version: number;
  title: string;
  ref: string | null;
  time_zone: string;
  status: MatchStatus;
  outcome: Outcome | null;
  date_status: Defaulted<DateStatus>;
  assigned_on: string | null;
  match_start: string | null;
  match_end: string | null;
  date_version: Generated<number>;
  seq: Generated<number>;
  clock: Defaulted<'wall' | 'virtual'>;
  /** Virtual now minus wall now, ms; 0 for the wall clock. */
  clock_offset: Generated<number>;
  /** Rehearsals with the same one share a virtual clock; null for a clock of its own. */
  clock_name: Generated<string | null>;
  mail: Defaulted<'smtp' | 'captured'>;
  rehearsal: Generated<boolean>;
  /** The kernel's `Stored`, but for plans, which stand in `deadlines`, and keys, which stand in `journal` (`stored.ts` puts it together). */
  stored: NullableJson<KeptState>;
  /** The hash of the journal's last line. */
  journal_hash: string | null;
  /** The working calendar that the plans were made with. */
  calendar: string | null;
  steps: JSONColumnType<{ id: string; stage: 'waiting' | 'underway' | 'complete' }[], string | undefined>;
  findings: JSONColumnType<StoredFinding[], string | undefined>;
  next_due: Date | null;
  created_at: Defaulted<Date>;
  created_by: string;
  /** The match from which this one began. */
  origin: Generated<string | null>;
}

export interface StoredFinding {
  code: string;
  task: string | null;
  facts: Record<string, unknown>;
  since: number;
}

export interface PeopleTable {
  id: string;
  name: string;
  title: string | null;
  organization: string | null;
  address: string | null;
  telephone: string | null;
  email: string | null;
  channel: Defaulted<'mail' | 'phone' | 'post'>;
  zone: string | null;
  language: Defaulted<string>;
  town: Generated<string | null>;
  /** `listed`: may stand on the list that goes to all participants. */
  consents: JSONColumnType<{ listed?: boolean }, string | undefined>;
  bounced_at: Date | null;
  /** She asked to be removed: nothing personal is left (X28). */
  erased_at: Generated<Date | null>;
}

export interface MatchPeopleTable {
  match: string;
  person: string;
  /** The caller's own word for the person, from `POST /matches`. */
  ref: string | null;
  roles: Role[];
  team: string | null;
  /** By which peers recognise each other (R3). */
  role_kind: Generated<RoleKind | null>;
  /** Made of the roles. */
  resident: GeneratedAlways<boolean>;
  honorarium: Generated<boolean | null>;
  phone_card: Generated<boolean | null>;
  hard_copies: Generated<boolean | null>;
  /** Needs a room for the night. */
  room: Generated<boolean | null>;
  access_needs: Generated<string | null>;
  diet: Generated<string | null>;
  payment: Generated<'transfer' | 'cheque' | 'pickup' | null>;
  arrives_on: Generated<string | null>;
  leaves_on: Generated<string | null>;
  left_at: Date | null;
  /** The order in which people were named. */
  position: GeneratedAlways<number>;
}

/** Kept for replace-by-key: the columns that a journal line changed, as they were. */
export interface MatchPeopleChangesTable {
  match: string;
  seq: number;
  person: string;
  before: JsonOf<PersonBefore>;
}

export interface PersonBefore {
  readonly roles: Role[];
  readonly team: string | null;
  /** Absent in lines of before it was kept. */
  readonly role_kind?: RoleKind | null;
  readonly left_at: string | null;
  /** Absent when the line did not touch it: the hand-over of letters writes it too. */
  readonly bounced_at?: string | null;
}

export interface TasksTable {
  match: string;
  id: string;
  state: TaskState;
  person: string | null;
  /** Id of the text (in `forms`) that says why the task was skipped. */
  reason: string | null;
  opens: Date | null;
  due: Date | null;
  late: Date | null;
  /** The journal line that changed it last. */
  seq: number;
}

export interface PartsTable {
  match: string;
  id: string;
  chart: string;
  state: string;
  done: boolean;
  person: string | null;
  seq: number;
}

export interface DeadlinesTable {
  match: string;
  id: string;
  task: string;
  part: string | null;
  policy: string;
  owner: Role;
  person: string | null;
  generation: number;
  date_version: number;
  opens: Date | null;
  due: Date | null;
  late: Date | null;
  /** What the plan hangs on; null while there is none. */
  basis: string | null;
  rungs: JsonOf<Rung[]>;
  seq: number;
}

export interface JournalTable {
  match: string;
  seq: number;
  n: Generated<number>;
  key: string;
  at: Instant;
  recorded_at: Instant;
  type: string;
  task: string | null;
  part: string | null;
  by_person: string;
  by_role: string;
  on_behalf_of: string | null;
  facts: NullableJson<Record<string, unknown>>;
  refs: NullableJson<Record<string, { id: string; sha256: string }>>;
  caused: JsonOf<unknown[]>;
  refused: string | null;
  previous: string;
  hash: string;
}

export interface CommandsTable {
  account: string;
  key: string;
  body_sha256: string;
  match: string | null;
  seq: number | null;
  status: 'started' | 'done';
  answer: NullableJson<unknown>;
  at: Defaulted<Date>;
}

export interface FormsTable {
  id: string;
  match: string;
  form: string;
  part: string | null;
  revision: number;
  body: JsonOf<unknown>;
  sha256: string;
  /** `pending`: sent with a command; `current`: its event was accepted (the highest revision counts); `draft`: the person's own. */
  state: 'pending' | 'current' | 'draft';
  by_person: string;
  /** Whose answers they are, when staff typed them in. */
  on_behalf_of: Generated<string | null>;
  key: string;
  at: Defaulted<Date>;
  seq: number | null;
  /** Somebody was erased out of it: `sha256` is that of what was there before. */
  erased_at: Generated<Date | null>;
}

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

/** What people brought to a match, to be shared with its people (T13). */
export interface FilesTable {
  id: string;
  match: string;
  name: string;
  /** What it is about; null where nobody said, and once it was erased. */
  description: string | null;
  type: string;
  bytes: number;
  sha256: string;
  /** Null once it was removed or erased. */
  content: Buffer | null;
  by_person: string;
  at: Instant;
  /** Who owns it. */
  owner: string;
  /** She agreed that it is shared: without it there is no row. */
  agreed: boolean;
  /** The owner's team on that day. */
  team: string | null;
  removed_at: Generated<Date | null>;
  removed_by: Generated<string | null>;
  /** Its owner was erased (X28). */
  erased_at: Generated<Date | null>;
}

export interface AccountsTable {
  id: string;
  name: string;
  email: string | null;
  roles: Defaulted<Role[]>;
  created_at: Defaulted<Date>;
  /** Nobody signs in by it any more. */
  closed_at: Generated<Date | null>;
}

export interface TokensTable {
  id: string;
  hash: string;
  account: string;
  roles: TokenRole[];
  name: string;
  email: string | null;
  created_at: Defaulted<Date>;
  revoked_at: Date | null;
  last_used_at: Generated<Date | null>;
}

export interface SignInLinksTable {
  hash: string;
  account: string;
  expires_at: Instant;
  used_at: Date | null;
  made_at: Defaulted<Date>;
  /** Hash of what the browser that asked holds; null: any browser. */
  browser: Generated<string | null>;
  /** The page that was wanted. */
  goes_to: Generated<string | null>;
  /** When its letter is brought again; null: none waits. */
  letter_due: Generated<Date | null>;
}

export interface SessionsTable {
  hash: string;
  account: string;
  /** It ends then, however much it is used. */
  expires_at: Instant;
  /** Names it to its owner; opens nothing. */
  id: Defaulted<string>;
  made_at: Defaulted<Date>;
  last_used_at: Defaulted<Date>;
  /** In words: "Firefox on Windows". */
  device: Defaulted<string>;
}

export interface PasskeysTable {
  /** The credential's id, base64url. */
  id: string;
  account: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  name: string;
  made_at: Date;
  last_used_at: Generated<Date | null>;
}

export interface PasskeyChallengesTable {
  challenge: string;
  /** Who was asked: a browser or an account. */
  asked: string;
  expires_at: Instant;
}

/** Matches whose pages somebody has open; told of changes until then. */
export interface WatchedTable {
  match: string;
  until: Date;
}

/** The tables of the record (design.md 6). */
export interface Schema {
  matches: MatchesTable;
  people: PeopleTable;
  match_people: MatchPeopleTable;
  match_people_changes: MatchPeopleChangesTable;
  tasks: TasksTable;
  parts: PartsTable;
  deadlines: DeadlinesTable;
  journal: JournalTable;
  commands: CommandsTable;
  forms: FormsTable;
  letters: LettersTable;
  letter_attempts: LetterAttemptsTable;
  letter_deeds: LetterDeedsTable;
  returned_mail: ReturnedMailTable;
  links: LinksTable;
  files: FilesTable;
  accounts: AccountsTable;
  tokens: TokensTable;
  sign_in_links: SignInLinksTable;
  sessions: SessionsTable;
  passkeys: PasskeysTable;
  passkey_challenges: PasskeyChallengesTable;
  watched: WatchedTable;
}
