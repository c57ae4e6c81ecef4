import type { RuleInput } from '../kernel/types.ts';
import type { Context } from './context.ts';
import { dateRules } from './rules-of-dates.ts';
import { when } from './findings.ts';
import type { Found } from './findings.ts';
import { isPacket } from './memory.ts';
import { peopleRules } from './rules-of-people.ts';

/** Soft findings of a CSSP peer match (requirements.md A2.4, A9): what people should see, never a wall. */
export function rules(input: RuleInput): Found[] {
  const context = input.context as unknown as Context;
  return [...dateRules(input, context), ...peopleRules(input, context), ...productRules(context)];
}

/** T22 is done when every comment is accepted, declined or noted; who finishes the summary before sees what was left out. */
function commentsOpen({ comments }: Context): Found[] {
  const open = Object.values(comments).filter(({ state }) => state === 'open').length;
  return when(open > 0, { code: 'COMMENTS_OPEN', task: 'T22', facts: { count: open } });
}

function productRules(context: Context): Found[] {
  const objected = Object.entries(context.reviews).flatMap(([id, answer]) => (answer === 'objected' ? [id] : []));
  const answers = Object.values(context.reviews);
  const unread = (context.attended ?? []).filter((id) => !context.reviewers.includes(id));
  return [
    // X15: the assistant sent the Fact Sheet back.
    ...when(context.factSheet === 'returned', { code: 'X15', task: 'T08' }),
    // X17: the agenda stands, with what nobody could agree on.
    ...when(context.openPoints && context.attended === null, { code: 'X17', task: 'T10' }),
    // R13: the packets are out without one of their four parts.
    ...when(context.mailed && !isPacket(context.handedOver), { code: 'R13', task: 'T30' }),
    // Released by one who had not waited for the other (A2.3: drafted by the facilitator, released by the assistant).
    ...when(context.released && !context.approved, { code: 'NOT_APPROVED', task: 'T12' }),
    ...when(objected.length > 0, { code: 'X20', task: 'T22', facts: { persons: objected } }),
    ...when(context.reviewers.length > 0 && unread.length > 0, { code: 'R8', task: 'T21', facts: { persons: unread } }),
    // X19: nobody answered the review: everybody had the opportunity, and people should know.
    ...when(
      answers.length > 0 && answers.length === context.reviewers.length && answers.every((one) => one === 'noAnswer'),
      {
        code: 'X19',
        task: 'T22',
      },
    ),
    ...commentsOpen(context),
    // X21: nobody writes the summary.
    ...when(context.writerLeft && !context.finished, { code: 'X21', task: 'T32' }),
    ...when(context.newNeeds, { code: 'NEW_NEED', task: 'T24' }),
    ...when(context.requests > 0, { code: 'REQUESTS', task: 'T24', facts: { count: context.requests } }),
  ];
}
