import type { Logger } from 'pino';
import type { ForecastEntry } from '../contracts/api.ts';
import type { Role } from '../contracts/names.ts';
import type { LetterBook, LetterData, LetterKind, RenderedLetter, Sender } from '../letters/index.ts';
import type { OnPaper } from '../activities/on-paper.ts';
import type { RecordInput } from '../contracts/record.ts';
import type { PlanAt, SimulateOptions } from '../machines/simulate.ts';
import type { Allowed, Chart, Stored } from '../machines/kernel/types.ts';
import type { Accounts } from '../db/accounts.ts';
import type { ApiCommands } from '../db/api-commands.ts';
import type { ApiQueries, MatchRows } from '../db/api-queries.ts';
import type { ListedRows } from '../db/listed-rows.ts';
import type { Database } from '../db/database.ts';
import type { MatchChanges } from '../db/match-changes.ts';
import type { LinkKeys, LinkStore } from '../links/index.ts';
import type { MethodWords, PageBook, Questions } from '../words/index.ts';
import type { FileStore } from '../db/files.ts';
import type { FormStore } from '../db/forms.ts';
import type { Engine } from './engine.ts';
import type { FileLimits } from './files/limits.ts';
import type { FormLibrary } from './forms/form-library.ts';
import type { SendSignInLetter } from './sign-in/letter.ts';

/** Who may let go a letter of this kind; undefined when the method has no such letter. */
export interface LetterRules {
  release(method: string, kind: string): Role | undefined;
  title(method: string, kind: string): string | undefined;
  /** Whom letters of this kind go to when nobody is named. */
  audience(method: string, kind: string): readonly string[];
  sender(method: string, kind: string): Sender | undefined;
  /** All that a kind says about itself. */
  kind(method: string, kind: string): LetterKind | undefined;
  /** The kinds to which an event of the method says yes. */
  approvedBy(method: string, event: string): readonly string[];
  /** What letters of this kind put into a calendar. */
  calendar(method: string, kind: string): string | undefined;
  book(method: string): LetterBook;
  /** What the reader can do by the letter's link. */
  link(method: string, kind: string): string | undefined;
  /** The letter as it would be written now, in a language that it is written in, else English; undefined when there is none. */
  render(method: string, kind: string, data: LetterData, language?: string): RenderedLetter | undefined;
  /** The blank evaluation form of the packet, Markdown; undefined when the method has no packet. */
  evaluation(method: string, language?: string): string | undefined;
}

/** The world as the API needs it; `main.ts` puts it together, tests put in what they need. */
export interface ApiDeps {
  readonly db: Database;
  readonly accounts: Accounts;
  readonly queries: ApiQueries;
  /** Tells that matches have changed; left out: open pages find out by themselves, some seconds later. */
  readonly matchChanges?: MatchChanges;
  readonly commands: ApiCommands;
  readonly forms: FormLibrary;
  readonly formStore: FormStore;
  readonly files: FileStore;
  readonly fileLimits: FileLimits;
  readonly engine: Engine;
  readonly letters: LetterRules;
  /** What a method says to people: findings, checks, guidance. */
  readonly words: (method: string) => MethodWords;
  /** How pages ask for what an event carries. */
  readonly questions: Questions;
  /** What the pages behind participants' links say, in the reader's language. */
  readonly pageWords: (method: string) => PageBook;
  /** Where links are kept, and what opens them. */
  readonly links: { readonly store: LinkStore; readonly keys: LinkKeys };
  readonly forecast: (
    chart: Chart,
    stored: Stored,
    match: MatchRows,
    now: number,
    reach?: Pick<SimulateOptions, 'until' | 'most'>,
  ) => ForecastEntry[];
  /** What a match would take now from anybody. */
  readonly reportable: (rows: Pick<ListedRows, 'match'>, chart: Chart, stored: Stored) => readonly Allowed[];
  /** The calendar's plan for the people of a match. */
  readonly planOf: (match: MatchRows) => PlanAt;
  readonly isWorkingDay: (day: string) => boolean;
  /** The record of an event that has not happened: nothing is written. */
  readonly onPaper: (input: RecordInput) => Promise<OnPaper>;
  /** The day that lies so many working days after another. */
  readonly workingDaysAfter: (day: string, days: number) => string;
  readonly dayAt: (instant: number, zone: string) => string;
  /** The wall clock, epoch ms. */
  readonly clock: () => number;
  readonly log: Logger;
  readonly publicUrl: string;
  readonly programName: string;
  /** False when no mail server is set: everything is captured. */
  readonly canSendMail: boolean;
  readonly sendSignInLetter: SendSignInLetter;
  /** What mail leaves from, as settings have it. */
  readonly mailFrom: string;
  /** For how many seconds a letter that a person released can be taken back (X26). */
  readonly recallSeconds: number;
  /** Requests a minute from one address; default 30,000. */
  readonly requestsPerMinute?: number;
  /** Proxies whose word about the caller's address is taken; default: those on the same machine. */
  readonly trustProxy?: string;
  /** Told of every route. */
  readonly onRoute?: (route: { readonly method: string | string[]; readonly url: string }) => void;
}

/** Every chart's own now: the wall clock, or the virtual one of a rehearsal (design.md 9). */
export const nowOf = (match: { clock: 'wall' | 'virtual'; clock_offset: number }, wall: number): number =>
  match.clock === 'virtual' ? wall + Number(match.clock_offset) : wall;
