import { numberOf } from '../../machines/cssp-peer-match/days.ts';
import { CALLS, heldBefore, withoutNotes } from '../../machines/cssp-peer-match/rules-of-dates.ts';
import type { Outcome } from '../types.ts';
import { contextOf, isSettled, judged } from './input.ts';
import type { Input, Rule } from './input.ts';

/** R4: six to eight weeks from the assignment to the match. */
function leadTime(input: Input): Outcome {
  const assigned = numberOf(input.chart.anchors.assigned);
  const start = numberOf(input.chart.anchors.matchStart);
  const known = assigned !== undefined && start !== undefined;
  return judged(input, 'R4', known, known ? { days: start - assigned } : {});
}

/** R5: work has begun a week after the assignment. */
const begun = (input: Input): Outcome => judged(input, 'R5', isSettled(input.chart.tasks['T01']));

/** R6: more than one call before the match. */
function calls(input: Input): Outcome {
  const held = heldBefore(numberOf(input.chart.anchors.matchStart), contextOf(input));
  return judged(input, 'R6', held >= CALLS, { held });
}

/** R10: about two working days. */
function length(input: Input): Outcome {
  const start = numberOf(input.chart.anchors.matchStart);
  const end = numberOf(input.chart.anchors.matchEnd);
  const known = start !== undefined && end !== undefined && end >= start;
  return judged(input, 'R10', known, known ? { days: end - start + 1 } : {});
}

/** R14: notes follow each call. */
function notes(input: Input): Outcome {
  const held = Object.values(contextOf(input).calls).filter(({ heldOn }) => heldOn !== null).length;
  const waiting = withoutNotes(input.chart.parts).length;
  const late = input.findings.find(({ code }) => code === 'R14')?.facts?.['late'] ?? 0;
  return judged(input, 'R14', held > 0 && waiting === 0, { held, waiting, late });
}

/** Rules about days and calls (requirements.md A2.4): the chart finds what does not hold. */
export const dateChecks: readonly Rule[] = [
  { rule: 'R4', level: 'warn', task: 'T02', facts: ['days'], look: leadTime },
  { rule: 'R5', level: 'warn', task: 'T01', facts: [], look: begun },
  { rule: 'R6', level: 'warn', task: 'T37', facts: ['held'], look: calls },
  { rule: 'R10', level: 'warn', task: 'T03', facts: ['days'], look: length },
  { rule: 'R14', level: 'warn', task: 'T25', facts: ['held', 'waiting', 'late'], look: notes },
];
