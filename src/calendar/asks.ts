import type { Deadline, Rung, RungName } from '../machines/kernel/types.ts';
import type { Day } from './days.ts';
import { isDay, plusDays } from './days.ts';
import { addOffset, workingDay, workingMorning } from './offsets.ts';
import type { PlanContext } from './windows.ts';
import { dayAt, instantOn } from './zones.ts';
import type { Hour } from './zones.ts';

/** An ask as the ladder has it, before anything is dropped. */
export interface LaidAsk {
  readonly rung: RungName;
  readonly at: number;
  /** The policy does not want it here: it would come before its window has opened. */
  readonly unwanted?: boolean;
}

/** The least number of working days between two asks of one window (requirements.md B3). */
const GAP = '+3wd';

/**
 * The instant of an ask: 09:00 of the person asked, on a working day, never before the day has begun where the match is.
 * At the `endOfDay` it is asked at 17:00 of the match (that is where the person is), unless the day is a day off.
 */
export function askInstant(day: Day, hour: Hour | undefined, person: string, context: PlanContext): number {
  if (hour === 'endOfDay' && context.work.isWorkingDay(day)) return instantOn(day, 'endOfDay', context.zone);
  const begun = instantOn(day, 'midnight', context.zone);
  return morning(day, person, context, (at) => at >= begun);
}

/**
 * Decides which asks of one window will be made (requirements.md B2, B3): nothing that has passed, nothing before `until`,
 * nothing once the window has expired, at least 3 working days apart. When the due ask has passed, or a snooze has swallowed
 * all asks, one ask stands for them ("do now"), and the escalation waits for its answer.
 * @param person the zone of the person asked
 * @param expires epoch ms
 */
export function settleAsks(
  laid: readonly LaidAsk[],
  deadline: Deadline,
  person: string,
  expires: number | undefined,
  context: PlanContext,
): Rung[] {
  const { now, work } = context;
  const { until } = deadline;
  const quiet = until !== undefined && isDay(until) ? workingMorning(until, person, work) : 0;
  const open = ({ at, unwanted }: LaidAsk): boolean =>
    !unwanted && at > now && at >= quiet && at < (expires ?? Infinity);
  const first = laid.find(({ rung }) => rung !== 'ahead' && rung !== 'escalate');
  const missed = first !== undefined && first.at <= now;
  const swallowed =
    first !== undefined && first.at < quiet && !laid.some((ask) => ask.rung !== 'escalate' && open(ask));
  if (!missed && !swallowed) return spaced(laid, open, person, context);
  const next = morning(dayAt(now, person), person, context, (at) => at > now);
  return spaced(withDoNow(laid, Math.max(next, quiet), person, context), open, person, context);
}

/** Adds the ask that stands for all that were missed; an escalation comes 3 working days after it at the earliest. */
function withDoNow(laid: readonly LaidAsk[], at: number, person: string, { now, work }: PlanContext): LaidAsk[] {
  const answered = workingMorning(addOffset(dayAt(at, person), GAP, work), person, work);
  const asks = laid.flatMap((ask) => {
    if (ask.rung !== 'escalate') return [ask];
    return ask.at > now ? [{ ...ask, at: Math.max(ask.at, answered) }] : [ask, { ...ask, at: answered }];
  });
  return [...asks, { rung: 'due', at }];
}

/** Moments first, then by date; what is dropped stands before what replaces it. */
export function inOrder(rungs: readonly Rung[]): Rung[] {
  return [...rungs].sort((a, b) => a.at - b.at || weight(a) - weight(b));
}

const weight = ({ rung, dropped }: Rung): number => (rung === 'moment' || rung === 'expire' ? 0 : dropped ? 1 : 2);

/** Drops what is not open, and of two asks that stand too close the later one; but the ahead ask yields to any other, and follows none. */
function spaced(
  asks: readonly LaidAsk[],
  open: (ask: LaidAsk) => boolean,
  person: string,
  { work }: PlanContext,
): Rung[] {
  const kept: LaidAsk[] = [];
  const inTime = asks.filter(open).sort((a, b) => a.at - b.at || (a.rung === 'due' ? -1 : 1));
  const tooClose = (a: LaidAsk, b: LaidAsk): boolean => dayAt(b.at, person) < addOffset(dayAt(a.at, person), GAP, work);
  for (const ask of inTime) {
    const before = kept.at(-1);
    if (ask.rung === 'ahead' && before !== undefined) continue;
    if (ask.rung === 'escalate' || before === undefined || !tooClose(before, ask)) kept.push(ask);
    else if (before.rung === 'ahead') kept.splice(-1, 1, ask);
  }
  return inOrder(
    asks.map((ask) => ({ rung: ask.rung, at: ask.at, ...(kept.includes(ask) ? {} : { dropped: true as const }) })),
  );
}

/** The first working morning in a zone, from a day on, that will do. */
function morning(from: Day, zone: string, { work }: PlanContext, suits: (at: number) => boolean): number {
  for (let day = workingDay(from, work); ; day = workingDay(plusDays(day, 1), work)) {
    const at = instantOn(day, 'morning', zone);
    if (suits(at)) return at;
  }
}
