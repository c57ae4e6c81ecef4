import { deadlines } from './deadlines.ts';
import type { Chart, Draft, Deadline, Facts, MatchEvent, Planned, Rung, RungName, Stored, WindowId } from './types.ts';

/** Never more than three asks for one item; then it is a human's (requirements.md B3). */
export const MOST_ASKS = 3;

const ASKS: readonly RungName[] = ['ahead', 'due', 'overdue', 'overdue2'];
const MOVES: readonly RungName[] = ['moment', 'expire'];
const mark = ({ rung, at }: Rung): string => `${rung}@${at}`;

/** Adds what the calendar planned, for windows that are still of that generation. */
export function withPlans(stored: Stored, planned: Record<WindowId, Planned>): Stored {
  const changed: Record<WindowId, Planned> = {};
  for (const [id, plan] of Object.entries(planned)) {
    const opened = stored.open[id];
    if (plan !== stored.planned[id] && opened?.active && opened.generation === plan.generation) changed[id] = plan;
  }
  return Object.keys(changed).length === 0 ? stored : { ...stored, planned: { ...stored.planned, ...changed } };
}

/** The rungs of a window that may still fire, earliest first. */
function waiting(stored: Stored, window: WindowId): Rung[] {
  const plan = stored.planned[window];
  const fired = stored.fired[window];
  if (!plan) return [];
  const same = fired?.generation === plan.generation ? fired : undefined;
  return plan.rungs
    .filter((rung) => !rung.dropped && !same?.marks.includes(mark(rung)))
    .filter((rung) => !(ASKS.includes(rung.rung) && (same?.asked ?? 0) >= MOST_ASKS))
    .sort((a, b) => a.at - b.at);
}

/** What became of each rung, for pages and the API. */
export function rungStates(
  stored: Stored,
  window: WindowId,
): { rung: RungName; at: number; state: 'planned' | 'fired' | 'dropped' }[] {
  const fired = stored.fired[window];
  return (stored.planned[window]?.rungs ?? []).map((rung) => ({
    rung: rung.rung,
    at: rung.at,
    state: rung.dropped ? 'dropped' : fired?.marks.includes(mark(rung)) ? 'fired' : 'planned',
  }));
}

/** The earliest instant at which something is to happen by itself, epoch ms. */
export function nextInstant(stored: Stored): number | undefined {
  let earliest: number | undefined;
  for (const window of Object.keys(stored.planned)) {
    const at = waiting(stored, window)[0]?.at;
    if (at !== undefined && (earliest === undefined || at < earliest)) earliest = at;
  }
  return earliest;
}

/**
 * The next event that time itself brings, or undefined when nothing is due. Moments and expiries come in the order of
 * their dates; of several asks of one window only the last one asks (design.md 5).
 */
export function nextDue(chart: Chart, stored: Stored, now: number): MatchEvent | undefined {
  const due = Object.keys(stored.planned)
    .map((window) => ({ window, rungs: waiting(stored, window).filter(({ at }) => at <= now) }))
    .filter(({ rungs }) => rungs.length > 0)
    .map(({ window, rungs }) => ({ window, rung: pick(rungs) }))
    .sort((a, b) => a.rung.at - b.rung.at || order(a.rung) - order(b.rung) || (a.window < b.window ? -1 : 1));
  const first = due[0];
  if (!first) return undefined;
  const deadline = deadlines(chart, stored).find(({ id }) => id === first.window);
  return deadline && toEvent(stored, deadline, first.rung);
}

const order = ({ rung }: Rung): number => (MOVES.includes(rung) ? 0 : 1);

/** Moves first; then the last ask that is due stands for those before it. */
const pick = (rungs: Rung[]): Rung =>
  rungs.find(({ rung }) => MOVES.includes(rung)) ?? (rungs[rungs.length - 1] as Rung);

function toEvent(stored: Stored, deadline: Deadline, rung: Rung): MatchEvent {
  const by = { person: 'engine', role: 'engine' } as const;
  const about = { task: deadline.task, ...(deadline.part ? { part: deadline.part } : {}), by };
  const facts: Facts = { window: deadline.id, rung: rung.rung, at: rung.at, generation: deadline.generation };
  const key = `${deadline.id}#${deadline.generation}#${mark(rung)}`;
  if (rung.rung === 'moment') return { type: 'MOMENT_REACHED', ...about, facts, key };
  if (rung.rung === 'expire') return { type: deadline.expires ?? 'MOMENT_REACHED', ...about, facts, key };
  const later = (stored.planned[deadline.id]?.rungs ?? []).some(
    (other) => !other.dropped && !MOVES.includes(other.rung) && other.at > rung.at,
  );
  const ask: Facts = {
    owner: deadline.owner,
    ...(deadline.person ? { person: deadline.person } : {}),
    last: !later,
    late: rung.rung !== 'ahead' && rung.rung !== 'due',
  };
  return { type: 'REMINDER_DUE', ...about, facts: { ...facts, ...ask }, key };
}

/**
 * Marks the rung that an event of the engine stands for, and the asks before it.
 * @returns false when the rung is not planned any more: its state was left, re-entered, or its date moved
 */
export function markFired(chart: Chart, draft: Draft, event: MatchEvent): boolean {
  const facts = event.facts ?? {};
  const window = facts['window'];
  if (typeof window !== 'string') return chart.catalogue[event.type]?.kernel === true;
  const rungs = waiting(draft, window).filter(({ at }) => at <= Number(facts['at']));
  const rung = rungs.find((one) => one.rung === facts['rung'] && one.at === facts['at']);
  const opened = draft.open[window];
  if (!rung || !opened?.active || opened.generation !== facts['generation']) return false;
  const old = draft.fired[window];
  const fired = old?.generation === opened.generation ? old : { generation: opened.generation, asked: 0, marks: [] };
  const isAsk = ASKS.includes(rung.rung);
  const settled = MOVES.includes(rung.rung) ? [rung] : rungs.filter((one) => !MOVES.includes(one.rung));
  draft.fired = {
    ...draft.fired,
    [window]: {
      generation: opened.generation,
      asked: fired.asked + (isAsk ? 1 : 0),
      marks: [...fired.marks, ...settled.map(mark)],
    },
  };
  return true;
}
