import type { Finding, RuleInput } from '../kernel/types.ts';
import type { Context } from './context.ts';
import { when } from './findings.ts';

const MS_PER_DAY = 86_400_000;
/** Days since 1970 of a day; undefined when the text is none, so that a rule never throws. */
const numberOf = (day: string | null | undefined): number | undefined => {
  const number = day ? Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY : NaN;
  return Number.isFinite(number) ? number : undefined;
};

const WEEK = 7;
/** S0 l.23: six to eight weeks are ideal; below five the order of the steps breaks (requirements.md R4, A2.6). */
const IDEAL = { least: 6 * WEEK, most: 8 * WEEK, broken: 5 * WEEK };
const DATES_BY = 8 * WEEK;
const SILENT = 4 * WEEK;
const LONGEST = 3;
const SHORTEST_REVIEW = WEEK;

/** Rules about days. They compare days only, so that a zone makes no difference. */
export function dateRules({ anchors, past, tasks, now }: RuleInput, context: Context): Finding[] {
  const today = now / MS_PER_DAY;
  const assigned = numberOf(anchors.assigned);
  const start = numberOf(anchors.matchStart);
  const end = numberOf(anchors.matchEnd);
  const sent = numberOf(context.reviewSentOn);
  const until = numberOf(context.reviewUntil);
  const days = assigned !== undefined && start !== undefined ? start - assigned : undefined;
  const length = start !== undefined && end !== undefined ? end - start + 1 : undefined;
  const waits = (task: string): boolean => tasks[task] === 'open' || tasks[task] === 'upcoming';
  return [
    ...(days === undefined ? [] : leadTime(days)),
    ...when(past.length > 0 || (days !== undefined && days < 0), { code: 'PAST_DATE', task: 'T03' }),
    ...when(length !== undefined && length < 1, { code: 'DATES_REVERSED', task: 'T03' }),
    ...when(length !== undefined && length > LONGEST, { code: 'R10', task: 'T03', facts: { days: length ?? 0 } }),
    ...when(assigned !== undefined && waits('T01') && today >= assigned + WEEK + 1, { code: 'R5', task: 'T01' }),
    // X2: four weeks without an answer of the site.
    ...when(assigned !== undefined && waits('T01') && today >= assigned + SILENT, { code: 'X2', task: 'T01' }),
    ...when(assigned !== undefined && waits('T03') && today >= assigned + DATES_BY, { code: 'X11', task: 'T03' }),
    ...callsBefore(start, today, context),
    ...when(sent !== undefined && until !== undefined && until - sent < SHORTEST_REVIEW, { code: 'R7', task: 'T21' }),
  ];
}

function leadTime(days: number): Finding[] {
  if (days >= IDEAL.least && days <= IDEAL.most) return [];
  return [
    { code: 'R4', task: 'T02', facts: { days } },
    ...when(days >= 0 && days < IDEAL.broken, {
      code: 'X10',
      task: 'T02',
      facts: { days, share: Math.round((days / IDEAL.least) * 100) / 100 },
    }),
  ];
}

/** R6: several calls before the match; looked at from a week before it. */
function callsBefore(start: number | undefined, today: number, context: Context): Finding[] {
  if (start === undefined || today < start - WEEK) return [];
  const held = Object.values(context.calls).filter(({ heldOn }) => {
    const day = numberOf(heldOn);
    return heldOn !== null && (day === undefined || day < start);
  });
  return when(held.length < 2, { code: 'R6', task: 'T37', facts: { held: held.length } });
}
