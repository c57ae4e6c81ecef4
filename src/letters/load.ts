import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LiquidError } from 'liquidjs';
import type { Template } from 'liquidjs';
import { engine, usedVariables } from './engine.ts';
import type { UsedVariable } from './engine.ts';
import { readFrontMatter } from './front-matter.ts';
import type { FrontMatter } from './front-matter.ts';
import { LetterError } from './letter-error.ts';
import type { LetterProblem } from './letter-error.ts';
import { splitFrontMatter } from './split-front-matter.ts';
import { DATE_PLACEHOLDERS, LOOP_PLACEHOLDERS, mayStandInSubject, PLACEHOLDERS } from './vocabulary.ts';

/** A kind of letter, ready to render. */
export interface LetterKind extends FrontMatter {
  /** Where its text is edited, below the content folder. */
  readonly file: string;
  readonly templates: {
    readonly subject: Template[];
    readonly body: Template[];
    /** What every letter of the method ends with. */
    readonly closing: Template[];
    /** What is said of the files that come with a letter. */
    readonly files?: Template[];
  };
}
export type LetterBook = ReadonlyMap<string, LetterKind>;

/** What every letter ends with, and what is said of files; their names begin with an underscore because they are no letters. */
const CLOSING = '_closing';
const FILES = '_files';

/**
 * Loads every letter of a method: `<contentDir>/shared/letters`, then `<contentDir>/<method>/letters`, whose files win by
 * name. Throws a `LetterError` that names every mistake in any of them, so that none is found when a letter is sent.
 */
export function loadLetters(contentDir: string, method: string): LetterBook {
  const files = new Map<string, string>();
  for (const folder of ['shared', method]) {
    for (const name of letterFiles(join(contentDir, folder, 'letters')))
      files.set(name, `${folder}/letters/${name}.md`);
  }
  const problems: LetterProblem[] = [];
  const [closing, ofFiles] = [CLOSING, FILES].map((name) => {
    const file = files.get(name);
    files.delete(name);
    return file === undefined ? [] : readEnd(contentDir, file, problems);
  });
  const ends = { closing: closing ?? [], files: ofFiles ?? [] };
  const book = new Map<string, LetterKind>();
  for (const [name, file] of [...files].sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))) {
    const letter = readLetter(contentDir, name, file, ends, problems);
    if (letter !== undefined) book.set(letter.kind, letter);
  }
  if (problems.length > 0) throw new LetterError(problems);
  if (book.size === 0)
    throw new LetterError([{ file: `${method}/letters`, line: 1, name: method, problem: 'has no letters' }]);
  return book;
}

function letterFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -'.md'.length));
}

interface Ends {
  readonly closing: Template[];
  readonly files: Template[];
}

function readLetter(dir: string, name: string, file: string, ends: Ends, problems: LetterProblem[]) {
  const source = readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n');
  const before = problems.length;
  const report = (line: number) => (field: string, problem: string) =>
    void problems.push({ file, line, name: field, problem });
  const lineOf = (field: string): number =>
    Math.max(1, 1 + source.split('\n').findIndex((line) => line.startsWith(`${field}:`)));

  const split = splitFrontMatter(source);
  if (split === undefined) return report(1)('front matter', 'is missing or is not readable YAML');
  const front = readFrontMatter(split.data, name, (field, problem) => report(lineOf(field))(field, problem));
  if (split.body.trim() === '') report(split.offset)('text', 'is missing');
  if (front === undefined) return undefined;

  const subject = parseTemplate(front.subject, lineOf('subject') - 1, report);
  const body = parseTemplate(split.body, split.offset, report);
  for (const { path, line } of subject.used) {
    if (!mayStandInSubject(path)) report(line)(path, 'must not stand in a subject');
  }
  const dated = [...subject.used, ...body.used].find(({ path }) => DATE_PLACEHOLDERS.includes(path));
  if (dated !== undefined && front.bears === undefined)
    report(dated.line)(dated.path, 'needs "bears: date" in front matter');
  if (dated === undefined && front.bears !== undefined)
    report(lineOf('bears'))('bears', 'says date, but the text names none');
  if (problems.length > before) return undefined;
  return { ...front, file, templates: { subject: subject.templates, body: body.templates, ...ends } };
}

function readEnd(dir: string, file: string, problems: LetterProblem[]): Template[] {
  const source = readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n');
  const report = (line: number) => (name: string, problem: string) => void problems.push({ file, line, name, problem });
  const { templates, used } = parseTemplate(source, 0, report);
  const dated = used.find(({ path }) => DATE_PLACEHOLDERS.includes(path));
  if (dated !== undefined) report(dated.line)(dated.path, 'must not stand in what many letters end with');
  return templates;
}

/** `offset`: how many lines of the file stand before the template. */
function parseTemplate(
  source: string,
  offset: number,
  report: (line: number) => (name: string, problem: string) => void,
): { templates: Template[]; used: UsedVariable[] } {
  try {
    const templates = engine.parse(source);
    const used = usedVariables(templates).map((use) => ({ ...use, line: use.line + offset }));
    for (const { path, line, local } of used) {
      if (!Object.hasOwn(local ? LOOP_PLACEHOLDERS : PLACEHOLDERS, path))
        report(line)(path, 'is not a known placeholder');
    }
    return { templates, used };
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const [line] = error.token.getPosition();
    const problem = error.message.replace(/, (?:file|line):.*$/s, '').replace(/\\n/g, ' ');
    report((line ?? 1) + offset)(error.token.getText().trim().slice(0, 60), problem);
    return { templates: [], used: [] };
  }
}
