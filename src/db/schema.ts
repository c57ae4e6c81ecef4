import type { Generated, JSONColumnType } from 'kysely';
import type { Outcome, Role, Status, TaskState } from '../contracts/names.ts';
import type { KeptState } from '../contracts/record.ts';
import type { Rung } from '../machines/kernel/types.ts';
import type {
  AccountsTable,
  PasskeyChallengesTable,
  PasskeysTable,
  SessionsTable,
  SignInLinksTable,
  TokensTable,
} from './schema-accounts.ts';
import type { Defaulted, Instant, JsonOf, NullableJson } from './schema-columns.ts';
import type {
  LetterAttemptsTable,
  LetterDeedsTable,
  LettersTable,
  LinksTable,
  ReturnedMailTable,
} from './schema-letters.ts';
import type { MatchPeopleChangesTable, MatchPeopleTable, PeopleTable } from './schema-people.ts';

/** `starting`: written, but its workflow has not answered yet. */
export type MatchStatus = Status | 'starting';
export type DateStatus = 'unset' | 'tentative' | 'final';

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
