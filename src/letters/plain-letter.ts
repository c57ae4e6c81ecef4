import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engine, usedVariables } from './engine.ts';
import { LetterError } from './letter-error.ts';
import { escapedLine, oneLine } from './markdown-values.ts';
import { splitFrontMatter } from './split-front-matter.ts';

/** Renders a letter to its subject and its Markdown. `link` stands in it as it is, everything else as plain words. */
export type PlainLetter<Name extends string> = (values: Readonly<Record<Name, string>>) => {
  readonly subject: string;
  readonly body: string;
};

/**
 * A letter that belongs to no match, and so is in no book: a subject and a text. Throws a `LetterError` for a placeholder that is none
 * of these names, so that it is not found when somebody waits for the letter.
 */
export function loadPlainLetter<Name extends string>(
  contentDir: string,
  file: string,
  names: readonly Name[],
): PlainLetter<Name> {
  const split = splitFrontMatter(readFileSync(join(contentDir, file), 'utf8').replaceAll('\r\n', '\n'));
  const subject = split?.data['subject'];
  if (split === undefined || typeof subject !== 'string')
    throw new LetterError([{ file, line: 1, name: 'subject', problem: 'is missing' }]);
  const templates = { subject: engine.parse(subject), body: engine.parse(split.body) };
  const unknown = usedVariables([...templates.subject, ...templates.body])
    .filter(({ path }) => !(names as readonly string[]).includes(path))
    .map(({ path, line }) => ({ file, line: line + split.offset, name: path, problem: 'is not a known placeholder' }));
  if (unknown.length > 0) throw new LetterError(unknown);
  return (values) => {
    const entries = Object.entries<string>(values);
    const plain = Object.fromEntries(entries.map(([name, value]) => [name, oneLine(value)]));
    const marked = Object.fromEntries(
      entries.map(([name, value]) => [name, name === 'link' ? value : escapedLine(value)]),
    );
    return {
      subject: oneLine(String(engine.renderSync(templates.subject, plain))),
      body: String(engine.renderSync(templates.body, marked)).trim(),
    };
  };
}
