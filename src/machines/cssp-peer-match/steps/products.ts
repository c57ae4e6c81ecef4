import type { Window } from '../../kernel/types.ts';
import { inState, stage, task } from '../setup.ts';

const over = inState('#meetingOver');
/** "Immediately" (S0 l.113) and "within 1-2 weeks" (l.163): due in two working days, late after two weeks (A2.6). */
const atOnce: Window = { anchor: 'matchEnd', opens: '0d', due: '+2wd', late: '+2w' };

/** Step 5 (S0 l.111-121, l.163-170). T23 has no date and holds nothing up. */
export const products = stage('products', {
  when: over,
  and: [inState('#T18.settled')],
  without: ['T23'],
  tasks: {
    T19: task('T19', {
      event: 'THANKS_SENT',
      opensWhen: over,
      sent: 'm19',
      window: atOnce,
      onOpen: [{ kind: 'm19', persons: 'attended' }],
    }),
    T20: task('T20', {
      event: 'REFLECTIONS_CIRCULATED',
      opensWhen: over,
      window: atOnce,
      onDone: [{ kind: 'm20' }],
    }),
    T21: task('T21', {
      event: [],
      guarded: { SUMMARY_CIRCULATED: 'reviewDateGiven' },
      opensWhen: over,
      window: { anchor: 'matchEnd', opens: '0d', due: '+4w', late: '+6w' },
      givenTo: 'writer',
    }),
    // A late amendment or objection makes a new version (X20).
    T22: task('T22', {
      event: 'SUMMARY_FINALIZED',
      opensWhen: 'reviewOver',
      reopenedBy: ['REVIEW_AMENDED', 'REVIEW_OBJECTED'],
      remembers: true,
      window: { anchor: 'matchEnd', due: '+6w' },
      givenTo: 'writer',
      onDone: [{ kind: 'm23a' }],
    }),
    T23: task('T23', {
      event: 'SUMMARY_KEPT_INTERNAL',
      guarded: { SUMMARY_PUBLISHED: 'everyoneCouldReview' },
      opensWhen: inState('#T22.settled'),
      // What was decided about publishing was decided about another text.
      reopenedBy: ['REVIEW_AMENDED', 'REVIEW_OBJECTED', 'SUMMARY_CORRECTED'],
    }),
  },
});
