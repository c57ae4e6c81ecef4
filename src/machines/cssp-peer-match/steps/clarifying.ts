import type { Window } from '../../kernel/types.ts';
import { stage, task } from '../setup.ts';

const inAWeek: Window = { anchor: 'assigned', due: '+1w' };
const inTwoWeeks: Window = { anchor: 'assigned', due: '+2w' };

/** Step 1, open from the assignment on (S0 l.131-141; requirements.md A2.1). Its letters are drafted by `ASSIGNED`. */
export const clarifying = stage('clarifying', {
  tasks: {
    T01: task('T01', { event: 'SITE_CONTACTED', window: inAWeek, policy: 'start' }),
    T02: task('T02', { event: 'TIMELINE_DRAFTED', window: inAWeek }),
    T03: task('T03', {
      event: 'DATES_FINALIZED',
      guarded: { DATE_MOVED: 'isFinal' },
      reopenedWhen: { DATE_MOVED: 'isTentative', TIMELINE_DRAFTED: 'namesDates' },
      window: inAWeek,
    }),
    // Settles itself: m2 leaves whenever dates are saved (region `date`).
    T04: task('T04', { event: ['TIMELINE_DRAFTED', 'DATES_FINALIZED'], window: inAWeek, policy: 'none' }),
    T32: task('T32', { event: 'WRITER_NAMED', window: { anchor: 'matchStart', due: '0d' } }),
    T26: task('T26', {
      event: [],
      doneWhen: 'fundsKnown',
      notApplicableWhen: 'noResidentComes',
      returnsWhen: {
        PERSON_ADDED: 'bringsResident',
        PERSON_CHANGED: 'bringsResident',
        PEOPLE_LISTED: 'bringsResident',
      },
    }),
    T05: task('T05', { event: [], doneWhen: 'siteCallHeld', window: inTwoWeeks }),
    F1: task('F1', { event: 'PURPOSE_CLARIFIED', window: inTwoWeeks }),
  },
});
