import type { ImportedRow } from '../../contracts/people-import.ts';
import type { ChangedPerson, NewPerson } from '../../contracts/people.ts';
import type { Role } from '../../contracts/names.ts';
import type { PersonRow } from '../../db/api-queries.ts';
import { rolesAfter } from '../change-person.ts';
import type { ReadRow, Wrong } from './read-people.ts';

export type KnownPerson = PersonRow & { readonly left: boolean };

/** What is to be done about a row. */
export interface Compared {
  readonly row: ReadRow;
  readonly action: ImportedRow['action'];
  readonly known?: KnownPerson;
  readonly by: ImportedRow['by'];
  readonly said?: NewPerson;
  readonly changes: readonly string[];
  readonly errors: readonly Wrong[];
}

/** Holds each row against the people of the match, and against the rows before it. Nobody is added twice. */
export function compare(rows: readonly ReadRow[], known: readonly KnownPerson[]): Compared[] {
  const people = indexOf(known);
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const { person } = row;
    const wrong = (...errors: Wrong[]): Compared => ({ row, action: 'wrong', by: null, changes: [], errors });
    if (person === undefined) return wrong(...row.errors);
    const found = people(person);
    if (found === 'two')
      return wrong({
        field: 'email',
        message: 'the e-mail is that of one person of the match, name and telephone of another',
      });
    const keys = found === undefined ? keysOf(person) : [found.known.id];
    const before = keys.flatMap((key) => seen.get(key) ?? [])[0];
    if (before !== undefined) return wrong({ field: null, message: `is the same person as in line ${before}` });
    for (const key of keys) seen.set(key, row.line);
    if (person.ref !== undefined && known.some(({ id, ref }) => ref === person.ref && id !== found?.known.id))
      return wrong({ field: 'ref', message: 'is used for another person of this match' });
    if (found === undefined) return { row, action: 'add', by: null, said: withRole(person), changes: [], errors: [] };
    const changes = changesOf(found.known, person);
    const action = found.known.left ? 'add' : changes.length > 0 ? 'change' : 'same';
    return { row, action, ...found, said: person, changes, errors: [] };
  });
}

type Found = { readonly known: KnownPerson; readonly by: 'email' | 'nameAndTelephone' };

function indexOf(known: readonly KnownPerson[]): (person: NewPerson) => Found | 'two' | undefined {
  const byEmail = new Map(known.flatMap((one) => (one.email === null ? [] : [[one.email.toLowerCase(), one]])));
  const byName = new Map(known.flatMap((one) => nameKey(one).map((key) => [key, one])));
  return (person) => {
    const mail = person.email === undefined ? undefined : byEmail.get(person.email.toLowerCase());
    const name = nameKey(person).flatMap((key) => byName.get(key) ?? [])[0];
    if (mail !== undefined && name !== undefined && mail !== name) return 'two';
    if (mail !== undefined) return { known: mail, by: 'email' };
    return name === undefined ? undefined : { known: name, by: 'nameAndTelephone' };
  };
}

interface Named {
  readonly name: string;
  readonly telephone?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** Name and telephone, however they are written. Whoever has neither telephone nor e-mail is known by the name alone. */
function nameKey({ name, telephone, email }: Named): string[] {
  const words = name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ');
  if (telephone) return [`${words}\n${telephone.replace(/\D/g, '') || telephone}`];
  return email ? [] : [`${words}\n`];
}
const keysOf = (person: Named): string[] => [...(person.email ? [person.email.toLowerCase()] : []), ...nameKey(person)];

/** Without another role a person of the requesting site takes part, and one of the helpers is a consultant. */
function withRole(person: NewPerson): NewPerson {
  if (person.roles.length > 0 || person.team === undefined) return person;
  const role: Role = person.team.startsWith('helper') ? 'consultant' : 'participant';
  return { ...person, roles: [role] };
}

/** The names of what is said and is another now; an empty cell says nothing. */
function changesOf(known: KnownPerson, said: NewPerson): string[] {
  const { needs = {}, resident, roles, listed, ...fields } = said;
  const was: Record<string, unknown> = {
    ...known,
    roleKind: known.role_kind,
    arrivesOn: known.arrives_on,
    leavesOn: known.leaves_on,
    timeZone: known.zone,
  };
  const needed: Record<string, unknown> = {
    honorarium: known.honorarium,
    phoneCard: known.phone_card,
    hardCopies: known.hard_copies,
    room: known.room,
    access: known.access_needs,
    diet: known.diet,
  };
  const differs = (before: Record<string, unknown>, now: object) =>
    Object.entries(now).flatMap(([name, value]) => (value !== undefined && value !== before[name] ? [name] : []));
  const after = rolesOf(known, said);
  return [
    ...differs(was, fields),
    ...differs(needed, needs),
    ...(listed === undefined || listed === known.consents.listed ? [] : ['listed']),
    ...(after.length === known.roles.length && after.every((role) => known.roles.includes(role))
      ? []
      : [resident === undefined && roles.length > 0 ? 'roles' : 'resident']),
  ];
}

/** A table gives roles; it takes none away but that of a resident. */
const rolesOf = (known: Pick<PersonRow, 'roles'>, said: NewPerson): Role[] =>
  rolesAfter({ roles: [...new Set([...known.roles, ...said.roles])] }, said);

/** What is written over a known person. */
export function toChange(known: KnownPerson, said: NewPerson): ChangedPerson & { roles: Role[]; ref?: string } {
  const { ref, roles: _roles, ...fields } = said;
  return { ...fields, roles: rolesOf(known, said), ...(ref === undefined ? {} : { ref }) };
}
