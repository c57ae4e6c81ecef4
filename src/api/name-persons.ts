import type { ReadData } from '../contracts/events/index.ts';
import type { MatchRows } from '../db/api-queries.ts';
import type { Facts } from '../machines/kernel/types.ts';
import { invalid } from './errors.ts';

/** Events that may name somebody who has left: she comes back, another comes in her place or takes over what was hers, or she is to be erased. */
const NAME_FORMER = ['PERSON_ADDED', 'ROLE_HANDED_OVER', 'PERSON_ERASED'];

/** The caller's own names of persons become ids, so that history holds nothing else. */
export function namePersons(
  { people, former }: Pick<MatchRows, 'people' | 'former'>,
  type: string,
  { facts, persons }: ReadData,
): Facts {
  const rows = { people: NAME_FORMER.includes(type) ? [...people, ...former] : people };
  const named = Object.entries(facts).map(([name, value]) => {
    if (!persons.includes(name)) return [name, value];
    const ids = Array.isArray(value)
      ? value.map((one, index) => personId(rows, String(one), `data.${name}.${index}`))
      : personId(rows, String(value), `data.${name}`);
    return [name, ids];
  });
  return Object.fromEntries(named) as Facts;
}

/** The id of a person of the match, named by it or by the caller's own `ref`; else 422 with the path. */
export function personId({ people }: { people: MatchRows['former'] }, idOrRef: string, path: string): string {
  const found = people.find(({ id, ref }) => id === idOrRef || ref === idOrRef);
  if (found === undefined) throw invalid(path, 'is nobody of this match: give the id or the ref of one of its people');
  return found.id;
}
