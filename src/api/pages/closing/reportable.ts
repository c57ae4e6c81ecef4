import type { Match } from '../../../contracts/api.ts';
import type { Role } from '../../../contracts/names.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import { mayReport } from '../../../machines/kernel/index.ts';
import type { Questions } from '../../../words/index.ts';
import { chartOfMatch, toMatch } from '../../match-view.ts';
import type { ApiDeps } from '../../deps.ts';
import { hasEnded } from '../../../contracts/names.ts';
import { cameFrom } from '../act/address.ts';
import type { Place } from '../act/address.ts';
import { doables } from '../act/doable.ts';
import type { Doable } from '../act/doable.ts';

/** The match with all that the reader may report, also what is still taken after the end (requirements.md X20). */
export function matchWithLate(rows: MatchRows, roles: readonly Role[], deps: ApiDeps): Match {
  const match = toMatch(rows, roles, deps);
  return hasEnded(rows.match.status) ? { ...match, allowed: lateOnes(rows, roles) } : match;
}

function lateOnes(rows: MatchRows, roles: readonly Role[]): Match['allowed'] {
  return Object.entries(chartOfMatch(rows).catalogue)
    .filter(([, entry]) => entry.afterTheEnd === true && roles.some((role) => mayReport(entry, role)))
    .flatMap(([type, { part }]) =>
      part === undefined
        ? [{ type }]
        : rows.parts.filter(({ chart }) => chart === part).map(({ id }) => ({ type, part: id })),
    );
}

/** What may be reported about these tasks from a page of their own, to which one comes back. */
export function doablesFrom(
  place: Place,
  rows: MatchRows,
  match: Match,
  tasks: readonly (string | undefined)[],
  questions: Questions,
): Doable[] {
  const chart = chartOfMatch(rows);
  return [...new Set(tasks)]
    .flatMap((task) => (task === undefined ? [] : doables(match, chart, task, questions).own))
    .map((one) => ({ ...one, address: cameFrom(one.address, place) }));
}
