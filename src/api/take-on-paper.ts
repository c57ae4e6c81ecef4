import type { OnPaper } from '../activities/on-paper.ts';
import { DATE_EVENTS } from '../contracts/date-events.ts';
import type { MatchRows } from '../db/api-queries.ts';
import type { DateLine } from '../letters/index.ts';
import { isRefusal, step, view, withPlans } from '../machines/kernel/index.ts';
import type { Chart, Effect, MatchEvent, Stored } from '../machines/kernel/types.ts';
import { takeWhatIsDue } from '../machines/simulate.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { conflict } from './errors.ts';
import { chartOfMatch, storedOf } from './match-view.ts';

/** What became of a match on paper. */
export interface Outcome {
  readonly chart: Chart;
  readonly before: Stored;
  readonly after: Stored;
  /** What the event brings, and what time brings at once after it. */
  readonly effects: readonly Effect[];
  /** The event as the record would have it, when it says something about a date. */
  readonly dateLine: DateLine | undefined;
  readonly paper: OnPaper;
  readonly now: number;
}

/**
 * Takes an event on paper, by the code that takes it for good: the kernel's step, the record, and what is due at once (decision
 * 0025). Throws 409 with the reason when the match would refuse it.
 */
export async function takeOnPaper(deps: ApiDeps, rows: MatchRows, event: MatchEvent): Promise<Outcome> {
  const chart = chartOfMatch(rows);
  const before = storedOf(rows);
  if (before === undefined) throw conflict('the match has not answered yet: ask again');
  const now = nowOf(rows.match, deps.clock());
  const taken = step(chart, before, event, now);
  if (isRefusal(taken)) throw conflict(taken.because, { allowed: taken.allowed });
  const { stored, effects, deadlines } = taken;
  const { keys: _, ...kept } = stored;
  const line = { seq: stored.seq, at: now, key: 'on paper', event, effects };
  const input = { match: rows.match.id, lines: [line], stored: kept, deadlines, view: view(chart, stored), now };
  const paper = await deps.onPaper(input);
  const due = takeWhatIsDue(chart, deps.planOf(rows), withPlans(stored, paper.planned), now);
  const dateLine = DATE_EVENTS.includes(event.type)
    ? { seq: stored.seq, type: event.type, part: event.part ?? null, facts: event.facts ?? {} }
    : undefined;
  return { chart, before, after: due.stored, effects: [...effects, ...due.effects], dateLine, paper, now };
}
