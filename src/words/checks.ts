import { idField, markedFiles, refuseOtherFields, textField } from './content-files.ts';
import type { MarkedFile } from './content-files.ts';
import { noneOf } from './problems.ts';
import type { WordsProblem } from './problems.ts';
import { readTemplate } from './template.ts';
import type { Saying } from './template.ts';

type Facts = Readonly<Record<string, unknown>>;
type Holds = 'yes' | 'no' | 'notYet';

/** A rule as its words need it: which facts they may name, which points they explain. */
export interface KnownCheck {
  readonly rule: string;
  readonly facts: readonly string[];
  readonly points?: readonly string[];
}
export interface CheckWords {
  readonly title: string;
  /** Why it matters, Markdown. */
  readonly why: string;
  readonly points: Readonly<Record<string, string>>;
  /** What is so. */
  readonly say: (holds: Holds, facts: Facts) => string;
  readonly todo: (holds: Holds, facts: Facts) => string;
}

const FIELDS = ['id', 'title', 'yes', 'no', 'notYet', 'todo'];

/** The words of every rule: `<method>/checks/r1.md`, what is so in its front matter, why it matters below. */
export function loadChecks(
  dir: string,
  method: string,
  known: readonly KnownCheck[],
  problems: WordsProblem[],
): ReadonlyMap<string, CheckWords> {
  const folder = `${method}/checks`;
  const words = new Map<string, CheckWords>();
  for (const file of markedFiles(dir, folder, problems)) {
    const id = idField(file);
    const check = known.find(({ rule }) => rule === id);
    if (check !== undefined) words.set(id, readCheck(file, check));
    else if (id !== '')
      file.report(
        file.lineOf('id'),
        'id',
        noneOf(
          id,
          known.map(({ rule }) => rule),
        ),
      );
  }
  for (const { rule } of known)
    if (!words.has(rule))
      problems.push({ file: `${folder}/${rule.toLowerCase()}.md`, line: 1, name: rule, problem: 'has no words' });
  return words;
}

function readCheck(file: MarkedFile, { facts, points = [] }: KnownCheck): CheckWords {
  refuseOtherFields(file, points.length > 0 ? [...FIELDS, 'points'] : FIELDS);
  const saying = (field: string): Saying =>
    readTemplate(textField(file, field), [...facts, 'holds'], file.lineOf(field), file.report);
  const said = { yes: saying('yes'), no: saying('no'), notYet: saying('notYet') };
  const todo = saying('todo');
  if (file.body.trim() === '') file.report(file.offset, 'why', 'is missing: the text below the front matter');
  return {
    title: textField(file, 'title'),
    why: file.body.trim(),
    points: readPoints(file, points),
    say: (holds, values) => said[holds]({ ...values, holds }),
    todo: (holds, values) => (holds === 'yes' ? '' : todo({ ...values, holds })),
  };
}

function readPoints({ data, lineOf, report }: MarkedFile, points: readonly string[]): Record<string, string> {
  const given: unknown = data['points'] ?? {};
  const said = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  for (const id of Object.keys(said)) if (!points.includes(id)) report(lineOf('points'), id, noneOf(id, points));
  return Object.fromEntries(
    points.map((id) => {
      const text = said[id];
      if (typeof text === 'string' && text.trim() !== '') return [id, text.trim()];
      report(lineOf('points'), id, 'has no words');
      return [id, ''];
    }),
  );
}
