import { isList } from '../contracts/forms/terms.ts';
import type { List, Term } from '../contracts/forms/terms.ts';
import type { Answers } from '../contracts/forms/answers.ts';
import { fieldsOf } from '../contracts/forms/definition.ts';
import type { FieldDefinition, FormDefinition, LeafDefinition } from '../contracts/forms/definition.ts';

/** An answer, and where it stands in the form. */
export interface Found<T = unknown> {
  readonly path: string;
  readonly value: T;
}
/** One row of a list, read by what its fields mean. */
export interface Row {
  /** The list that it stands in. */
  readonly list: string;
  readonly path: string;
  readonly at: Look;
  readonly facts: Facts;
}
/** Answers by their meaning. */
export type Facts = Readonly<Partial<Record<Term, unknown>>>;
interface Look {
  (term: Term, type: 'number'): Found<number> | undefined;
  (term: Term, type: 'string'): Found<string> | undefined;
  (term: Term, type: 'boolean'): Found<boolean> | undefined;
}
/** A form read by what its answers mean, so that rules need not know how a program named its fields. */
export interface Reading {
  readonly at: Look;
  /** Every answer that means something, lists apart. */
  readonly facts: Facts;
  rows(list: List): Row[];
}

export function read(definition: FormDefinition, answers: Answers): Reading {
  const fields = fieldsOf(definition);
  const found = new Map<string, Found>();
  for (const field of fields) {
    if (field.kind === 'group' && !field.repeat) collect(field.fields ?? [], answers[field.id], `${field.id}.`, found);
    else collect([field], answers, '', found);
  }
  return {
    at: lookIn(found),
    facts: factsOf(found),
    rows: (list) => fields.filter(({ means }) => means === list).flatMap((field) => rowsOf(field, answers[field.id])),
  };
}

function rowsOf({ id, fields = [] }: FieldDefinition, value: unknown): Row[] {
  return (Array.isArray(value) ? (value as unknown[]) : []).map((row, index) => {
    const found = new Map<string, Found>();
    const path = `${id}.${index}`;
    collect(fields, row, `${path}.`, found);
    return { list: id, path, at: lookIn(found), facts: factsOf(found) };
  });
}

/** The first field with a meaning counts. */
function collect(
  fields: readonly (FieldDefinition | LeafDefinition)[],
  answers: unknown,
  prefix: string,
  found: Map<string, Found>,
): void {
  const values = typeof answers === 'object' && answers !== null ? (answers as Answers) : {};
  for (const { id, means } of fields) {
    const value = values[id];
    if (means === undefined || isList(means) || value === undefined || value === null || found.has(means)) continue;
    found.set(means, { path: `${prefix}${id}`, value });
  }
}

const factsOf = (found: ReadonlyMap<string, Found>): Facts =>
  Object.fromEntries([...found].map(([term, { value }]) => [term, value]));

const lookIn =
  (found: ReadonlyMap<string, Found>): Look =>
  (term: Term, type: string) => {
    const one = found.get(term);
    return typeof one?.value === type ? (one as never) : undefined;
  };
