import { fileURLToPath } from 'node:url';
import type { ActivityPorts, LinkTarget, MailPort, MethodInfo } from '../activities/ports.ts';
import { nextMorning, planDeadlines } from '../calendar/index.ts';
import type { WorkCalendar } from '../calendar/index.ts';
import type { Database } from '../db/database.ts';
import { makeDigests } from '../db/digests.ts';
import { makeOutbox } from '../db/outbox.ts';
import { makeRecords } from '../db/records.ts';
import { loadLetters } from '../letters/index.ts';
import type { LetterBook } from '../letters/index.ts';
import { chartOf, methods } from '../machines/index.ts';

const CONTENT = fileURLToPath(new URL('../../content/', import.meta.url));

export interface World {
  readonly db: Database;
  readonly mail: MailPort;
  readonly program: string;
  readonly publicUrl: string;
  readonly work: WorkCalendar;
  /** Default: one on every working day. */
  readonly digestsPerWeek?: number;
}

/** The world as the activities need it. All letters of all methods are loaded here, so that a bad one stops the start. */
export function makePorts({ db, mail, program, publicUrl, work, digestsPerWeek = 5 }: World): ActivityPorts {
  const books = new Map([...methods.keys()].map((method) => [method, loadLetters(CONTENT, method)]));
  return {
    records: makeRecords(db),
    outbox: makeOutbox(db),
    digests: makeDigests(db),
    letters: (method) => bookOf(books, method),
    mail,
    link: (to) => linkFor(publicUrl, to),
    program,
    plan: (deadlines, known, options) => planDeadlines(deadlines, known, { ...options, work }),
    calendar: work.name,
    digestRules: { work, perWeek: digestsPerWeek },
    morning: (at, zone) => nextMorning(at, zone, work),
    methodInfo,
    clock: () => Date.now(),
  };
}

function bookOf(books: ReadonlyMap<string, LetterBook>, method: string): LetterBook {
  const book = books.get(method);
  if (!book) throw new Error(`there are no letters for the method ${method}`);
  return book;
}

/** Staff get the page of the match. Links for participants come with their pages; until then letters name the person to reply to. */
const linkFor = (publicUrl: string, { match, staff }: LinkTarget): string | undefined =>
  staff ? `${publicUrl}/matches/${match}` : undefined;

function methodInfo(method: string, version: number): MethodInfo {
  const { title, words, tasks } = chartOf(method, version);
  return { title, words, tasks };
}
