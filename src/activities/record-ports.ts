import type { Commitment } from '../contracts/commitments.ts';
import type { Role } from '../contracts/names.ts';
import type { JournalLine, MatchView, RecordChanges } from '../contracts/record.ts';
import type { Deadline, PartId, Stored, TaskId, WindowId } from '../machines/kernel/types.ts';
import type { LetterTransaction } from './letter-ports.ts';

export interface Records {
  /** Runs `work` in one transaction that holds the match's row; undefined when there is no such match. */
  inTransaction<T>(match: string, work: (tx: RecordTransaction) => Promise<T>): Promise<T | undefined>;
  /**
   * What a record of changes must know, read without a lock, or remembered when it stands at `since`; undefined when there is no
   * such match. What is remembered may be stale: `writeChanges` finds out.
   */
  read(match: string, since: number): Promise<FoundMatch | undefined>;
  /** Writes lines and what changed in one statement; undefined, and nothing written, when the match is not as it was found. */
  writeChanges(
    found: FoundMatch,
    lines: readonly JournalLine[],
    changes: DerivedChanges,
  ): Promise<WrittenChanges | undefined>;
}

export interface FoundMatch {
  readonly match: RecordedMatch;
  readonly people: readonly MatchPerson[];
}

export interface WrittenChanges {
  readonly nextLetter: Date | undefined;
  /** Where the match stands after it. */
  readonly now: Pick<RecordedMatch, 'seq' | 'journalHash'>;
}

export interface RecordTransaction extends LetterTransaction {
  readonly match: RecordedMatch;
  /** Journal lines with this or a later seq, in their order. */
  standing(fromSeq: number): Promise<StandingLine[]>;
  /**
   * Takes back everything that was written by these lines: the place is inclusive (design.md 5, replace-by-key).
   * Answers whether they had changed people.
   */
  removeFrom(place: Place): Promise<boolean>;
  append(lines: readonly JournalLine[], recordedAt: Date): Promise<void>;
  people(): Promise<MatchPerson[]>;
  /** Changes what a person is in this match; removing the line takes it back. */
  changePerson(change: PersonChange, line: { readonly seq: number; readonly at: Date }): Promise<void>;
  /** Accepted forms of the match, the highest revision of each. */
  forms(): Promise<Readonly<Record<string, unknown>>>;
  /** What people have said they would do, as the journal says it now. */
  commitments(): Promise<readonly Commitment[]>;
  /** Texts by their ids. */
  texts(ids: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  /** Pending texts become current: their event was accepted. */
  acceptForms(refs: readonly { readonly id: string; readonly seq: number }[]): Promise<void>;
  /** Answers what `nextLetter` would. */
  writeDerived(derived: Derived): Promise<Date | undefined>;
}

export interface Place {
  readonly seq: number;
  readonly n: number;
}
export interface StandingLine extends Place {
  readonly key: string;
  readonly at: number;
}

export interface RecordedMatch {
  readonly id: string;
  readonly method: string;
  readonly version: number;
  readonly title: string;
  readonly timeZone: string;
  /** As they stood before this record. */
  readonly matchStart: string | null;
  readonly matchEnd: string | null;
  readonly dateStatus: 'unset' | 'tentative' | 'final';
  readonly seq: number;
  readonly dateVersion: number;
  readonly clock: 'wall' | 'virtual';
  /** The hash of the journal's last line; null before the first. */
  readonly journalHash: string | null;
  /** The working calendar that its plans were made with. */
  readonly calendar: string | null;
}

export interface MatchPerson {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly organization: string | null;
  readonly telephone: string | null;
  readonly email: string | null;
  readonly channel: 'mail' | 'phone' | 'post';
  readonly zone: string | null;
  readonly language: string;
  readonly roles: readonly Role[];
  readonly team: string | null;
  readonly roleKind: string | null;
}

/** What an event says about a person; what is absent stays. */
export interface PersonChange {
  readonly person: string;
  readonly left?: boolean;
  readonly bounced?: boolean;
  readonly roles?: readonly Role[];
  readonly team?: string;
  readonly roleKind?: string;
  /** Everything personal goes, for ever: no later line brings it back (X28). */
  readonly erased?: true;
}

/** What lists and pages read, derived of the match's state after the last line. */
export interface Derived {
  readonly stored: Omit<Stored, 'keys'>;
  readonly view: MatchView;
  readonly deadlines: readonly Deadline[];
  /** The working calendar that plans are made with. */
  readonly calendar: string;
  /** Id of the text that says why a task was skipped, by task. */
  readonly reasons: Readonly<Record<TaskId, string>>;
  readonly partPersons: Readonly<Record<PartId, string>>;
  readonly nextDue: number | null;
  /** Virtual now minus wall now; null for the wall clock. */
  readonly clockOffset: number | null;
}

/** The same, of what changed. */
export interface DerivedChanges extends Pick<
  Derived,
  'view' | 'deadlines' | 'partPersons' | 'nextDue' | 'clockOffset'
> {
  readonly state: RecordChanges['changes']['state'];
  readonly planned: Stored['planned'];
  readonly gone: readonly WindowId[];
  readonly recordedAt: Date;
}
