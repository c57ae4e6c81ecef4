import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'liquidjs';
import { usedVariables } from './engine.ts';
import type { Speech } from './languages.ts';
import type { LetterProblem } from './letter-error.ts';
import { parseTemplate } from './parse-template.ts';
import type { LetterKind } from './kind.ts';
import { splitFrontMatter } from './split-front-matter.ts';
import { mayStandInSubject } from './placeholders.ts';

/**
 * A letter in another language: `m1.es.md` beside `m1.md`, a subject and a text. Everything else is the English letter's, and so are
 * its placeholders and addresses: what one language can say, the other can too. Undefined when it is not written.
 */
export function readTranslation(
  dir: string,
  english: LetterKind,
  { language, names, ...ends }: Speech,
  problems: LetterProblem[],
): LetterKind | undefined {
  const file = english.file.replace(/\.md$/, `.${language}.md`);
  if (!existsSync(join(dir, file))) return undefined;
  const source = readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n');
  const report = (line: number) => (name: string, problem: string) => void problems.push({ file, line, name, problem });
  const split = splitFrontMatter(source);
  if (split === undefined) return void report(1)('front matter', 'is missing or is not readable YAML');
  const { subject: said, ...others } = split.data;
  for (const field of Object.keys(others))
    report(1)(field, `stands in ${english.kind}.md only: a translation has a subject and a text`);
  if (typeof said !== 'string' || said.trim() === '') return void report(1)('subject', 'must be a text');
  if (split.body.trim() === '') return void report(split.offset)('text', 'is missing');

  const subject = parseTemplate(said.trim(), 1, report);
  const body = parseTemplate(split.body, split.offset, report);
  for (const { path, line } of subject.used)
    if (!mayStandInSubject(path)) report(line)(path, 'must not stand in a subject');
  const own = [...subject.templates, ...body.templates];
  const first = [...english.templates.subject, ...english.templates.body];
  const inEnglish = readFileSync(join(dir, english.file), 'utf8');
  for (const problem of [
    ...differences(placeholdersIn(first), placeholdersIn(own), 'the placeholder'),
    ...differences(addressesIn(inEnglish), addressesIn(source), 'the address'),
  ])
    report(1)(problem.name, problem.problem);
  return {
    ...english,
    file,
    subject: said.trim(),
    language,
    names,
    templates: { subject: subject.templates, body: body.templates, ...ends },
  };
}

const placeholdersIn = (templates: Template[]): string[] => usedVariables(templates).map(({ path }) => path);
const addressesIn = (source: string): string[] => source.match(/https?:\/\/[^\s)>]+/g) ?? [];

function differences(inEnglish: readonly string[], own: readonly string[], what: string) {
  return [
    ...[...new Set(inEnglish)]
      .filter((name) => !own.includes(name))
      .map((name) => ({ name, problem: `${what} is missing here` })),
    ...[...new Set(own)]
      .filter((name) => !inEnglish.includes(name))
      .map((name) => ({ name, problem: `${what} is not in the English letter` })),
  ];
}
