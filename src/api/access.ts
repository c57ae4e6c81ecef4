import { ESCALATION } from '../contracts/names.ts';
import type { Role, TokenRole } from '../contracts/names.ts';
import type { PersonRow } from '../db/api-queries.ts';

type Known = Pick<PersonRow, 'id' | 'email' | 'roles'>;

/** Who is asking. */
export interface Caller {
  readonly account: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly TokenRole[];
  /**
   * A token says itself in which roles it may act; who is signed in acts in every role that the e-mail holds; a link acts for its own
   * person, in whatever roles she has in that match.
   */
  readonly by: 'token' | 'session' | 'link';
  /** Names the session of who is signed in, to tell it from her other ones. */
  readonly session?: string;
  /** The person of a link. */
  readonly person?: string;
}

const BY_MATCH: readonly Role[] = ['facilitator', 'assistant'];

/** Sees every match. */
export const seesAll = ({ roles }: Caller): boolean =>
  roles.some((role) => role === 'administrator' || role === 'programManager');

/** The roles that a caller may hold in a match by e-mail. */
export const rolesByEmail = ({ roles, by }: Caller): readonly Role[] =>
  by === 'session' ? BY_MATCH : BY_MATCH.filter((role) => roles.includes(role));

/** What narrows a list to the caller's own matches; undefined: all. */
export const mineOf = (caller: Caller): { email: string; roles: readonly Role[] } | undefined =>
  seesAll(caller) ? undefined : { email: caller.email ?? '', roles: rolesByEmail(caller) };

export const isCaller = ({ email }: Caller, person: Pick<PersonRow, 'email'>): boolean =>
  email !== null && person.email !== null && person.email.toLowerCase() === email.toLowerCase();

/**
 * The roles in which the caller acts in a match, the most fitting first; none: the match is not visible (design.md 8).
 * A role that nobody holds falls to whoever comes next in the escalation order.
 */
export function rolesIn(caller: Caller, people: readonly Known[]): Role[] {
  if (caller.by === 'link') return [...(people.find(({ id }) => id === caller.person)?.roles ?? [])];
  const held = new Set<Role>();
  for (const person of people)
    if (isCaller(caller, person))
      for (const role of person.roles) if (rolesByEmail(caller).includes(role)) held.add(role);
  if (caller.roles.includes('programManager')) held.add('programManager');
  for (const role of ['facilitator', 'assistant'] as const) {
    const filled = people.some(({ roles }) => roles.includes(role));
    const next = ESCALATION[role];
    if (!filled && next !== undefined && held.has(next)) held.add(role);
  }
  if (caller.roles.includes('administrator')) held.add('administrator');
  return [...held];
}

/** How the record names the caller: as the person of the match with that e-mail, else as the account. */
export const personOf = (caller: Caller, people: readonly Known[]): string =>
  caller.person ?? people.find((person) => isCaller(caller, person))?.id ?? caller.account;
