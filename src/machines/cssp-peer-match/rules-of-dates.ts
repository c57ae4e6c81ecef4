import type { RuleInput } from '../kernel/types.ts';
import type { Context } from './context.ts';
import { dayOf, IDEAL, numberOf, shareOf, WEEK, weekdays } from './days.ts';
import { when } from './findings.ts';
import type { Found } from './findings.ts';

const DATES_BY = 8 * WEEK;
const SILENT = 4 * WEEK;
/** So many working days after the week the program manager is asked (policy `start`). */
const START_LATE = 3;
/** R10: roughly two working days. */
const LENGTH = { least: 2, most: 3 };
const SHORTEST_REVIEW = WEEK;
/** R6: "multiple" calls. */
export const CALLS = 2;
/** R14: notes are due two working days after their call. */
const NOTES_AFTER = 2;

/** Rules about days. They compare days only, so that a zone makes no difference. */
export function dateRules(
  { anchors, past, compress, tasks, parts, adjusted, now }: RuleInput,
  context: Context,
): Found[] {
  const today = dayOf(now);
  const assigned = numberOf(anchors.assigned);
  const start = numberOf(anchors.matchStart);
  const end = numberOf(anchors.matchEnd);
  const sent = numberOf(context.reviewSentOn);
  const until = numberOf(context.reviewUntil);
  const days = assigned !== undefined && start !== undefined ? start - assigned : undefined;
  const length = start !== undefined && end !== undefined ? end - start + 1 : undefined;
  const unusual =
    start !== undefined && end !== undefined && length !== undefined && length >= 1 && isUnusual(start, end);
  const waits = (task: string): boolean => tasks[task] === 'open' || tasks[task] === 'upcoming';
  return [
    ...(days === undefined ? [] : leadTime(days, compress)),
    ...when(past.length > 0 || (days !== undefined && days < 0), { code: 'PAST_DATE', task: 'T03' }),
    ...when(length !== undefined && length < 1, { code: 'DATES_REVERSED', task: 'T03' }),
    ...when(unusual, { code: 'R10', task: 'T03', facts: { days: length ?? 0 } }),
    ...when(assigned !== undefined && waits('T01') && today >= assigned + WEEK + 1, { code: 'R5', task: 'T01' }),
    // X1: not even then; until the program manager has given more time or another facilitator.
    ...when(
      assigned !== undefined &&
        waits('T01') &&
        weekdays(assigned + WEEK + 1, Math.floor(today)) >= START_LATE &&
        adjusted['T01'] === undefined &&
        !context.reassigned,
      { code: 'X1', task: 'T01' },
    ),
    // X2: four weeks without an answer of the site.
    ...when(assigned !== undefined && (waits('T01') || context.siteSilent) && today >= assigned + SILENT, {
      code: 'X2',
      task: 'T01',
    }),
    ...when(assigned !== undefined && waits('T03') && today >= assigned + DATES_BY, { code: 'X11', task: 'T03' }),
    ...callsBefore(start, today, context),
    ...notesAfterCalls(parts, today, context),
    ...tooEarly(end ?? start, today, tasks),
    ...when(sent !== undefined && until !== undefined && until - sent < SHORTEST_REVIEW, { code: 'R7', task: 'T21' }),
  ];
}

/** A weekend in between, or at one end, is no reason: either way of counting will do. */
function isUnusual(start: number, end: number): boolean {
  const fits = (days: number): boolean => days >= LENGTH.least && days <= LENGTH.most;
  return !fits(end - start + 1) && !fits(weekdays(start, end));
}

/** X10 is silent once the compressed plan was accepted. */
function leadTime(days: number, compress: number | undefined): Found[] {
  if (days >= IDEAL.least && days <= IDEAL.most) return [];
  return [
    { code: 'R4', task: 'T02', facts: { days } },
    ...when(days >= 0 && days < IDEAL.broken && compress === undefined, {
      code: 'X10',
      task: 'T02',
      facts: { days, share: shareOf(days) },
    }),
  ];
}

/** What comes after the match: it may be reported at any time, but who reports it before the match has probably slipped. */
const AFTERWARDS = ['T19', 'T20', 'T21', 'T22', 'T23', 'T24'];

function tooEarly(end: number | undefined, today: number, tasks: RuleInput['tasks']): Found[] {
  if (end !== undefined && today >= end) return [];
  return AFTERWARDS.filter((task) => tasks[task] === 'done').map((task) => ({ code: 'TOO_EARLY', task }));
}

/** Calls that were held before the match began. */
export function heldBefore(start: number | undefined, { calls }: Context): number {
  return Object.values(calls).filter(({ heldOn }) => {
    const day = numberOf(heldOn);
    return heldOn !== null && (day === undefined || start === undefined || day < start);
  }).length;
}

/** R6: several calls before the match; looked at from a week before it. */
function callsBefore(start: number | undefined, today: number, context: Context): Found[] {
  if (start === undefined || today < start - WEEK) return [];
  const held = heldBefore(start, context);
  return when(held < CALLS, { code: 'R6', task: 'T37', facts: { held } });
}

/** R14: calls that were held and whose notes nobody has sent, by the id of their part. */
export const withoutNotes = (parts: RuleInput['parts']): string[] =>
  Object.entries(parts).flatMap(([id, { chart, state }]) => (chart === 'call' && state === 'held' ? [id] : []));

function notesAfterCalls(parts: RuleInput['parts'], today: number, { calls }: Context): Found[] {
  const late = withoutNotes(parts).filter((id) => {
    const held = numberOf(calls[id.slice('call/'.length)]?.heldOn);
    return held !== undefined && weekdays(held + 1, Math.floor(today)) > NOTES_AFTER;
  });
  return when(late.length > 0, { code: 'R14', task: 'T25', facts: { late: late.length } });
}
