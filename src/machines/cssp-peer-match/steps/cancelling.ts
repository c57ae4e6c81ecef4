import { and, stateIn } from 'xstate';
import { draft } from '../../shared/vocabulary.ts';
import type { Window } from '../../kernel/types.ts';
import { composed, task } from '../setup.ts';
import type { Node } from '../setup.ts';

const atOnce: Window = { anchor: 'entered', due: '+2wd' };
const inAWeek: Window = { anchor: 'entered', due: '+1w' };
const checklist = {
  C1: task('C1', { event: 'CANCELLATION_TOLD', sent: 'x3', notApplicableWhen: 'nobodyTold', window: atOnce }),
  C2: task('C2', { event: 'CONSULTANTS_TOLD', notApplicableWhen: 'nobodyAsked', window: atOnce }),
  C3: task('C3', { event: 'CALENDAR_ENTRIES_CANCELLED', notApplicableWhen: 'nothingDated', window: atOnce }),
  C4: task('C4', { event: 'ARRANGEMENTS_RELEASED', notApplicableWhen: 'nothingArranged', window: atOnce }),
  C5: task('C5', { event: 'HONORARIA_DECIDED', notApplicableWhen: 'noHonoraria', window: inAWeek }),
  C7: task('C7', { event: 'PACKETS_RECALLED', notApplicableWhen: 'notMailed', window: atOnce }),
  C6: task('C6', { event: 'REASON_RECORDED', window: inAWeek }),
};
const done = Object.keys(checklist).map((id) => stateIn(`#${id}.settled`));
const ended = (why: 'siteWithdrew' | 'noMatchFound') => composed(and([...done, why] as never));

/** The clear-up of a match that will not take place: what applies depends on what was already sent and arranged (X3). */
export const cancelling = {
  id: 'cancelling',
  tags: ['partsSilent'],
  type: 'parallel',
  states: { clearUp: { id: 'clearUp', type: 'parallel', states: checklist } },
  always: [
    { guard: ended('siteWithdrew'), target: 'withdrawn' },
    { guard: ended('noMatchFound'), target: 'noMatchFound' },
    { guard: composed(and(done as never)), target: 'notHeld' },
  ],
  on: {
    CANCELLATION_UNDONE: { target: 'underway.before' },
    PERSON_BOUNCED: { actions: [{ type: 'remember' as const }, draft(undefined, { kind: 'x24', repeat: true })] },
  },
} as Node;

const because = (why: 'withdrawn' | 'noMatchFound' | 'notHeld') => ({
  target: 'cancelling' as const,
  actions: [{ type: 'rememberWhy' as const, params: { why } }, draft(undefined, { kind: 'x3', repeat: true })],
});

/** The three ways into it. */
export const ways = {
  WITHDRAWN: because('withdrawn'),
  NO_MATCH_FOUND: because('noMatchFound'),
  NOT_HELD: because('notHeld'),
};
