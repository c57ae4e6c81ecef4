import type { Deadline, Offset } from '../machines/kernel/types.ts';
import { daysBetween, isDay, plusDays } from './days.ts';
import type { Day } from './days.ts';
import type { WorkCalendar } from './holidays.ts';
import { addOffset, compressOffset, parseOffset, workingDay, workingDaysBetween } from './offsets.ts';
import { LADDERS } from './policies.ts';
import type { From, LadderRung } from './policies.ts';
import { dayAt } from './zones.ts';

/** The days of a window, in the match's zone. */
export interface WindowDates {
  readonly opens?: Day;
  readonly due?: Day;
  /** The day of the overdue rung, never before `due`; absent where nobody can be late. */
  readonly late?: Day;
  /** The day on which the window expires. */
  readonly ends?: Day;
}

export interface DatesContext {
  /** The match's zone. */
  readonly zone: string;
  readonly work: WorkCalendar;
}

export interface PlanContext extends DatesContext {
  /** Epoch ms; only plans that are made anew look at it. */
  readonly now: number;
  /** The zone of the person who is asked; the match's when she has said none. */
  readonly zoneOf: (deadline: Deadline) => string;
}

/**
 * The day that a window hangs on; `entered` is the day in the match's zone on which the state was entered.
 * Undefined while the anchor is not set; text that is not a day counts as not set, so that one bad date cannot stop a match.
 */
export function anchorDay(deadline: Deadline, zone: string): Day | undefined {
  const { anchor, halfwayTo } = deadline.window;
  if (halfwayTo !== undefined && !isSet(deadline.anchors[halfwayTo.anchor])) return undefined;
  if (anchor === 'entered') return dayAt(deadline.entered, zone);
  const day = deadline.anchors[anchor];
  return day !== undefined && isDay(day) ? day : undefined;
}

const isSet = (day: string | undefined): boolean => day !== undefined && isDay(day);

/**
 * When a window opens, is due, is late and ends (requirements.md A2.1), moved by its shift and compressed (X10). Empty while
 * its anchor is not set. Throws a RangeError when an offset is malformed or the zone does not exist.
 */
export function windowDates(deadline: Deadline, context: DatesContext): WindowDates {
  const { window, policy, shift } = deadline;
  const anchor = anchorDay(deadline, context.zone);
  if (anchor === undefined) return {};
  const moved = (day: Day): Day => (shift === undefined ? day : addOffset(day, shift, context.work));
  const at = (offset: Offset): Day =>
    moved(halfway(addOffset(anchor, squeezed(offset, deadline), context.work), deadline, context.work));
  const due = at(window.due);
  const usual = LADDERS[policy].late;
  const own = window.late !== undefined ? at(window.late) : usual && ladderDay(due, { offset: usual }, context.work);
  const late = own && (own < due ? due : own);
  const reviewEnds = policy === 'review' ? deadline.anchors.reviewEnds : undefined;
  const ends = window.ends !== undefined ? at(window.ends) : reviewEnds && isDay(reviewEnds) && moved(reviewEnds);
  return {
    ...(window.opens !== undefined ? { opens: at(window.opens) } : {}),
    due,
    ...(late ? { late } : {}),
    ...(ends ? { ends } : {}),
  };
}

/** The day from which a window was open: as it says itself, else when its state was entered. */
export function openingDay(deadline: Deadline, dates: WindowDates, zone: string): Day {
  return dates.opens ?? dayAt(deadline.entered, zone);
}

/** The day that a rung is counted from. Undefined when the window has none. */
export function baseDay(from: From, deadline: Deadline, dates: WindowDates, context: DatesContext): Day | undefined {
  if (from === 'opensOrDue') return dates.opens ?? dates.due;
  if (from === 'opens') return openingDay(deadline, dates, context.zone);
  if (from === 'ends') return dates.ends ?? dates.due;
  if (from === 'half') return halfTime(deadline, dates, context);
  return dates[from];
}

/** The day of a rung. Working-day steps from a day off count from the next working day, where that ask would land. */
export function ladderDay(base: Day, step: Pick<LadderRung, 'offset' | 'then'>, work: WorkCalendar): Day {
  const { n, unit } = parseOffset(step.offset);
  const day = addOffset(unit === 'wd' && n !== 0 ? workingDay(base, work) : base, step.offset, work);
  return step.then === undefined ? day : ladderDay(day, { offset: step.then }, work);
}

/** Days from assignment to the match, the lead time L (requirements.md R4); NaN when a text is not a day. */
export function leadTimeDays(assigned: Day, matchStart: Day): number {
  return daysBetween(assigned, matchStart);
}

/** Half of the way, when the window says where to; its last half day falls to the later half. */
function halfway(day: Day, { window: { halfwayTo }, anchors }: Deadline, work: WorkCalendar): Day {
  const to = halfwayTo && anchors[halfwayTo.anchor];
  if (halfwayTo === undefined || to === undefined) return day;
  return plusDays(day, Math.floor(daysBetween(day, addOffset(to, halfwayTo.offset, work)) / 2));
}

function squeezed(offset: Offset, { window, compress }: Deadline): Offset {
  const before = window.anchor === 'matchStart' && parseOffset(offset).n < 0;
  return before && compress !== undefined ? compressOffset(offset, compress) : offset;
}

/** Half of the review's working days, so that a holiday in it does not push its asks together. */
function halfTime(deadline: Deadline, dates: WindowDates, { zone, work }: DatesContext): Day | undefined {
  const { reviewSent } = deadline.anchors;
  const from = reviewSent !== undefined && isDay(reviewSent) ? reviewSent : dayAt(deadline.entered, zone);
  const to = dates.ends ?? dates.due;
  return to && addOffset(from, `+${Math.floor(workingDaysBetween(from, to, work) / 2)}wd`, work);
}
