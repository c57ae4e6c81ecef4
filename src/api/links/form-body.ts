import { fieldsOf } from '../../contracts/forms/definition.ts';
import type { FieldDefinition, FormDefinition, LeafDefinition } from '../../contracts/forms/definition.ts';

/** What a browser sends: names to values, several under one name as a list. */
export type Body = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Rows and repeated answers that a page offers, filled or empty. */
export const MOST_ROWS = 50;
/** Empty ones at the end. */
export const SPARE_ROWS = 1;

/** The name under which a browser sends a field: `f.requests.wanted`, `f.progress.0.state`. */
export const nameOf = (...path: readonly (string | number)[]): string => ['f', ...path].join('.');

/** The answers to a form, as the form itself names them; what was left empty is left out. */
export function answersIn(definition: FormDefinition, body: Body): Record<string, unknown> {
  return Object.fromEntries(
    fieldsOf(definition).flatMap((field) => {
      const value = valueOf(field, body);
      return value === undefined ? [] : [[field.id, value]];
    }),
  );
}

function valueOf(field: FieldDefinition, body: Body): unknown {
  const { id, repeat, fields } = field;
  if (fields !== undefined && repeat) return filled(rows((n) => groupIn(fields, body, [id, n])));
  if (fields !== undefined) return groupIn(fields, body, [id]);
  if (repeat) return filled(rows((n) => leafIn(field, body, nameOf(id, n))));
  return leafIn(field, body, nameOf(id));
}

const rows = <T>(read: (n: number) => T): T[] => Array.from({ length: MOST_ROWS }, (_, n) => read(n));
const filled = (values: readonly unknown[]): unknown[] | undefined => {
  const given = values.filter((value) => value !== undefined);
  return given.length > 0 ? given : undefined;
};

function groupIn(fields: readonly LeafDefinition[], body: Body, path: readonly (string | number)[]) {
  const entries = fields.flatMap((field) => {
    const value = leafIn(field, body, nameOf(...path, field.id));
    return value === undefined ? [] : [[field.id, value] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function leafIn({ kind }: Pick<FieldDefinition, 'kind'>, body: Body, name: string): unknown {
  const value = body[name];
  if (kind === 'choices') return value === undefined ? undefined : [value].flat();
  const text = (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
  if (text === '') return undefined;
  if (kind === 'yesNo') return text === 'yes' ? true : text === 'no' ? false : text;
  if (kind === 'number') return /^\d+$/.test(text) ? Number(text) : text;
  return text.replace(/\r\n/g, '\n');
}
