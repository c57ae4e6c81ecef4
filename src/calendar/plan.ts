import type { Deadline, Planned, Rung, WindowId } from '../machines/kernel/types.ts';
import { askInstant, inOrder, settleAsks } from './asks.ts';
import type { LaidAsk } from './asks.ts';
import { addOffset } from './offsets.ts';
import { LADDERS } from './policies.ts';
import type { LadderRung } from './policies.ts';
import { anchorDay, baseDay, ladderDay, openingDay, windowDates } from './windows.ts';
import type { PlanContext, WindowDates } from './windows.ts';
import { dayAt, instantOn } from './zones.ts';

/** How long a chart still has when it is planned after it should have expired (design.md 5). */
const GRACE = '+10wd';

/**
 * Plans the instants of deadlines (requirements.md A2.1, B3; design.md 5). Pure: the same input gives the same output.
 * Asks land at 09:00 of the person asked on working days, moments and expiries where the match is, on any day. Nothing is
 * asked retroactively: a window that is already due is asked for once, on the next working morning.
 * A deadline whose anchor is not set is left out. One whose basis has not changed gives the known plan, the same object; when
 * only `dateVersion` has risen its rungs stay as they are, so a moved date asks nobody twice.
 * Throws a RangeError for a zone that does not exist or a malformed offset.
 */
export function planDeadlines(
  deadlines: readonly Deadline[],
  known: Readonly<Record<WindowId, Planned>>,
  context: PlanContext,
): Record<WindowId, Planned> {
  const plans: Record<WindowId, Planned> = {};
  for (const deadline of deadlines) {
    const person = context.zoneOf(deadline);
    const dates = datesPrint(deadline, person, context);
    if (dates === undefined) continue;
    const { generation, dateVersion } = deadline;
    const basis = `${dates} v${dateVersion}`;
    const before = known[deadline.id];
    if (before?.basis === basis) plans[deadline.id] = before;
    else if (before?.basis.startsWith(`${dates} v`)) plans[deadline.id] = { ...before, dateVersion, basis };
    else plans[deadline.id] = { generation, dateVersion, basis, ...planOne(deadline, person, context) };
  }
  return plans;
}

/** Prints by deadline: while one is the same object, so is what its plan hangs on. */
const printed = new WeakMap<Deadline, { readonly of: readonly unknown[]; readonly print: string | undefined }>();

/** What tells plans apart by their dates; undefined while the anchor is not set. */
function datesPrint(deadline: Deadline, person: string, context: PlanContext): string | undefined {
  const known = printed.get(deadline);
  const { zone, work } = context;
  if (known?.of[0] === person && known.of[1] === zone && known.of[2] === work) return known.print;
  const isAnchored = anchorDay(deadline, zone) !== undefined;
  const print = isAnchored ? fingerprint(datesBasis(deadline, person, context)) : undefined;
  printed.set(deadline, { of: [person, zone, work], print });
  return print;
}

/** Everything that a plan hangs on, but for the number of the date's version. */
function datesBasis(deadline: Deadline, person: string, { zone, work }: PlanContext): string {
  const { window, policy, anchors } = deadline;
  const review = policy === 'review' ? [anchors.reviewSent, anchors.reviewEnds] : [];
  const { halfwayTo } = window;
  const half = halfwayTo === undefined ? [] : [halfwayTo.offset, anchors[halfwayTo.anchor]];
  return [
    `g${deadline.generation}`,
    deadline.entered,
    policy,
    ...[window.anchor, anchors[window.anchor], window.opens, window.due, window.late, window.ends],
    ...[deadline.expires, deadline.shift, deadline.until, window.anchor === 'matchStart' ? deadline.compress : ''],
    ...[zone, person === zone ? '' : person, work.name, ...review, ...half],
  ].join('|');
}

/**
 * 64 bits of a text, twice FNV-1a: a plan travels with its basis in every record and in the workflow's history, and what
 * it hangs on is some hundred characters long.
 */
function fingerprint(text: string): string {
  const hash = (seed: number): string => {
    let bits = seed;
    for (let n = 0; n < text.length; n += 1) bits = Math.imul(bits ^ text.charCodeAt(n), 0x01000193);
    return (bits >>> 0).toString(36);
  };
  return hash(0x811c9dc5) + hash(0x9747b28c);
}

/** `opens`, `due` and `late` are the first instants of their days in the match's zone. */
function planOne(
  deadline: Deadline,
  person: string,
  context: PlanContext,
): Pick<Planned, 'opens' | 'due' | 'late' | 'rungs'> {
  const { zone } = context;
  const dates = windowDates(deadline, context);
  const start = (name: 'opens' | 'due' | 'late') => {
    const day = dates[name];
    return day === undefined ? {} : { [name]: instantOn(day, 'midnight', zone) };
  };
  const expires = expiry(deadline, dates, context);
  const ladder = LADDERS[deadline.policy].rungs;
  const asks = ladder
    .filter(({ rung }) => rung !== 'moment')
    .flatMap((step) => layAsk(step, deadline, dates, person, context));
  const moments = ladder
    .filter(({ rung }) => rung === 'moment')
    .flatMap((step) => layMoment(step, deadline, dates, context));
  const rungs = [
    ...moments,
    ...settleAsks(asks, deadline, person, expires, context),
    ...(expires === undefined ? [] : [{ rung: 'expire' as const, at: expires }]),
  ];
  return { ...start('opens'), ...start('due'), ...start('late'), rungs: inOrder(rungs) };
}

function layAsk(
  step: LadderRung,
  deadline: Deadline,
  dates: WindowDates,
  person: string,
  context: PlanContext,
): LaidAsk[] {
  const base = baseDay(step.from, deadline, dates, context);
  if (base === undefined) return [];
  const day = ladderDay(base, step, context.work);
  const unwanted = step.afterOpening === true && day <= openingDay(deadline, dates, context.zone);
  return [{ rung: step.rung, at: askInstant(day, step.hour, person, context), unwanted }];
}

/** A moment that has passed keeps its instant: it fires at once, in the order of dates. */
function layMoment(step: LadderRung, deadline: Deadline, dates: WindowDates, context: PlanContext): Rung[] {
  const base = baseDay(step.from, deadline, dates, context);
  if (base === undefined) return [];
  return [
    { rung: step.rung, at: instantOn(ladderDay(base, step, context.work), step.hour ?? 'midnight', context.zone) },
  ];
}

function expiry(deadline: Deadline, dates: WindowDates, { now, zone, work }: PlanContext): number | undefined {
  if (dates.ends === undefined || deadline.expires === undefined) return undefined;
  const hour = LADDERS[deadline.policy].expires ?? 'midnight';
  const at = instantOn(dates.ends, hour, zone);
  return at > now ? at : instantOn(addOffset(dayAt(now, zone), GRACE, work), hour, zone);
}
