import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from './content-files.ts';
import { noneOf } from './problems.ts';
import type { Report, WordsProblem } from './problems.ts';

export interface Section {
  /** What stands behind the id in the heading: `## goals: Goals and agenda are clear`. */
  readonly title: string;
  readonly text: string;
  readonly line: number;
  readonly report: Report;
}

/** A file of small texts, each under a heading with its id. Every id of the list must have one, and there are no others. */
export function readSections(
  dir: string,
  file: string,
  ids: readonly string[],
  problems: WordsProblem[],
): Map<string, Section> {
  const found = new Map<string, Section>();
  const report: Report = (line, name, problem) => void problems.push({ file, line, name, problem });
  const lines = existsSync(join(dir, file)) ? textOf(dir, file).split('\n') : [];
  for (const [index, heading] of lines.entries()) {
    const [, id, title = ''] = /^## ([\w-]+)(?:: (.+))?$/.exec(heading) ?? [];
    if (id === undefined) continue;
    if (!ids.includes(id)) report(index + 1, id, `is not known: ${noneOf(id, ids)}`);
    if (found.has(id)) report(index + 1, id, 'is there twice');
    const end = lines.findIndex((line, n) => n > index && line.startsWith('## '));
    const text = lines.slice(index + 1, end === -1 ? undefined : end).join('\n');
    found.set(id, { title: title.trim(), text: text.trim(), line: index + 1, report });
  }
  for (const id of ids) if (!found.has(id)) report(1, id, 'has no words');
  return found;
}
