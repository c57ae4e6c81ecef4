import type { Deadline, Effect, MatchEvent, Planned, Stored, WindowId } from '../machines/kernel/types.ts';
import type { Outcome, Status, TaskState } from './names.ts';

/** One line of a match's journal: what was accepted (or, for a signal, refused), and what it caused. */
export interface JournalLine {
  readonly seq: number;
  /** The workflow's time, epoch ms. With `seq` and `key` it tells a repeated line from one that replaces it (design.md 5). */
  readonly at: number;
  readonly key: string;
  readonly event: MatchEvent;
  readonly effects: readonly Effect[];
  /** Set when a signal's event was refused: the reason. Such a line has the seq of the last accepted event and changes nothing else. */
  readonly refused?: string;
}

/** What lists and pages show of a match, derived from its chart. */
export interface MatchView {
  readonly status: Status;
  readonly outcome: Outcome | null;
  /** Null while cancelling and when the match has ended: the status that the dates had stays. */
  readonly dateStatus: 'unset' | 'tentative' | 'final' | null;
  /** Where people meet; absent in a chart that does not say. */
  readonly place?: 'inPerson' | 'virtual';
  readonly steps: readonly { readonly id: string; readonly stage: 'waiting' | 'underway' | 'complete' }[];
  readonly tasks: readonly { readonly id: string; readonly state: TaskState }[];
  /** `state` is the part's own state name, `done` whether it still asks something of somebody. */
  readonly parts: readonly {
    readonly id: string;
    readonly chart: string;
    readonly state: string;
    readonly done: boolean;
  }[];
}

/** What a match's row keeps of its state: plans stand in the rows of its deadlines, keys in its journal. */
export type KeptState = Omit<Stored, 'planned' | 'keys'>;

interface RecordHead {
  readonly match: string;
  readonly lines: readonly JournalLine[];
  /** The workflow's time, epoch ms. */
  readonly now: number;
}

/** The argument of `record`: everything since the last record, and where the match stands after it. */
export interface RecordInput extends RecordHead {
  readonly stored: Omit<Stored, 'keys'>;
  readonly deadlines: readonly Deadline[];
  readonly view: MatchView;
}

/**
 * The same, when the lines ask for no letters and bring no texts: only what is not as it was when the database stood at `since`.
 * A tenth of the whole, which is what a command costs least with (decision 0014).
 */
export interface RecordChanges extends RecordHead {
  readonly since: number;
  readonly changes: {
    /** Fields of the state that are other; of `open` and `parts` only their entries that are. */
    readonly state: Partial<KeptState> & Pick<KeptState, 'seq' | 'open' | 'parts'>;
    /** Deadlines that are new or other, and the plans that are known of them. */
    readonly deadlines: readonly Deadline[];
    readonly planned: Stored['planned'];
    /** Their rungs that have fired. */
    readonly fired: Stored['fired'];
    /** Windows that have closed. */
    readonly gone: readonly WindowId[];
    /** Tasks and parts that are other, or whose deadlines are. */
    readonly view: MatchView;
    /** The earliest instant that is planned for any other deadline, epoch ms. */
    readonly next: number | null;
  };
}

export interface RecordResult {
  /** True when nothing was written: the database stands elsewhere, or needs all to write this; the whole record must be sent. */
  readonly again?: true;
  /** Plans that changed or are new; the workflow adds them to `Stored.planned`. */
  readonly planned: Record<WindowId, Planned>;
  /** When the next letter may leave, epoch ms; null when none waits. The workflow schedules `deliverLetters` then. */
  readonly lettersAt: number | null;
}

export interface DeliverLettersInput {
  readonly match: string;
  /** The workflow's time, epoch ms. */
  readonly now: number;
}
export interface DeliverLettersResult {
  /** Letters that were handed over or captured in this run. */
  readonly sent: number;
  /** When the next letter may leave, epoch ms; null when none waits. */
  readonly lettersAt: number | null;
}

/** The activities of a match, as the workflow sees them. */
export interface MatchActivities {
  record(input: RecordInput | RecordChanges): Promise<RecordResult>;
  deliverLetters(input: DeliverLettersInput): Promise<DeliverLettersResult>;
}
