import type { Role } from '../contracts/names.ts';
import type { ChangedPerson } from '../contracts/people.ts';
import type { MatchRows, PersonRow } from '../db/api-queries.ts';
import { updatePeople } from '../db/people-rows.ts';
import { rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { reportEvent, visibleMatch } from './commands.ts';
import type { Deliver } from './delivery.ts';
import type { ApiDeps } from './deps.ts';
import { conflict, notFound } from './errors.ts';
import { allowedFor, chartOfMatch, storedOf } from './match-view.ts';

/**
 * Corrects what is known of a person, and tells the match by `PERSON_CHANGED`, which hears ids, codes and yes or no only.
 * @returns false when it is taken and will be in the record later
 */
export async function changePerson(
  deps: ApiDeps & { deliver: Deliver },
  caller: Caller,
  match: string,
  person: string,
  said: ChangedPerson,
  key: string,
): Promise<boolean> {
  const rows = await visibleMatch(deps, caller, match);
  const known = rows.people.find(({ id }) => id === person);
  if (known === undefined) throw notFound('there is no such person in this match');
  mustTake(rows, caller, 'PERSON_CHANGED');
  const roles = rolesAfter(known, said);
  const answer = await reportEvent(deps, caller, match, { type: 'PERSON_CHANGED', data: { person } }, key, {
    said,
    after: (now) => ({
      ...now,
      people: now.people.map((row) => (row.id === person ? rowAfter(row, said, roles) : row)),
    }),
    write: (tx) => updatePeople(tx, match, [{ id: person, said: { ...said, roles } }]),
  });
  return answer.status === 200;
}

/** Nothing is written for an event that the match would refuse anyway. */
export function mustTake(rows: MatchRows, caller: Caller, type: string): void {
  const stored = storedOf(rows);
  const allowed = stored === undefined ? [] : allowedFor(chartOfMatch(rows), stored, rolesIn(caller, rows.people));
  if (!allowed.some((one) => one.type === type))
    throw conflict('the match does not take changes of its people now', { allowed });
}

/** Who is said to be a resident has that role, and only she. */
export function rolesAfter({ roles }: Pick<PersonRow, 'roles'>, { resident, roleKind }: ChangedPerson): Role[] {
  const isResident = resident ?? (roleKind === 'resident' || roles.includes('resident'));
  return isResident ? [...new Set([...roles, 'resident' as const])] : roles.filter((role) => role !== 'resident');
}

/** What the facts of the event are made of, as it will be. */
export function rowAfter(row: PersonRow, said: ChangedPerson, roles: readonly Role[]): PersonRow {
  const now = <T>(value: T | undefined, before: T): T => (value === undefined ? before : value);
  return {
    ...row,
    title: now(said.title, row.title),
    organization: now(said.organization, row.organization),
    address: now(said.address, row.address),
    telephone: now(said.telephone, row.telephone),
    email: now(said.email, row.email),
    team: now(said.team, row.team),
    role_kind: now(said.roleKind, row.role_kind),
    roles,
  };
}
