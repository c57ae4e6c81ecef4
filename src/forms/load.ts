import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { formDefinitionSchema } from '../contracts/forms/definition.ts';
import type { FormDefinition } from '../contracts/forms/definition.ts';
import { mistakesIn } from './drafting.ts';
import { FormError } from './form-error.ts';
import type { FormProblem } from './form-error.ts';

/** The forms of a method by their names. */
export type FormBook = ReadonlyMap<string, FormDefinition>;

export interface FormFolders {
  /** Forms lie in `<contentDir>/<method>/forms`. */
  readonly contentDir: string;
  /** A program's own forms, in `<ownDir>/<method>`: a file there takes the place of the one with the same name. */
  readonly ownDir?: string | undefined;
  /** Forms that the method has an event for, with those events; a file for another one would never be asked for. */
  readonly wanted: ReadonlyMap<string, readonly string[]>;
}

/** Loads every form of a method. Throws a `FormError` that names every mistake, so that none is found when a form is filled in. */
export function loadForms({ contentDir, ownDir, wanted }: FormFolders, method: string): FormBook {
  const files = new Map<string, string>();
  const folders = [join(contentDir, method, 'forms'), ...(ownDir === undefined ? [] : [join(ownDir, method)])];
  for (const folder of folders) for (const name of namesIn(folder)) files.set(name, join(folder, `${name}.yaml`));
  const problems: FormProblem[] = [];
  const book = new Map<string, FormDefinition>();
  for (const [name, file] of [...files].sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))) {
    const form = readForm(file, name, wanted, problems);
    if (form !== undefined) book.set(name, form);
  }
  if (problems.length > 0) throw new FormError(problems);
  return book;
}

const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => name.slice(0, -'.yaml'.length))
    : [];

function readForm(
  file: string,
  name: string,
  wanted: FormFolders['wanted'],
  problems: FormProblem[],
): FormDefinition | undefined {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, prettyErrors: false });
  for (const { pos, message } of document.errors)
    problems.push({ file, line: lines.linePos(pos[0]).line, name: 'YAML', problem: message });
  if (document.errors.length > 0) return undefined;

  const report = (path: readonly PropertyKey[], problem: string) =>
    void problems.push({ file, line: lineOf(document, lines, path), name: nameOf(document, path), problem });
  const parsed = formDefinitionSchema.safeParse(document.toJS());
  for (const { path, message, ...issue } of parsed.error?.issues ?? []) {
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) report([...path, key], unknownKey(document.getIn([...path, key])));
    else report(path, message);
  }
  if (!parsed.success) return undefined;

  const before = problems.length;
  const { form, halfDoneFor } = parsed.data;
  const events = wanted.get(form) ?? [];
  if (form !== name) report(['form'], `is ${form}, but the file is named ${name}.yaml`);
  else if (events.length === 0)
    report(['form'], `no event asks for ${form}; there are ${[...wanted.keys()].join(', ')}`);
  parsed.data.sections.forEach(({ fields }, section) =>
    fields.forEach(({ draft, kind }, index) => {
      const path = ['sections', section, 'fields', index, 'draft'];
      if (draft === undefined) return;
      if (kind !== 'prose') report(path, `goes with prose only, not with ${kind}`);
      for (const mistake of mistakesIn(draft)) report(path, mistake);
    }),
  );
  halfDoneFor.forEach((event, index) => {
    if (events.length > 0 && !events.includes(event))
      report(['halfDoneFor', index], `${event} does not bring this form; ${events.join(', ')} does`);
  });
  return problems.length > before ? undefined : parsed.data;
}

/** In braces a comma begins something new: that is how half a question comes to stand alone. */
const unknownKey = (value: unknown): string =>
  `is not known in a form${value === null || value === undefined ? '; a text with a comma in it needs quotes' : ''}`;

/** The line of the thing itself, or of the nearest thing around it when it is missing. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** `sections.0.fields.3.kind` as people see it: `arrival: kind`. A field is known without its section. */
function nameOf(document: Document, path: readonly PropertyKey[]): string {
  const steps: string[] = [];
  path.forEach((step, index) => {
    if (index === 1 && path[2] === 'fields' && path.length > 3) return;
    const id: unknown = typeof step === 'number' ? document.getIn([...path.slice(0, index + 1), 'id']) : undefined;
    if (typeof step === 'string' && typeof path[index + 1] !== 'number') steps.push(step);
    else if (typeof step === 'number')
      steps.push(typeof id === 'string' ? id : `${String(path[index - 1])} ${step + 1}`);
  });
  return steps.join(': ') || 'form';
}
