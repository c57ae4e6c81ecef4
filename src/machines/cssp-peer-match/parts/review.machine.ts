import { base } from './setup.ts';

const answers = { SUMMARY_APPROVED: 'approved', SUMMARY_AMENDED: 'amended', SUMMARY_OBJECTED: 'objected' } as const;
const undone = { REVIEW_ANSWER_UNDONE: 'asked' } as const;

/** One reader's review of the summary (S0 l.115, l.169; X19, X20): who does not answer by the date had the opportunity, and a late answer is taken. */
export const review = base.createMachine({
  id: 'review',
  initial: 'asked',
  options: { maxIterations: 100 },
  states: {
    asked: {
      meta: {
        id: 'review',
        task: 'T21',
        owner: 'participant',
        window: { anchor: 'reviewEnds', due: '0d', ends: '0d' },
        policy: 'review',
        expires: 'REVIEW_CLOSED',
        outcome: 'REVIEW_OPEN_AGAIN',
      },
      on: { ...answers, REVIEW_CLOSED: 'noAnswer' },
    },
    approved: {
      meta: { outcome: 'REVIEW_APPROVED' },
      on: { SUMMARY_AMENDED: 'amended', SUMMARY_OBJECTED: 'objected', ...undone },
    },
    // A reader can have more than one thing to say: the twins let each of them be an outcome of its own.
    amended: { meta: { outcome: 'REVIEW_AMENDED' }, on: { ...answers, SUMMARY_AMENDED: 'amendedAgain', ...undone } },
    amendedAgain: { meta: { outcome: 'REVIEW_AMENDED' }, on: { ...answers, ...undone } },
    objected: {
      meta: { outcome: 'REVIEW_OBJECTED' },
      on: { ...answers, SUMMARY_OBJECTED: 'objectedAgain', ...undone },
    },
    objectedAgain: { meta: { outcome: 'REVIEW_OBJECTED' }, on: { ...answers, ...undone } },
    noAnswer: { meta: { outcome: 'REVIEW_LAPSED' }, on: answers },
  },
});
