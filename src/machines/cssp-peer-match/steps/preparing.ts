import type { Window } from '../../kernel/types.ts';
import { ARRANGEMENTS } from '../guards.ts';
import { stage, task } from '../setup.ts';

const inTwoWeeks: Window = { anchor: 'assigned', due: '+2w' };
/** 3 to 4 weeks before the match (S0 l.143-150). */
const threeWeeksBefore: Window = { anchor: 'matchStart', opens: '-4w', due: '-3w' };
/** 1 to 2 weeks before the match (S0 l.152-155). */
const oneWeekBefore: Window = { anchor: 'matchStart', opens: '-2w', due: '-1w' };
const afterTwoWeeks: Window = { anchor: 'assigned', opens: '+2w', due: '+2w' };
const dueThreeWeeksBefore: Window = { anchor: 'matchStart', due: '-3w' };

/** Step 3 (S0 l.66-80, l.139-155). Notes of calls (T25) are asked for by each call. */
export const preparing = stage('preparing', {
  when: 'datesKnown',
  opens: { anchor: 'assigned', opens: '+1w', due: '+1w' },
  tasks: {
    T07: task('T07', { event: 'FACT_SHEET_OPENED', window: inTwoWeeks }),
    T37: task('T37', { event: [], doneWhen: 'groupCallHeld', opensOn: afterTwoWeeks, window: dueThreeWeeksBefore }),
    T34: task('T34', {
      event: 'CONSULTANT_TEAM_ASSEMBLED',
      opensWhen: 'leadAccepted',
      window: dueThreeWeeksBefore,
      onDone: [{ kind: 'm11' }],
    }),
    T08: task('T08', {
      event: 'FACT_SHEET_SUBMITTED',
      reopenedBy: 'FACT_SHEET_RETURNED',
      remembers: true,
      window: threeWeeksBefore,
      onDone: [{ kind: 'm10' }],
    }),
    T09: task('T09', {
      event: 'SITE_TEAM_LISTED',
      remembers: true,
      window: threeWeeksBefore,
      onDone: [{ kind: 'm11' }],
    }),
    T10: task('T10', { event: 'AGENDA_BUILT', window: threeWeeksBefore }),
    T11: task('T11', { event: 'DRAFT_AGENDA_CIRCULATED', window: threeWeeksBefore, onDone: [{ kind: 'm12' }] }),
    T12: task('T12', {
      event: [],
      doneWhen: 'confirmationsOut',
      forgets: 'forgetConfirmations',
      openedBy: 'CONFIRMATIONS_APPROVED',
      window: threeWeeksBefore,
      onOpen: [{ kind: 'm13a' }, { kind: 'm13b' }],
    }),
    T29: task('T29', {
      event: [],
      doneWhen: 'everyTeamAnswered',
      forgets: 'forgetSharing',
      opensOn: afterTwoWeeks,
      window: dueThreeWeeksBefore,
    }),
    T13: task('T13', { event: 'PACKET_MATERIALS_SHARED', window: threeWeeksBefore }),
    T14: task('T14', { event: [], doneWhen: 'contentsHandedOver', forgets: 'forgetContents', window: oneWeekBefore }),
    T30: task('T30', { event: 'PACKETS_MAILED', remembers: true, window: oneWeekBefore, onDone: [{ kind: 'm15' }] }),
    T28: task('T28', { event: 'PRACTICAL_NOTE_SENT', window: oneWeekBefore, onDone: [{ kind: 'm14' }] }),
    T15: task('T15', {
      event: [],
      doneWhen: 'arrangementsSettled',
      window: oneWeekBefore,
      onOpen: [{ kind: 'm16' }],
      openParts: { chart: 'arrangement', ids: ARRANGEMENTS },
    }),
    // X10: more than eight weeks leave a gap between recruiting and preparing; half-way through it somebody writes.
    X10: task('X10', {
      event: 'KEEP_WARM_SENT',
      sent: 'x10',
      notApplicableWhen: 'noIdleGap',
      returnsWhen: { TIMELINE_DRAFTED: 'idleGap', DATES_FINALIZED: 'idleGap', DATE_MOVED: 'idleGap' },
      window: { anchor: 'assigned', opens: '+2w', due: '+3w', halfwayTo: { anchor: 'matchStart', offset: '-4w' } },
      onOpen: [{ kind: 'x10' }],
    }),
    T33: task('T33', { event: 'READINESS_ANSWERED', window: oneWeekBefore }),
  },
});
