import { NOT_APPLICABLE } from '../../contracts/forms/check-fields.ts';
import { fieldsOf } from '../../contracts/forms/definition.ts';
import { hundredthsIn } from './money.ts';
import type { FieldDefinition, FormDefinition, LeafDefinition } from '../../contracts/forms/definition.ts';

/** What a browser sends: names to values, several under one name as a list. */
export type Body = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** The name under which a browser sends a field of a form: `f.requests.wanted`, `f.progress.0.state`. */
export const nameOf = (...path: Path): string => ['f', ...path].join('.');

/** The answers to a form as a page sent them; what was left empty is left out. */
export function answersSent(definition: FormDefinition, body: Body): Record<string, unknown> {
  const entries = fieldsOf(definition).map((field) => [field.id, fieldSent(field, body)] as const);
  const marked = textsSent(body[nameOf(NOT_APPLICABLE)]);
  return Object.fromEntries(
    [...entries, [NOT_APPLICABLE, marked.length > 0 ? marked : undefined] as const].filter(
      ([, value]) => value !== undefined,
    ),
  );
}

function fieldSent(field: FieldDefinition, body: Body): unknown {
  if (!field.repeat) return oneSent(field, body, [field.id]);
  const prefix = `${nameOf(field.id)}.`;
  const numbers = Object.keys(body)
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length).split('.')[0]));
  const rows = [...new Set(numbers)].sort((one, other) => one - other).map((n) => oneSent(field, body, [field.id, n]));
  const filled = rows.filter((row) => row !== undefined);
  return filled.length > 0 ? filled : undefined;
}

function oneSent(field: FieldDefinition, body: Body, path: Path): unknown {
  if (field.fields === undefined) return leafSent(field.kind, body[nameOf(...path)]);
  const cells = field.fields.map(({ id, kind }) => [id, leafSent(kind, body[nameOf(...path, id)])] as const);
  const filled = cells.filter(([, value]) => value !== undefined);
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

/** One answer; undefined when nothing was typed. What is not of the kind stays as it was typed, and is told so by whoever reads it. */
export function leafSent(kind: LeafDefinition['kind'] | FieldDefinition['kind'] | 'money', value: unknown): unknown {
  const all = textsSent(value);
  if (kind === 'choices') return all.length > 0 ? all : undefined;
  const text = (all.at(-1) ?? '').trim();
  if (text === '') return undefined;
  if (kind === 'yesNo') return text === 'yes' ? true : text === 'no' ? false : text;
  if (kind === 'number') return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (kind === 'money') return hundredthsIn(text) ?? text;
  return text.replace(/\r\n/g, '\n');
}

const textsSent = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');
