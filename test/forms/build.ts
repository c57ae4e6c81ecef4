import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { loadFormLibrary } from '../../src/api/forms/form-library.ts';
import type { FormDefinition } from '../../src/contracts/forms/definition.ts';
import type { KnownMatch, KnownPerson } from '../../src/forms/knowledge.ts';
import { FormError } from '../../src/forms/form-error.ts';
import { loadForms } from '../../src/forms/load.ts';

export const contentDir = fileURLToPath(new URL('../../content', import.meta.url));

/** The forms of the CSSP method, as they ship. */
export const cssp = loadFormLibrary(contentDir).get('cssp-peer-match') ?? new Map<string, FormDefinition>();
export const formNamed = (name: string): FormDefinition => {
  const form = cssp.get(name);
  if (form === undefined) throw new Error(`there is no form ${name}`);
  return form;
};

/** A folder with these files, gone when the test ends. */
export function folderOf(files: Record<string, string>): string {
  const dir = folderWith(files);
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

function folderWith(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'forms-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

const wanted = new Map([['F1', ['FIRST', 'SECOND']]]);
export function load(text: string): FormDefinition | undefined {
  const contentDir = folderWith({ 'sample/forms/F1.yaml': text });
  try {
    return loadForms({ contentDir, wanted }, 'sample').get('F1');
  } finally {
    rmSync(contentDir, { recursive: true });
  }
}

/** A form with one section of these fields, written as YAML in braces. */
export const yamlOf = (...fields: string[]): string =>
  [
    'form: F1',
    'title: A sample',
    'sections:',
    '  - id: all',
    '    title: All',
    '    fields:',
    ...fields.map((field) => `      - ${field}`),
    '',
  ].join('\n');
export const formOf = (...fields: string[]): FormDefinition => load(yamlOf(...fields)) as FormDefinition;

/** `line name: problem`, for everything that is wrong. */
export function problemsOf(text: string): string[] {
  try {
    load(text);
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    return error.problems.map(({ line, name, problem }) => `${line} ${name}: ${problem}`);
  }
  return [];
}

export const person = (name: string, change: Partial<KnownPerson> = {}): KnownPerson => ({
  id: name.toLowerCase(),
  name,
  title: null,
  organization: null,
  address: null,
  telephone: null,
  email: null,
  roles: [],
  team: null,
  kind: null,
  resident: false,
  ...change,
});

export const match = (change: Partial<KnownMatch> = {}): KnownMatch => ({
  title: 'Youth councils',
  timeZone: 'America/New_York',
  firstDay: '2027-03-01',
  lastDay: '2027-03-02',
  words: { seeker: 'requesting site', helper: 'peer consultants' },
  people: [],
  forms: [],
  ...change,
});
