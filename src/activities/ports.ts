import type { Commitment } from '../contracts/commitments.ts';
import type { Role } from '../contracts/names.ts';
import type { JournalLine, MatchView, RecordChanges } from '../contracts/record.ts';
import type { WorkCalendar } from '../calendar/index.ts';
import type {
  Invitation,
  LetterBook,
  LetterData,
  LetterDates,
  ListedAsk,
  NamedFile,
  Sender,
} from '../letters/index.ts';
import type { Deadline, PartId, Planned, Stored, TaskId, WindowId } from '../machines/kernel/types.ts';

/** The world as the activities need it. `src/db`, `src/mail`, `src/letters` and `src/calendar` fit it; the worker's main puts them together. */
export interface ActivityPorts {
  readonly records: Records;
  readonly outbox: Outbox;
  readonly digests: Digests;
  /** The letters of a method, loaded once. */
  readonly letters: (method: string) => LetterBook;
  readonly mail: MailPort;
  /** The one page that a person needs for a letter; undefined when there is none for her. */
  readonly link: (to: LinkTarget) => string | undefined;
  /** The letter with its reader's own link put in, the moment before it is handed over. */
  readonly linked: (letter: TakenLetter) => Promise<TakenLetter>;
  /** The files that leave with the letter, and those that are too large for it; undefined when its kind brings none. */
  readonly filesFor: (letter: TakenLetter) => Promise<LetterFiles | undefined>;
  /** The program's name, with which Peermatch itself signs. */
  readonly program: string;
  readonly plan: PlanPort;
  /** The name of the working calendar that `plan` uses. */
  readonly calendar: string;
  /** That calendar, and how many digests a person gets in a week at most. */
  readonly digestRules: { readonly work: WorkCalendar; readonly perWeek: number };
  /** The first working morning, 09:00 in the zone, at or after an instant (epoch ms). */
  readonly morning: (at: number, zone: string) => number;
  readonly methodInfo: (method: string, version: number) => MethodInfo;
  /** The wall clock, epoch ms. */
  readonly clock: () => number;
}

/** `planDeadlines` of the calendar, with the match's working days already chosen. */
export type PlanPort = (
  deadlines: readonly Deadline[],
  known: Stored['planned'],
  options: { readonly now: number; readonly zone: string; readonly zoneOf: (deadline: Deadline) => string },
) => Record<WindowId, Planned>;

/** What letters say about a method. */
export interface MethodInfo {
  readonly title: string;
  readonly words: Readonly<Record<'seeker' | 'helper' | 'match', string>>;
  readonly tasks: Readonly<Record<TaskId, { readonly title: string; readonly owner: Role; readonly step: string }>>;
}

export interface AttachedFile extends NamedFile {
  readonly type: string;
  readonly content: Uint8Array;
}
export interface LetterFiles {
  readonly attached: readonly AttachedFile[];
  readonly left: readonly NamedFile[];
}

export interface LinkTarget {
  readonly match: string;
  readonly method: string;
  readonly person: string;
  /** Staff sign in; everybody else needs a link that opens exactly one thing. */
  readonly staff: boolean;
  readonly kind: string;
  /** What the reader can do by the link; undefined when it only shows. */
  readonly purpose: string | undefined;
  readonly task: TaskId | null;
  readonly part: PartId | null;
}

// --- the record

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

// --- letters

/** What was put into a letter besides the match and its people; kept with it, so that it can be rendered again when dates move. */
export interface LetterSource {
  /** The window that a reminder asks about: when it is gone, so is the reason to ask. */
  readonly window?: WindowId;
  readonly data: Partial<LetterData>;
  /** What a mail that carries several reminders says about this one. */
  readonly ask?: ListedAsk;
  /** What its link is for, when that is not the same for all letters of the kind. */
  readonly link?: string;
}

export interface NewLetter {
  readonly sendKey: string;
  readonly kind: string;
  readonly generation: number;
  readonly ask: number;
  readonly person: string;
  readonly v: number;
  readonly task: TaskId | null;
  readonly part: PartId | null;
  readonly state: 'draft' | 'edited' | 'queued' | 'released';
  readonly channel: 'mail' | 'phone' | 'post';
  readonly automatic: boolean;
  readonly essential: boolean;
  readonly from: Sender;
  readonly bearsDate: boolean;
  readonly namesOldDate: boolean;
  readonly subject: string;
  readonly body: string;
  readonly dueAt: Date;
  readonly source: LetterSource;
  /** Why it could not be made as it should be. */
  readonly reason: string | null;
  readonly seq: number;
}

/** A letter that names a date which is no longer the match's. */
export interface DatedLetter {
  readonly id: string;
  readonly kind: string;
  readonly task: TaskId | null;
  readonly part: PartId | null;
  readonly generation: number;
  readonly ask: number;
  readonly person: string;
  readonly state: 'draft' | 'edited' | 'queued' | 'released' | 'deferred' | 'sending' | 'sent' | 'unknown';
  readonly channel: 'mail' | 'captured' | 'phone' | 'post';
  readonly automatic: boolean;
  readonly edited: boolean;
  readonly subject: string;
  readonly body: string;
  readonly source: LetterSource;
}

export interface RewrittenLetter {
  readonly id: string;
  readonly v: number;
  readonly sendKey: string;
  readonly subject: string;
  readonly body: string;
  readonly namesOldDate: boolean;
}

/** A letter that has not left yet. */
export interface OpenLetter extends Omit<DatedLetter, 'state'> {
  readonly state: 'draft' | 'edited' | 'queued' | 'released' | 'deferred';
}

export interface LetterTransaction {
  /** Adds letters whose send key is new; the others are there already. */
  addLetters(letters: readonly NewLetter[]): Promise<void>;
  /** Drafts of this match become released; what is released, sent or withdrawn stays as it is. */
  releaseLetters(release: {
    readonly letters: readonly string[];
    readonly by: string;
    readonly at: Date;
    /** Mail leaves then, and can be taken back until it has left. */
    readonly leavesAt: Date;
    readonly seq: number;
  }): Promise<void>;
  /** Letters that were released and have not left are drafts again (X26); what is on its way, or gone, stays as it is. */
  recallLetters(letters: readonly string[]): Promise<void>;
  /** Says yes to all drafts of these kinds. */
  approveKinds(kinds: readonly string[], approval: { readonly by: string; readonly at: Date }): Promise<void>;
  /** Letters that bear a date, of another date version than this. */
  lettersOfOtherDates(dateVersion: number): Promise<DatedLetter[]>;
  rewriteLetters(letters: readonly RewrittenLetter[]): Promise<void>;
  /** Letters that have not left yet, and were not withdrawn. */
  openLetters(): Promise<OpenLetter[]>;
  setTexts(letters: readonly Pick<OpenLetter, 'id' | 'subject' | 'body'>[]): Promise<void>;
  withdrawLetters(letters: readonly string[], seq: number, reason: string): Promise<void>;
  /** What was withdrawn for this reason waits again: letters that a person lets go as drafts, reminders not at all. */
  restoreLetters(reason: string): Promise<void>;
  /** Persons to whom a letter has gone, or is going. */
  told(): Promise<string[]>;
  /** When the first of those that are queued, released or deferred may leave; undefined when none waits. */
  nextLetter(): Promise<Date | undefined>;
}

// --- handing over

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
