import type { LeadTime } from '../contracts/api-dates.ts';
import { leadTimeDays } from '../calendar/index.ts';
import type { MatchRows } from '../db/api-queries.ts';
import { deadlines } from '../machines/kernel/deadlines.ts';
import { withPlans } from '../machines/kernel/index.ts';
import type { Chart, Stored } from '../machines/kernel/types.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { conflict } from './errors.ts';
import { chartOfMatch, iso, storedOf } from './match-view.ts';
import { windowsCompared } from './windows-compared.ts';

const ACCEPT = ['facilitator', 'assistant'];

/** How much time there is, what a compressed plan would look like, and when to write in an idle gap (requirements.md R4, X10). */
export function leadTimeOf(deps: ApiDeps, rows: MatchRows): LeadTime {
  const chart = chartOfMatch(rows);
  const stored = storedOf(rows);
  const { leadTime } = chart;
  if (leadTime === undefined) throw conflict(`${chart.title} asks for no time between assignment and match`);
  if (stored === undefined) throw conflict('the match has not answered yet: ask again');
  const days = daysOf(stored);
  const share = days === undefined ? undefined : shareOf(chart, days);
  return {
    days: days ?? null,
    verdict: verdictOf(leadTime, days),
    wanted: { least: leadTime.least, most: leadTime.most, broken: leadTime.broken },
    compressed: share === undefined ? null : compressed(deps, rows, { chart, stored, share }),
    keepWarm: keepWarm(rows, leadTime.keepWarm),
  };
}

function daysOf({ anchors }: Stored): number | undefined {
  const { assigned, matchStart } = anchors;
  return assigned === undefined || matchStart === undefined ? undefined : leadTimeDays(assigned, matchStart);
}

/** The share that a compressed plan keeps; undefined when there is time enough, or none. */
export function shareOf({ leadTime }: Chart, days: number): number | undefined {
  if (leadTime === undefined || days <= 0 || days >= leadTime.broken) return undefined;
  return Math.round((days / leadTime.least) * 100) / 100;
}

/** The share for the dates of now, as whoever accepts it need not say it. */
export const shareNow = (chart: Chart, stored: Stored | undefined): number | undefined => {
  const days = stored && daysOf(stored);
  return days === undefined ? undefined : shareOf(chart, days);
};

/** What so many days are, by what the method wants (requirements.md R4). */
export function verdictOf({ least, most, broken }: LeadTime['wanted'], days: number | undefined): LeadTime['verdict'] {
  if (days === undefined || Number.isNaN(days)) return 'unknown';
  if (days < 0) return 'past';
  if (days < broken) return 'broken';
  if (days < least) return 'overlapping';
  return days > most ? 'idle' : 'ideal';
}

function compressed(
  deps: ApiDeps,
  rows: MatchRows,
  { chart, stored, share }: { chart: Chart; stored: Stored; share: number },
): LeadTime['compressed'] {
  const now = nowOf(rows.match, deps.clock());
  const planned = (change: Partial<Stored>): Stored => {
    const { compress: _, ...others } = stored;
    const other: Stored = { ...others, ...change, planned: {} };
    return withPlans(other, deps.planOf(rows)(now)(deadlines(chart, other), {}));
  };
  const accepted = stored.compressing?.share === share ? stored.compressing.by : [];
  return {
    share,
    accepted,
    missing: ACCEPT.filter((role) => !accepted.includes(role)),
    applies: stored.compress === share,
    windows: windowsCompared(chart, planned({}), planned({ compress: share })),
  };
}

function keepWarm({ tasks }: MatchRows, id: string): LeadTime['keepWarm'] {
  const task = tasks.find((one) => one.id === id);
  if (task === undefined || task.state === 'notApplicable') return null;
  const at = (day: Date | null) => (day === null ? null : iso(day));
  return { task: task.id, state: task.state, opens: at(task.opens), due: at(task.due) };
}

/** In whose place somebody in these roles may still accept a compressed plan: her own, or as a manager that of either. */
export function acceptingRoles(roles: readonly string[], leadTime: LeadTime | undefined): string[] {
  const plan = leadTime?.compressed;
  if (!plan || plan.applies) return [];
  const own = plan.missing.filter((role) => roles.includes(role));
  if (ACCEPT.some((role) => roles.includes(role))) return own;
  return roles.some((role) => role === 'programManager' || role === 'administrator') ? plan.missing : [];
}
