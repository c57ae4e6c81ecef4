import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { LetterProblem } from './letter-error.ts';

type Words = Readonly<Record<string, string>>;

/** What letters and pages name that no letter's own text says: the method's words for teams and tasks, and small words around them. */
export interface Names {
  readonly seeker?: string;
  readonly helper?: string;
  /** Titles of tasks, by their ids. */
  readonly tasks: Words;
  /** What is arranged, by its id: phoneCards. */
  readonly arrangements: Words;
  /** What a calendar entry is of: call, session, checkIn. */
  readonly calendar: Words;
  /** How far a commitment is: open, kept, dropped. */
  readonly states: Words;
  /** Before the day of a call: "call of". */
  readonly callOf: string;
  /** Before the code on a letter on paper: "your code there". */
  readonly code: string;
  /** Between two days: "to". */
  readonly until: string;
}

/** In English the chart says its own titles. */
export const ENGLISH: Names = {
  tasks: {},
  arrangements: {},
  calendar: { call: 'Call', session: 'Meeting', checkIn: 'Check-in' },
  states: {},
  callOf: 'call of',
  code: 'your code there',
  until: 'to',
};

const TEXTS = ['seeker', 'helper', 'callOf', 'code', 'until'];
const LISTS = ['tasks', 'arrangements', 'calendar', 'states'];

/** `shared/participants/<language>/names.yaml`, and the method's own beside its pages, which wins. What is wrong is reported. */
export function loadNames(dir: string, method: string, language: string, problems: LetterProblem[]): Names {
  const [shared, own] = ['shared', method].map((folder) =>
    readNames(dir, `${folder}/participants/${language}/names.yaml`, problems),
  );
  const list = (name: string): Words => ({ ...(shared?.[name] as Words), ...(own?.[name] as Words) });
  const lists = Object.fromEntries(LISTS.map((name) => [name, list(name)]));
  return { ...ENGLISH, ...shared, ...own, ...lists } as Names;
}

function readNames(dir: string, file: string, problems: LetterProblem[]): Readonly<Record<string, unknown>> {
  if (!existsSync(join(dir, file))) return {};
  const wrong = (name: string, problem: string): void => void problems.push({ file, line: 1, name, problem });
  const read = parse(readFileSync(join(dir, file), 'utf8')) as Readonly<Record<string, unknown>> | null;
  for (const [name, value] of Object.entries(read ?? {})) {
    if (![...TEXTS, ...LISTS].includes(name)) wrong(name, `is none of ${[...TEXTS, ...LISTS].join(', ')}`);
    else if (TEXTS.includes(name) ? !isText(value) : !isWords(value))
      wrong(name, TEXTS.includes(name) ? 'must be a text' : 'must be a list of names and texts');
  }
  return read ?? {};
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const isWords = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).every(isText);
