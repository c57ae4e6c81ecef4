import { NOT_APPLICABLE } from '../../../contracts/forms/check-fields.ts';
import { fieldsOf } from '../../../contracts/forms/definition.ts';
import type { FieldDefinition, FormDefinition, LeafDefinition } from '../../../contracts/forms/definition.ts';

type Values = Readonly<Record<string, unknown>>;
type Sent = Readonly<Record<string, unknown>>;
interface Shown {
  /** What the page showed. */
  readonly values: Values;
  /** Paths of it that nobody typed. */
  readonly prefilled: readonly string[];
}

/** The name of a box: `v.rooms.0.kind` for the first row of a repeated group. */
export const boxName = (...path: readonly (string | number)[]): string => ['v', ...path].join('.');

/**
 * The answers that a page sent. What was filled in by us and left as it was is not taken for somebody's answer, so that it goes on
 * following what is known; a box that was emptied stays empty.
 */
export function answersSent(definition: FormDefinition, sent: Sent, shown: Shown): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const field of fieldsOf(definition)) {
    const value = fieldSent(field, sent, shown);
    if (value !== undefined) answers[field.id] = value;
  }
  const marked = manyOf(sent[boxName(NOT_APPLICABLE)]);
  if (marked.length > 0) answers[NOT_APPLICABLE] = marked;
  return answers;
}

function fieldSent(field: FieldDefinition, sent: Sent, shown: Shown): unknown {
  const isOurs = shown.prefilled.some((path) => path === field.id || path.startsWith(`${field.id}.`));
  const before = shown.values[field.id];
  const value = field.repeat ? rowsSent(field, sent) : oneSent(field, sent, [field.id]);
  if (isOurs && isSame(value, before)) return undefined;
  if (isEmpty(value)) return isEmpty(before) ? undefined : null;
  return value;
}

function rowsSent(field: FieldDefinition, sent: Sent): unknown[] {
  const prefix = `${boxName(field.id)}.`;
  const numbers = Object.keys(sent)
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length).split('.')[0]));
  const rows = [...new Set(numbers)].sort((one, other) => one - other).map((n) => oneSent(field, sent, [field.id, n]));
  return rows.filter((row) => !isEmpty(row));
}

function oneSent(field: FieldDefinition, sent: Sent, path: readonly (string | number)[]): unknown {
  if (field.fields === undefined) return leafSent(field, sent[boxName(...path)]);
  const entries = field.fields.map((leaf) => [leaf.id, leafSent(leaf, sent[boxName(...path, leaf.id)])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Undefined when nothing was typed; what is not of the field's kind stays as it was typed, and is told so. */
function leafSent({ kind }: FieldDefinition | LeafDefinition, value: unknown): unknown {
  if (kind === 'choices') {
    const all = manyOf(value);
    return all.length > 0 ? all : undefined;
  }
  const text = (manyOf(value).at(-1) ?? '').trim();
  if (text === '') return undefined;
  if (kind === 'yesNo') return text === 'yes' ? true : text === 'no' ? false : text;
  if (kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  return text;
}

const manyOf = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => !isEmpty(inner));
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, inOrder(inner)]),
  );
}
