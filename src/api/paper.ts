import { recordOnPaper } from '../activities/on-paper.ts';
import type { OnPaper } from '../activities/on-paper.ts';
import { nextMorning, planDeadlines } from '../calendar/index.ts';
import type { WorkCalendar } from '../calendar/index.ts';
import type { RecordInput } from '../contracts/record.ts';
import type { Database } from '../db/database.ts';
import { makeRecords } from '../db/records.ts';
import { chartOf } from '../machines/index.ts';
import type { LetterRules } from './deps.ts';

export interface Desk {
  readonly db: Database;
  readonly letters: Pick<LetterRules, 'book'>;
  readonly work: WorkCalendar;
  readonly program: string;
}

/** What the worker's record would write, told instead of written (decision 0025). Links are left out: nobody opens a preview by them. */
export function makePaper({ db, letters, work, program }: Desk): (input: RecordInput) => Promise<OnPaper> {
  const records = makeRecords(db);
  const ports = {
    records,
    letters: letters.book,
    link: () => undefined,
    program,
    plan: (deadlines, known, options) => planDeadlines(deadlines, known, { ...options, work }),
    calendar: work.name,
    morning: (at, zone) => nextMorning(at, zone, work),
    methodInfo: (method, version) => chartOf(method, version),
    clock: () => Date.now(),
  } satisfies Parameters<typeof recordOnPaper>[0];
  return (input) => recordOnPaper(ports, input);
}
