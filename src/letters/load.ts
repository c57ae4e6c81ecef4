import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'liquidjs';
import { readFrontMatter } from './front-matter.ts';
import type { LetterBook, LetterKind } from './kind.ts';
import { languageIn, languagesIn } from './languages.ts';
import type { Speech } from './languages.ts';
import { LetterError } from './letter-error.ts';
import type { LetterProblem } from './letter-error.ts';
import { loadNames } from './names.ts';
import { parseTemplate } from './parse-template.ts';
import { readTranslation } from './translation.ts';
import { splitFrontMatter } from './split-front-matter.ts';
import { DATE_PLACEHOLDERS, mayStandInSubject } from './placeholders.ts';

/** What every letter ends with, and what is said of files; their names begin with an underscore because they are no letters. */
const CLOSING = '_closing';
const FILES = '_files';

/**
 * Loads every letter of a method: `<contentDir>/shared/letters`, then `<contentDir>/<method>/letters`, whose files win by
 * name. A letter in another language stands beside it: `m1.es.md`. Throws a `LetterError` that names every mistake in any of them,
 * so that none is found when a letter is sent.
 */
export function loadLetters(contentDir: string, method: string): LetterBook {
  const files = new Map<string, string>();
  for (const folder of ['shared', method]) {
    for (const name of letterFiles(join(contentDir, folder, 'letters')))
      files.set(name, `${folder}/letters/${name}.md`);
  }
  const problems: LetterProblem[] = [];
  const ends = endsOf(contentDir, files, problems);
  const speeches = ['shared', method]
    .flatMap((folder) => languagesIn(join(contentDir, folder, 'letters')))
    .filter((language, n, all) => all.indexOf(language) === n)
    .map((language): Speech => ({
      language,
      names: loadNames(contentDir, method, language, problems),
      ...endsOf(contentDir, files, problems, language),
    }));
  for (const end of [CLOSING, FILES]) files.delete(end);
  const book = new Map<string, LetterKind>();
  for (const [name, file] of [...files].sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))) {
    const letter = readLetter(contentDir, name, file, ends, problems);
    if (letter === undefined) continue;
    const translations = speeches.flatMap((speech) => readTranslation(contentDir, letter, speech, problems) ?? []);
    book.set(letter.kind, { ...letter, translations: new Map(translations.map((one) => [one.language ?? '', one])) });
  }
  if (problems.length > 0) throw new LetterError(problems);
  if (book.size === 0)
    throw new LetterError([{ file: `${method}/letters`, line: 1, name: method, problem: 'has no letters' }]);
  return book;
}

function letterFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md') && languageIn(name) === undefined)
    .map((name) => name.slice(0, -'.md'.length));
}

type Ends = Pick<Speech, 'closing' | 'files'>;

/** In another language they stand beside the English ones, which they must not differ from. */
function endsOf(dir: string, files: ReadonlyMap<string, string>, problems: LetterProblem[], language?: string): Ends {
  const read = (name: string): Template[] => {
    const english = files.get(name);
    const file = language === undefined ? english : english?.replace(/\.md$/, `.${language}.md`);
    return file === undefined || !existsSync(join(dir, file)) ? [] : readEnd(dir, file, problems);
  };
  return { closing: read(CLOSING), files: read(FILES) };
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
