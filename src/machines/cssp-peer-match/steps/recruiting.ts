import type { Window } from '../../kernel/types.ts';
import { inState, stage, task } from '../setup.ts';

const inTwoWeeks: Window = { anchor: 'assigned', due: '+2w' };

/** Step 2 (S0 l.50-64, l.137): candidates and invitations are parts, so several may be open at once. */
export const recruiting = stage('recruiting', {
  when: inState('#F1.settled'),
  opens: { anchor: 'assigned', opens: '+1w', due: '+1w' },
  and: ['leadAccepted'],
  tasks: {
    T36: task('T36', { event: [], doneWhen: 'someoneExamined', window: inTwoWeeks }),
    // Taken back by itself when the last lead consultant is lost.
    T06: task('T06', { event: [], doneWhen: 'leadAccepted', window: inTwoWeeks, onDone: [{ kind: 'm8' }] }),
    // X6: nobody of those who were suggested is left, and the program manager looks further; a lead who accepts settles it.
    X6: task('X6', {
      event: 'WIDER_SEARCH_STARTED',
      opensWhen: 'nobodyLeft',
      notApplicableWhen: 'leadAccepted',
      returnsBy: ['CONSULTANT_DECLINED', 'CONSULTANT_LOST', 'CONSULTANT_SILENT'],
      window: { anchor: 'entered', due: '+1wd' },
    }),
    // The short version for the site's team; whoever accepts gets her own (memory region).
    T27: task('T27', {
      event: 'CONSULTANTS_ORIENTED',
      opensWhen: 'someoneAccepted',
      reopenedBy: 'CONSULTANT_ACCEPTED',
      sent: 'm5',
      window: { anchor: 'entered', due: '+1w' },
      onOpen: [{ kind: 'm5', persons: 'seekers' }],
    }),
  },
});
