import { inState, stage, task } from '../setup.ts';
import { composed } from '../setup.ts';
import { or, stateIn } from 'xstate';
import type { Window } from '../../kernel/types.ts';

const begun = composed(or([stateIn('#meetingRunning'), stateIn('#meetingOver')] as never));
const onTheDay: Window = { anchor: 'matchStart', opens: '0d', due: '0d' };

/** Step 4 (S0 l.107-109, l.157-161): opens with the day of the match, or with `MATCH_STARTED`. */
export const conducting = stage('conducting', {
  when: begun,
  and: [inState('#meetingOver')],
  // Honoraria are paid while the products are being written.
  without: ['T18'],
  tasks: {
    T16: task('T16', { event: 'OPENING_ORIENTATION_GIVEN', opensWhen: begun, window: onTheDay }),
    T35: task('T35', {
      event: 'ATTENDANCE_MARKED',
      opensWhen: begun,
      opensOn: onTheDay,
      window: { anchor: 'matchEnd', due: '0d' },
    }),
    T17: task('T17', {
      event: 'EVALUATIONS_HANDED_OVER',
      opensWhen: begun,
      opensOn: onTheDay,
      window: { anchor: 'matchEnd', due: '0d' },
      policy: 'handover',
      onDone: [{ kind: 'm17' }],
    }),
    // Each honorarium asks for itself: the form at the end of the match, the payment six weeks later.
    T18: task('T18', {
      event: [],
      opensWhen: begun,
      doneWhen: 'honorariaSettled',
      notApplicableWhen: 'noResidents',
      reopenedWhen: { ATTENDANCE_MARKED: 'residentsNamed' },
      opensOn: onTheDay,
      window: { anchor: 'matchEnd', due: '0d', late: '+6w' },
      policy: 'none',
    }),
  },
});
