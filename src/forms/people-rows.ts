import { fits } from '../contracts/forms/answers.ts';
import type { Answers } from '../contracts/forms/answers.ts';
import type { LeafDefinition } from '../contracts/forms/definition.ts';
import { isTerm } from '../contracts/forms/terms.ts';
import type { Facts } from './read.ts';

/** The row as the list of people has it now; somebody who is not in it stays as she was typed. */
export function inListOfPeople(row: unknown, fields: readonly LeafDefinition[], people: readonly Facts[]): unknown {
  if (typeof row !== 'object' || row === null) return row;
  const valueOf = (term: string) => {
    const field = fields.find(({ means }) => means === term);
    return field === undefined ? undefined : (row as Answers)[field.id];
  };
  const known = findPerson(people, valueOf('person.email'), valueOf('person.name'));
  if (known === undefined) return row;
  const better = fields.flatMap((field) => {
    const value = field.means !== undefined && isTerm(field.means) ? known[field.means] : undefined;
    return value === undefined || value === null || !fits(field, value) ? [] : [[field.id, value] as const];
  });
  return { ...row, ...Object.fromEntries(better) };
}

/** By the e-mail, else by a name that only one person has. */
export function findPerson<T extends Facts>(people: readonly T[], email: unknown, name: unknown): T | undefined {
  const by = (term: 'person.email' | 'person.name', value: unknown) =>
    typeof value === 'string' && value.trim() !== ''
      ? people.filter((one) => squeezed(one[term]) === squeezed(value))
      : [];
  const byEmail = by('person.email', email);
  const byName = by('person.name', name);
  return byEmail[0] ?? (byName.length === 1 ? byName[0] : undefined);
}

const squeezed = (value: unknown): string =>
  typeof value === 'string' ? value.trim().toLowerCase().replace(/\s+/g, ' ') : '';
