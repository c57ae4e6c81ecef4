import { checksOf } from '../checks/index.ts';
import type { CheckedPerson, Material } from '../checks/index.ts';
import type { MatchRows, PersonRow } from '../db/api-queries.ts';
import { makeCheckQueries } from '../db/check-queries.ts';
import { ruleInput } from '../machines/kernel/findings.ts';
import { begin } from '../machines/kernel/index.ts';
import type { Facts, Json } from '../machines/kernel/types.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { chartOfMatch, storedOf } from './match-view.ts';

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
    people: people.map((person) => checked(person, known.chart.context)),
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

/** The six fields of the guide, the name being always there (requirements.md F3, R15). Residents and parents speak for themselves. */
const OFFICES = [
  ['title', 'title'],
  ['organization', 'organization'],
] as const;
const FIELDS = [
  ['address', 'address'],
  ['telephone', 'telephone'],
  ['email', 'e-mail'],
] as const;

function checked(row: PersonRow, context: Facts): CheckedPerson {
  const said = ((context['people'] ?? {}) as Record<string, { kind?: unknown; resident?: unknown } | undefined>)[
    row.id
  ];
  const resident = row.resident || said?.resident === true;
  const kind = row.role_kind ?? (typeof said?.kind === 'string' ? said.kind : resident ? 'resident' : null);
  const fields = kind === 'resident' || kind === 'parent' ? FIELDS : [...OFFICES, ...FIELDS];
  return {
    id: row.id,
    name: row.name,
    team: row.team,
    kind,
    resident,
    missing: fields.flatMap(([field, words]) => (row[field] ? [] : [words])),
  };
}
