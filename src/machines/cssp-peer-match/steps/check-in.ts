import { inState, stage, task } from '../setup.ts';

/**
 * Step 6, three to six months later (S0 l.123-125). The lead of the requesting site is asked (m24a is what this window's
 * reminders send); the task stays the facilitator's.
 */
export const checkIn = stage('checkIn', {
  when: inState('#T22.settled'),
  opens: { anchor: 'matchEnd', opens: '+3m', due: '+3m' },
  tasks: {
    T24: task('T24', {
      event: 'CHECK_IN_ANSWERED',
      lapsedBy: 'CHECK_IN_EXPIRED',
      reopenedBy: 'CHECK_IN_TAKEN_BACK',
      remembers: true,
      asks: 'lead',
      window: { anchor: 'matchEnd', opens: '+3m', due: '+3m', ends: '+6m' },
      policy: 'checkIn',
      onDone: [{ kind: 'm24b' }],
    }),
  },
});
