import { own } from '../../machines/cssp-peer-match/facts.ts';
import { fundsGranted } from '../../machines/cssp-peer-match/parts/setup.ts';
import type { Facts } from '../../machines/kernel/types.ts';
import type { Outcome } from '../types.ts';
import { contextOf, isRaised } from './input.ts';
import type { Input, Rule } from './input.ts';

/** R7: the chart sends no summary for review without its date; a date that is near is only worth a warning. */
function reviewDate(input: Input): Outcome {
  if (isRaised(input, 'R7')) return { holds: 'no', level: 'warn' };
  return { holds: contextOf(input).reviewUntil === null ? 'notYet' : 'yes' };
}

/** R8: everyone who attended could review, amend and approve; the chart publishes nothing before. */
function everyoneCouldReview(input: Input): Outcome {
  const { attended, reviewers, reviews } = contextOf(input);
  if (attended === null || reviewers.length === 0) return { holds: 'notYet', facts: { unasked: 0, open: 0 } };
  const unasked = attended.filter((id) => !reviewers.includes(id)).length;
  const open = attended.filter((id) => reviewers.includes(id) && own(reviews, id) === undefined).length;
  const facts = { unasked, open };
  if (unasked > 0) return { holds: 'no', facts };
  return { holds: open > 0 || attended.length === 0 ? 'notYet' : 'yes', facts };
}

/** R9: honoraria are for residents, after the program's yes for their side; the chart takes no form before. */
function honoraria(input: Input): Outcome {
  const context = contextOf(input);
  const stuck = Object.entries(context.honoraria).filter(
    ([id, state]) => state !== 'settled' && !isGranted(input, id),
  ).length;
  const residents = input.people.filter(({ resident }) => resident).length;
  const facts = { stuck, residents, unfunded: isRaised(input, 'X13') };
  if (stuck > 0 || facts.unfunded) return { holds: 'no', facts };
  const answered = context.funds.site !== null && context.funds.consultants !== null;
  return { holds: answered ? 'yes' : 'notYet', facts };
}

/** The guard of the chart itself, asked beforehand. */
const isGranted = ({ chart }: Input, id: string): boolean =>
  fundsGranted({
    event: { type: 'HONORARIUM_FORM_RECEIVED', part: `honorarium/${id}`, match: chart.context as Facts } as never,
  });

/** The three rules that can stop something (requirements.md A8: hard guards). */
export const hardChecks: readonly Rule[] = [
  { rule: 'R7', level: 'block', task: 'T21', facts: [], look: reviewDate },
  { rule: 'R8', level: 'block', task: 'T21', facts: ['unasked', 'open'], look: everyoneCouldReview },
  { rule: 'R9', level: 'block', task: 'T26', facts: ['stuck', 'residents', 'unfunded'], look: honoraria },
];
