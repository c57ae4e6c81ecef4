import type { Role } from './names.ts';

/** Who knows a match best and can be called about it. */
const CALLED: readonly Role[] = ['facilitator', 'programManager'];

/** Whom the reader of a letter can call (requirements.md B3): the facilitator, or the program manager when she is that herself. */
export function whomToCall<P extends { readonly roles: readonly Role[] }>(
  people: readonly P[],
  isReader: (person: P) => boolean,
): P | undefined {
  const others = people.filter((person) => !isReader(person));
  return CALLED.flatMap((role) => others.filter(({ roles }) => roles.includes(role)))[0];
}
