import { LRUCache } from 'lru-cache';
import type { Match } from '../contracts/api.ts';
import type { Role } from '../contracts/names.ts';
import type { ListedRows } from '../db/listed-rows.ts';
import { chartOf } from '../machines/index.ts';
import { live, ofRole, reportable, rungStates } from '../machines/kernel/index.ts';
import type { Allowed, Chart, Stored } from '../machines/kernel/types.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { sentenceOf } from './method-words.ts';

export const iso = (at: number | Date): string => new Date(at).toISOString();
const orNull = (at: Date | null): string | null => (at === null ? null : iso(at));

export const chartOfMatch = ({ match }: Pick<ListedRows, 'match'>): Chart => chartOf(match.method, match.version);
export const storedOf = ({ match }: Pick<ListedRows, 'match'>): Stored | undefined => match.stored ?? undefined;

/** What the match would take now from somebody in any of these roles, each once. */
export const allowedFor = (chart: Chart, stored: Stored, roles: readonly Role[]): Allowed[] =>
  inAnyOf(chart, reportable(chart, live(chart, stored)), roles);

const inAnyOf = (chart: Chart, all: readonly Allowed[], roles: readonly Role[]): Allowed[] => [
  ...new Set(roles.flatMap((role) => ofRole(chart, all, role))),
];

/** Matches that are looked at again and again while nothing happens in them. */
const KEPT = 1000;

/** What matches would take from anybody, kept by match and seq: asking the chart takes some milliseconds (decision 0033). */
export function makeReportable() {
  const known = new LRUCache<string, readonly Allowed[]>({ max: KEPT });
  return ({ match }: Pick<ListedRows, 'match'>, chart: Chart, stored: Stored): readonly Allowed[] => {
    const name = `${match.id} ${match.seq} ${match.version}`;
    const all = known.get(name) ?? reportable(chart, live(chart, stored));
    known.set(name, all);
    return all;
  };
}

/** The match as the API shows it (design.md 9), to a caller in these roles. */
export function toMatch(
  rows: ListedRows,
  roles: readonly Role[],
  { clock, words, reportable: reportableIn }: Pick<ApiDeps, 'clock' | 'words' | 'reportable'>,
): Match {
  const { match, deadlines } = rows;
  const chart = chartOfMatch(rows);
  const stored = storedOf(rows);
  return {
    id: match.id,
    method: match.method,
    version: match.version,
    seq: match.seq,
    title: match.title,
    // A match that was accepted but whose workflow has not answered yet is a draft for whoever asks.
    status: match.status === 'starting' ? 'draft' : match.status,
    outcome: match.outcome,
    timeZone: match.time_zone,
    dates: {
      assignedOn: match.assigned_on,
      matchStart: match.match_start,
      matchEnd: match.match_end,
      status: match.date_status,
      version: match.date_version,
    },
    now: iso(nowOf(match, clock())),
    rehearsal: match.rehearsal,
    origin: match.origin,
    successors: [...rows.successors],
    steps: chart.steps.map(({ id, title }) => ({
      id,
      title,
      stage: match.steps.find((step) => step.id === id)?.stage ?? 'waiting',
    })),
    tasks: tasksOf(rows, chart),
    parts: rows.parts.map(({ id, chart: kind, state, done, person }) => ({ id, chart: kind, state, done, person })),
    deadlines: deadlines.map((deadline) => ({
      id: deadline.id,
      task: deadline.task,
      part: deadline.part,
      policy: deadline.policy,
      generation: deadline.generation,
      rungs: rungsOf(deadline, stored).map(({ rung, at, state }) => ({ rung, at: iso(at), state })),
    })),
    findings: match.findings.map((finding) => ({
      code: finding.code,
      task: finding.task ?? null,
      text: sentenceOf(words(match.method), finding),
      since: iso(finding.since),
    })),
    allowed: stored === undefined ? [] : inAnyOf(chart, reportableIn(rows, chart, stored), roles),
  };
}

/** All tasks of the method, in its order; those that the record does not know yet are upcoming. */
function tasksOf(rows: ListedRows, chart: Chart): Match['tasks'] {
  return Object.values(chart.tasks).map((task) => {
    const known = rows.tasks.find(({ id }) => id === task.id);
    const isToCome = known?.state === 'open' || known?.state === 'upcoming';
    const row = isToCome && rests(rows, chart, task) ? undefined : known;
    return {
      id: task.id,
      step: task.step,
      part: null,
      title: task.title,
      owner: { role: task.owner, person: row?.person ?? holderOf(task.owner, rows) },
      state: row?.state ?? 'upcoming',
      reason: typeof row?.reason_text === 'string' ? row.reason_text : null,
      opens: orNull(row?.opens ?? null),
      due: orNull(row?.due ?? null),
      late: orNull(row?.late ?? null),
      form: task.form ?? null,
    };
  });
}

/**
 * While a match is being cancelled nobody does what its steps asked for: only what clears up after it. The record keeps what was open,
 * since a cancellation may be taken back (requirements.md X3).
 */
const rests = ({ match }: ListedRows, { steps }: Chart, { step }: Chart['tasks'][string]): boolean =>
  match.status === 'cancelling' && steps.some(({ id }) => id === step);

/** The one person who holds the role; null when nobody or several do. */
function holderOf(role: Role, { people }: ListedRows): string | null {
  const holders = people.filter(({ roles }) => roles.includes(role));
  return holders.length === 1 ? (holders[0]?.id ?? null) : null;
}

type Deadline = ListedRows['deadlines'][number];

function rungsOf(deadline: Deadline, stored: Stored | undefined): ReturnType<typeof rungStates> {
  if (stored === undefined) return [];
  const { id, generation, date_version: dateVersion, rungs } = deadline;
  const plan = { generation, dateVersion, basis: '', rungs: rungs as Stored['planned'][string]['rungs'] };
  const fired = stored.fired[id]?.generation === generation ? stored.fired : {};
  return rungStates({ ...stored, planned: { [id]: plan }, fired }, id);
}
