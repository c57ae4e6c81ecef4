/** Somebody as the mirror sees her: which team, and by which role kind peers recognise her. */
export interface Mirrored {
  readonly team: string | null;
  readonly kind: string | null;
}

/** `helper/2` is a second site of the side `helper` (R16). */
export const sideOf = (team: string | null): string | null => team?.split('/')[0] ?? null;

/** R3: role kinds of the requesting site that nobody has in any team of the other side (S0 l.60). */
export function gaps(people: readonly Mirrored[]): string[] {
  const kinds = (side: 'seeker' | 'helper') =>
    new Set(people.flatMap(({ team, kind }) => (sideOf(team) === side && kind !== null ? [kind] : [])));
  const helpers = kinds('helper');
  return [...kinds('seeker')].filter((kind) => !helpers.has(kind)).sort();
}

/** How many people each team of a side has, by the team's name. */
export function sizes(side: 'seeker' | 'helper', people: readonly Pick<Mirrored, 'team'>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { team } of people) if (team !== null && sideOf(team) === side) counts[team] = (counts[team] ?? 0) + 1;
  return counts;
}
