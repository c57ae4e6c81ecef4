import { gaps, sideOf } from '../machines/shared/mirror.ts';
import type { CheckedPerson } from './types.ts';

type Counts = Readonly<Record<string, number>>;
interface Mirror {
  /** Every team with its size; `unknown` counts those whose role kind nobody has said. */
  readonly teams: readonly { readonly team: string; readonly people: number; readonly unknown: number }[];
  readonly rows: readonly {
    readonly kind: string;
    /** How many people of this kind each team has. */
    readonly counts: Counts;
    readonly gap: boolean;
  }[];
  /** Kinds of the requesting site that no helper team has (R3). */
  readonly gaps: readonly string[];
}

const SIDES = ['seeker', 'helper'];

/** Role kinds by teams: who will find somebody like herself on the other side (R3), with any number of teams (R16). */
export function mirrorOf(people: readonly CheckedPerson[], kinds: readonly string[]): Mirror {
  const inTeams = people.filter(({ team }) => SIDES.includes(sideOf(team) ?? ''));
  const teams = [...new Set([...SIDES, ...inTeams.map(({ team }) => team ?? '')])].sort(bySideAndNumber);
  const missing = gaps(inTeams);
  const count = (team: string, kind: string | null): number =>
    inTeams.filter((person) => person.team === team && person.kind === kind).length;
  return {
    teams: teams.map((team) => ({
      team,
      people: inTeams.filter((person) => person.team === team).length,
      unknown: count(team, null),
    })),
    rows: kinds.map((kind) => ({
      kind,
      counts: Object.fromEntries(teams.map((team) => [team, count(team, kind)])),
      gap: missing.includes(kind),
    })),
    gaps: missing,
  };
}

/** The requesting site first, `helper/2` before `helper/10`. */
const bySideAndNumber = (one: string, other: string): number =>
  SIDES.indexOf(sideOf(one) ?? '') - SIDES.indexOf(sideOf(other) ?? '') ||
  Number(one.split('/')[1] ?? 1) - Number(other.split('/')[1] ?? 1);
