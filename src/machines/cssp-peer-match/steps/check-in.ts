import type { Window } from '../../kernel/types.ts';
import type { Event } from '../events.ts';
import type { GuardName } from '../guards.ts';
import { inState, stage, task } from '../setup.ts';
import type { Task } from '../tasks.ts';

/** A wish is taken up within a week; nobody is asked about it for longer than four. */
const inAWeek: Window = { anchor: 'entered', due: '+1w', ends: '+4w' };

/** Each yes to a request is a task of the facilitator, and keeps the match open until it is settled. */
const wish = (id: Task, event: Event, wanted: GuardName, notWanted: GuardName) =>
  task(id, {
    event,
    opensWhen: wanted,
    notApplicableWhen: notWanted,
    lapsedBy: 'REQUEST_LAPSED',
    window: inAWeek,
  });

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
    T24i: wish('T24i', 'INFORMATION_SENT', 'informationWanted', 'noInformationWanted'),
    T24e: wish('T24e', 'EXCHANGE_BROUGHT_ABOUT', 'exchangeWanted', 'noExchangeWanted'),
    T24n: wish('T24n', 'NEW_NEED_TAKEN_UP', 'newMatchWanted', 'noNewMatchWanted'),
  },
});
