import { fileURLToPath } from 'node:url';
import type { ActivityPorts, MethodInfo } from '../activities/ports.ts';
import type { MailPort } from '../activities/hand-over-ports.ts';
import { nextMorning, planDeadlines } from '../calendar/index.ts';
import type { WorkCalendar } from '../calendar/index.ts';
import type { Database } from '../db/database.ts';
import { makeDigests } from '../db/digests.ts';
import { makeFileStore } from '../db/files.ts';
import { makeLinkStore } from '../db/links.ts';
import { makeOutbox } from '../db/outbox.ts';
import { makeRecords } from '../db/records.ts';
import { loadLetters } from '../letters/index.ts';
import type { LetterBook } from '../letters/index.ts';
import { makeLinkKeys } from '../links/index.ts';
import { chartOf, linksOf, methods } from '../machines/index.ts';
import { makeOwnLinks } from './own-links.ts';
import { makeSharedFiles } from './shared-files.ts';

const CONTENT = fileURLToPath(new URL('../../content/', import.meta.url));

export interface World {
  readonly db: Database;
  readonly mail: MailPort;
  readonly program: string;
  readonly publicUrl: string;
  readonly work: WorkCalendar;
  /** Default: one on every working day. */
  readonly digestsPerWeek?: number;
  /** How many bytes of files may leave with one letter; default 10 MB. */
  readonly mailFileBytes?: number;
  /** What participants' links are made from. */
  readonly linkSecret: string;
  /** The wall clock; tests set their own. */
  readonly clock?: () => number;
}

/** The world as the activities need it. All letters of all methods are loaded here, so that a bad one stops the start. */
export function makePorts(world: World): ActivityPorts {
  const { db, mail, program, publicUrl, work, linkSecret, digestsPerWeek = 5, clock = Date.now } = world;
  const { mailFileBytes = 10 * 1024 * 1024 } = world;
  const books = new Map([...methods.keys()].map((method) => [method, loadLetters(CONTENT, method)]));
  const letters = (method: string): LetterBook => bookOf(books, method);
  const keys = makeLinkKeys(linkSecret);
  return {
    records: makeRecords(db),
    outbox: makeOutbox(db),
    digests: makeDigests(db),
    letters,
    mail,
    ...makeOwnLinks({ store: makeLinkStore(db), keys, publicUrl, entries: linksOf, letters, clock }),
    filesFor: makeSharedFiles({ files: makeFileStore(db), letters, most: mailFileBytes }),
    program,
    plan: (deadlines, known, options) => planDeadlines(deadlines, known, { ...options, work }),
    calendar: work.name,
    digestRules: { work, perWeek: digestsPerWeek },
    morning: (at, zone) => nextMorning(at, zone, work),
    methodInfo,
    clock,
  };
}

function bookOf(books: ReadonlyMap<string, LetterBook>, method: string): LetterBook {
  const book = books.get(method);
  if (!book) throw new Error(`there are no letters for the method ${method}`);
  return book;
}

function methodInfo(method: string, version: number): MethodInfo {
  const { title, words, tasks } = chartOf(method, version);
  return { title, words, tasks };
}
