import { checksOf } from '../checks/index.ts';
import type { CheckedPerson, Material } from '../checks/index.ts';
import type { MatchRows, PersonRow } from '../db/api-queries.ts';
import { makeCheckQueries } from '../db/check-queries.ts';
import { ruleInput } from '../machines/kernel/findings.ts';
import { begin } from '../machines/kernel/index.ts';
import type { Json } from '../machines/kernel/types.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { chartOfMatch, storedOf } from './match-view.ts';
import { kindOf, missingFields } from './person-facts.ts';

/** What the rules of a match are given when somebody reads them. */
export async function materialOf({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>, rows: MatchRows): Promise<Material> {
  const { match, people } = rows;
  const { reasons } = checksOf(match.method);
  const queries = makeCheckQueries(db);
  const [bodies, given] = await Promise.all([
    queries.currentForms(match.id),
    Promise.all(
      Object.entries(reasons).map(async ([rule, event]) => [rule, await queries.reasonOf(match.id, event)] as const),
    ),
  ]);
  const known = chartFacts(rows, nowOf(match, clock()));
  return {
    ...known,
    people: people.map(checked),
    bodies: bodies as Record<string, Json[]>,
    reasons: Object.fromEntries(given.flatMap(([rule, reason]) => (reason === undefined ? [] : [[rule, reason]]))),
  };
}

/** The chart's own facts and findings, now. Tasks of a match that has ended are as it left them. */
function chartFacts(rows: MatchRows, now: number): Pick<Material, 'chart' | 'findings'> {
  const chart = chartOfMatch(rows);
  const input = ruleInput(chart, storedOf(rows) ?? begin(chart), now);
  const left = Object.fromEntries(rows.tasks.map(({ id, state }) => [id, state]));
  const facts = { ...input, tasks: { ...left, ...input.tasks } };
  return { chart: facts, findings: chart.rules(facts) };
}

const checked = (row: PersonRow): CheckedPerson => ({
  id: row.id,
  name: row.name,
  team: row.team,
  kind: kindOf(row) ?? null,
  resident: row.resident,
  missing: missingFields(row),
});
