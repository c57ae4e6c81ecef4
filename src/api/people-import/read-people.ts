import type { ImportField, ImportWish } from '../../contracts/people-import.ts';
import { newPersonSchema } from '../../contracts/people.ts';
import type { NewPerson } from '../../contracts/people.ts';
import { issuePaths } from '../errors.ts';
import {
  readChannel,
  readDay,
  readKind,
  readLanguage,
  readPayment,
  readRoles,
  readTeam,
  readYes,
} from './read-cell.ts';
import type { Read } from './read-cell.ts';
import type { Table, TableRow } from './read-table.ts';

export interface Wrong {
  readonly field: string | null;
  readonly message: string;
}
/** A row as a person, or what is wrong with it. */
export interface ReadRow extends TableRow {
  readonly name: string | null;
  readonly person?: NewPerson;
  readonly errors: readonly Wrong[];
}

const asIs = (cell: string): Read<string> => ({ value: cell });
type Reader = (cell: string) => Read<unknown>;
const READERS: Readonly<Record<Exclude<ImportField, 'name' | 'firstName' | 'lastName'>, Reader>> = {
  title: asIs,
  organization: asIs,
  address: asIs,
  telephone: asIs,
  email: asIs,
  town: asIs,
  ref: asIs,
  diet: asIs,
  accessNeeds: asIs,
  team: readTeam,
  roles: readRoles,
  roleKind: readKind,
  resident: readYes,
  channel: readChannel,
  language: readLanguage,
  honorarium: readYes,
  phoneCard: readYes,
  hardCopies: readYes,
  payment: readPayment,
  arrivesOn: readDay,
  leavesOn: readDay,
  listed: readYes,
};

/** Reads every row by itself, so that one that is wrong holds up no other. */
export const readPeople = (table: Table, defaults: ImportWish['defaults']): ReadRow[] =>
  table.rows.map((row) => ({ ...row, ...readRow(table, row, defaults) }));

function readRow(
  { headings, columns }: Table,
  { cells }: TableRow,
  defaults: ImportWish['defaults'],
): Omit<ReadRow, keyof TableRow> {
  const cell = (field: ImportField): string => asTyped(cells[columns.get(field) ?? -1] ?? '');
  const name = cell('name') || `${cell('firstName')} ${cell('lastName')}`.trim();
  const errors: Wrong[] = [];
  if (cells.length > headings.length)
    errors.push({ field: null, message: `has ${cells.length} cells, but there are ${headings.length} headings` });
  const said: Record<string, unknown> = {};
  for (const [field, read] of Object.entries(READERS) as [ImportField, Reader][]) {
    const text = cell(field);
    if (text === '') continue;
    const found = read(text);
    if ('wrong' in found) errors.push({ field, message: found.wrong });
    else said[field] = found.value;
  }
  const parsed = newPersonSchema.safeParse(toNewPerson(name, said, defaults));
  if (!parsed.success)
    errors.push(...issuePaths(parsed.error.issues).map(({ path, message }) => ({ field: fieldOf(path), message })));
  const shown = name === '' ? null : name.slice(0, 200);
  return errors.length > 0 || !parsed.success
    ? { name: shown, errors }
    : { name: shown, person: parsed.data, errors: [] };
}

/** A spreadsheet marks text that begins like a formula with an apostrophe; so does our own export. */
const asTyped = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, '');

function toNewPerson(name: string, said: Record<string, unknown>, defaults: ImportWish['defaults']): unknown {
  const { honorarium, phoneCard, hardCopies, accessNeeds: access, diet, ...fields } = said;
  const needs = Object.entries({ honorarium, phoneCard, hardCopies, access, diet }).filter(
    ([, value]) => value !== undefined,
  );
  return {
    ...(defaults.team === undefined ? {} : { team: defaults.team }),
    roles: defaults.roles ?? [],
    ...fields,
    name,
    ...(needs.length > 0 ? { needs: Object.fromEntries(needs) } : {}),
  };
}

const fieldOf = (path: string): string => path.replace('needs.access', 'accessNeeds').replace(/^needs\./, '');
