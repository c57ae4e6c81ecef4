import type { Role } from '../contracts/names.ts';
import type { WorkCalendar } from '../calendar/index.ts';
import type { LetterBook } from '../letters/index.ts';
import type { Deadline, PartId, Planned, Stored, TaskId, WindowId } from '../machines/kernel/types.ts';
import type { Records } from './record-ports.ts';
import type { LetterFiles, Outbox, Digests, TakenLetter, MailPort } from './hand-over-ports.ts';

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
