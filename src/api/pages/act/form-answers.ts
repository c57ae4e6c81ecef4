import { fieldsOf } from '../../../contracts/forms/definition.ts';
import type { FormDefinition } from '../../../contracts/forms/definition.ts';
import { answersSent } from '../../forms/sent-answers.ts';
import type { Body } from '../../forms/sent-answers.ts';

interface Shown {
  /** What the page showed. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Paths of it that nobody typed. */
  readonly prefilled: readonly string[];
}

/**
 * What somebody answered on a page. What was filled in by us and left as it was is not taken for an answer, so that it goes on
 * following what is known; a box that was emptied stays empty.
 */
export const answersTyped = (definition: FormDefinition, body: Body, shown: Shown): Record<string, unknown> =>
  typedOf(definition, answersSent(definition, body), shown);

/** The same of answers that were read already. */
export function typedOf(
  definition: FormDefinition,
  sent: Readonly<Record<string, unknown>>,
  shown: Shown,
): Record<string, unknown> {
  const isOurs = (id: string) => shown.prefilled.some((path) => path === id || path.startsWith(`${id}.`));
  const kept = fieldsOf(definition).filter(({ id }) => isOurs(id) && isSame(sent[id], shown.values[id]));
  const emptied = fieldsOf(definition).filter(({ id }) => sent[id] === undefined && !isEmpty(shown.values[id]));
  return Object.fromEntries([
    ...Object.entries(sent).filter(([id]) => !kept.some((field) => field.id === id)),
    ...emptied.map(({ id }) => [id, null]),
  ]);
}

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
