import type { EventSchema } from '../contracts/events/schema.ts';
import type { PersonRow } from '../db/api-queries.ts';
import type { Facts } from '../machines/kernel/types.ts';

/** What a chart may know of a person: ids, codes and yes or no; never a name or an address. */
export function personFacts(row: PersonRow): Facts {
  const { team } = row;
  const kind = kindOf(row);
  return {
    ...(team === null ? {} : { team }),
    ...(kind === undefined ? {} : { kind }),
    resident: row.roles.includes('resident'),
    complete: missingFields(row).length === 0,
    reachable: isReachable(row),
  };
}

/** Who takes part, at the assignment: those of a team, and residents. What is as it should be is left unsaid. */
export const peopleFacts = (people: readonly PersonRow[]): Facts[] =>
  people
    .filter(({ team, roles }) => team !== null || roles.includes('resident'))
    .map((row) => {
      const { resident, complete, reachable, ...facts } = personFacts(row);
      return {
        person: row.id,
        ...facts,
        ...(resident === true ? { resident } : facts['kind'] === 'parent' ? { resident: false } : {}),
        ...(complete === false ? { complete } : {}),
        ...(reachable === false ? { reachable } : {}),
      };
    });

/** The facts that an event of this method can carry. */
export const onlyNamed = (facts: Facts, { facts: { shape } }: EventSchema): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => name in shape)) as Facts;

/** How peers recognise her; a resident is one without being told so. */
export const kindOf = ({ role_kind: kind, roles }: PersonRow): string | undefined =>
  kind ?? (roles.includes('resident') ? 'resident' : undefined);

/** R15: which of the six fields are missing, in words. Residents and parents speak for themselves: they need neither title nor organization. */
export function missingFields(row: PersonRow): string[] {
  const kind = kindOf(row);
  const speaksForHerself = kind === 'resident' || kind === 'parent';
  const fields = [
    ...(speaksForHerself ? [] : [[row.title, 'title'] as const, [row.organization, 'organization'] as const]),
    [row.address, 'address'] as const,
    [row.telephone, 'telephone'] as const,
    [row.email, 'e-mail'] as const,
  ];
  return fields.flatMap(([value, words]) => (value === null || value === '' ? [words] : []));
}

/** X14: without e-mail, telephone and address nobody can tell her anything. */
const isReachable = ({ email, telephone, address }: PersonRow): boolean =>
  ![email, telephone, address].every((way) => way === null);
