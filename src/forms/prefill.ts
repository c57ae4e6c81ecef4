import { fits } from '../contracts/forms/answers.ts';
import type { Answers } from '../contracts/forms/answers.ts';
import { NOT_APPLICABLE } from '../contracts/forms/check-fields.ts';
import { fieldsOf } from '../contracts/forms/definition.ts';
import type { FieldDefinition, FormDefinition, LeafDefinition } from '../contracts/forms/definition.ts';
import { isList, isTerm } from '../contracts/forms/terms.ts';
import type { List } from '../contracts/forms/terms.ts';
import { drafted } from './drafting.ts';
import type { DraftWords } from './drafting.ts';
import { inListOfPeople } from './people-rows.ts';
import type { Facts } from './read.ts';

/** What is known of a match before anybody fills in a form. */
export interface Known {
  readonly facts: Facts;
  readonly lists: Readonly<Partial<Record<List, readonly Facts[]>>>;
  /** What a field's own draft is made of. */
  readonly words?: DraftWords;
}

export interface Filled {
  /** What people gave, and what is known where they gave nothing. */
  readonly answers: Answers;
  /** The paths of what was filled in: nobody typed it yet. */
  readonly prefilled: readonly string[];
}

/**
 * Fills in what is known. What somebody typed stays, also when she emptied a field (`null`) or marked it as not applicable; a list
 * that somebody began is hers. Fields that the form does not have any more are left out.
 */
export function prefill(definition: FormDefinition, given: Answers, known: Known): Filled {
  const prefilled: string[] = [];
  const marked = given[NOT_APPLICABLE];
  const skipped = (id: string): boolean => Array.isArray(marked) && marked.includes(id);
  const entries = fieldsOf(definition).flatMap((field) => {
    const value = given[field.id];
    const filled = skipped(field.id) ? value : fill(field, value, known, prefilled);
    return filled === undefined ? [] : [[field.id, filled] as const];
  });
  return {
    answers: { ...Object.fromEntries(entries), ...(marked === undefined ? {} : { [NOT_APPLICABLE]: marked }) },
    prefilled,
  };
}

function fill(field: FieldDefinition, value: unknown, known: Known, prefilled: string[]): unknown {
  if (field.kind === 'group' && field.repeat)
    return value === undefined ? list(field, known, prefilled) : ownRows(field, value, known);
  if (field.kind === 'group' && field.fields) return group(field.id, field.fields, value, known.facts, prefilled);
  if (value !== undefined) return value;
  return draft(field, known, prefilled) ?? fact(field, known.facts, field.id, prefilled);
}

function draft({ id, draft: template }: FieldDefinition, { words }: Known, prefilled: string[]): string | undefined {
  const text = template === undefined || words === undefined ? undefined : drafted(template, words);
  if (text !== undefined) prefilled.push(id);
  return text;
}

/** Rows that somebody gave, with the fields that there are. Of people the list of the match knows better: it is written to when the form is saved. */
function ownRows({ id, means, fields = [] }: FieldDefinition, value: unknown, { lists }: Known): unknown {
  if (!Array.isArray(value)) return value;
  const rows = value.map((row, index) => group(`${id}.${index}`, fields, row, {}, []));
  return means === 'people' ? rows.map((row) => inListOfPeople(row, fields, lists.people ?? [])) : rows;
}

function list({ id, means, fields = [] }: FieldDefinition, { lists }: Known, prefilled: string[]): unknown {
  const rows = (means !== undefined && isList(means) && lists[means]) || [];
  const filled = rows.map((row, index) => group(`${id}.${index}`, fields, undefined, row, prefilled) ?? {});
  return filled.length > 0 ? filled : undefined;
}

function group(
  path: string,
  fields: readonly LeafDefinition[],
  value: unknown,
  facts: Facts,
  prefilled: string[],
): unknown {
  if (value === null || (value !== undefined && typeof value !== 'object')) return value;
  const given = (value ?? {}) as Answers;
  const entries = fields.flatMap((field) => {
    const own = given[field.id];
    const filled = own === undefined ? fact(field, facts, `${path}.${field.id}`, prefilled) : own;
    return filled === undefined ? [] : [[field.id, filled] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : value === undefined ? undefined : {};
}

/** A known fact, when the field means it and could hold it. */
function fact(field: FieldDefinition | LeafDefinition, facts: Facts, path: string, prefilled: string[]): unknown {
  const { means } = field;
  const value = means !== undefined && isTerm(means) ? facts[means] : undefined;
  if (value === undefined || value === null || !fits(field, value)) return undefined;
  prefilled.push(path);
  return value;
}
