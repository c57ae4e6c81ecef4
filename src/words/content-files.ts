import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitFrontMatter } from '../letters/split-front-matter.ts';
import type { Report, WordsProblem } from './problems.ts';

export interface ContentFile {
  /** Below the content folder. */
  readonly file: string;
  readonly report: Report;
}
export interface MarkedFile extends ContentFile {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly offset: number;
  readonly lineOf: (field: string) => number;
}

export const textOf = (dir: string, file: string): string =>
  readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n');

/** The Markdown files of a folder, each split at its front matter; those that cannot be are reported. */
export function markedFiles(dir: string, folder: string, problems: WordsProblem[]): MarkedFile[] {
  const path = join(dir, folder);
  const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.md')) : [];
  return names.sort().flatMap((name) => {
    const file = `${folder}/${name}`;
    const source = textOf(dir, file);
    const report: Report = (line, field, problem) => void problems.push({ file, line, name: field, problem });
    const split = splitFrontMatter(source);
    if (split === undefined) {
      report(1, 'front matter', 'is missing or is not readable YAML');
      return [];
    }
    const lineOf = (field: string): number =>
      Math.max(1, 1 + source.split('\n').findIndex((line) => line.startsWith(`${field}:`)));
    return [{ ...split, file, name: name.slice(0, -'.md'.length), report, lineOf }];
  });
}

/** A field that must be a text; reported otherwise. */
export function textField({ data, lineOf, report }: MarkedFile, field: string): string {
  const value = data[field];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  report(lineOf(field), field, value === undefined ? 'is missing' : 'must be a text');
  return '';
}

/** The id, which is also the file's name: R1 in r1.md. */
export function idField(marked: MarkedFile): string {
  const id = textField(marked, 'id');
  if (id !== '' && id.toLowerCase() !== marked.name)
    marked.report(marked.lineOf('id'), 'id', `is ${id}, but the file is named ${marked.name}.md`);
  return id;
}

export function refuseOtherFields({ data, lineOf, report }: MarkedFile, known: readonly string[]): void {
  for (const field of Object.keys(data))
    if (!known.includes(field)) report(lineOf(field), field, `is none of ${known.join(', ')}`);
}
