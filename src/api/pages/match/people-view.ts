import { checksOf, mirrorOf } from '../../../checks/index.ts';
import type { CheckView } from '../../../contracts/api-checks.ts';
import type { MatchRows, PersonRow } from '../../../db/api-queries.ts';
import { toCheck } from '../../check-views.ts';
import { materialOf } from '../../material.ts';
import { kindOf } from '../../person-facts.ts';
import type { Routing } from '../../routes/common.ts';

/** One kind of role, with those who have it on each side. */
export interface MirrorRow {
  readonly kind: string;
  /** Names by team. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Somebody of the requesting site finds nobody like her on the other side. */
  readonly gap: boolean;
}
export interface Mirror {
  readonly teams: readonly string[];
  readonly rows: readonly MirrorRow[];
  /** Those of whom nobody has said what they do. */
  readonly unknown: readonly string[];
}
export interface PeopleLook {
  /** Undefined: teams do not mirror each other in this method. */
  readonly mirror: Mirror | undefined;
  readonly checks: readonly CheckView[];
}

/** The rules that are about people: size of a team, residents, the mirror, complete fields, several teams. */
const ABOUT_PEOPLE = ['R1', 'R2', 'R3', 'R15', 'R16'];

/** What the rules say about the people of a match, and who is opposite whom. */
export async function lookAtPeople(deps: Routing, rows: MatchRows): Promise<PeopleLook> {
  const { method } = rows.match;
  const { roleKinds, look } = checksOf(method);
  const material = await materialOf(deps, rows);
  return {
    mirror: roleKinds && named(mirrorOf(material.people, roleKinds), rows.people),
    checks: look(material)
      .filter(({ rule }) => ABOUT_PEOPLE.includes(rule))
      .map((one) => toCheck(deps.words(method), one)),
  };
}

/** The matrix with names in place of numbers; kinds that nobody has are left out. */
function named({ teams, rows }: ReturnType<typeof mirrorOf>, people: readonly PersonRow[]): Mirror {
  const ids = teams.map(({ team }) => team);
  const namesIn = (team: string, kind: string | undefined): string[] =>
    people.filter((person) => person.team === team && kindOf(person) === kind).map(({ name }) => name);
  return {
    teams: ids,
    rows: rows
      .filter(({ counts, gap }) => gap || Object.values(counts).some((count) => count > 0))
      .map(({ kind, gap }) => ({
        kind,
        gap,
        names: Object.fromEntries(ids.map((team) => [team, namesIn(team, kind)])),
      })),
    unknown: ids.flatMap((team) => namesIn(team, undefined)),
  };
}
