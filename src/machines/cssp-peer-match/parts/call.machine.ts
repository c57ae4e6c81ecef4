import { draft } from '../../shared/vocabulary.ts';
import { QUIET } from '../quiet.ts';
import { base } from './setup.ts';

/** A conference call (S0 l.66-72): held or cancelled; its notes go to all participants, the assistant and the program manager (T25, R14). */
export const call = base.createMachine({
  id: 'call',
  initial: 'planned',
  options: { maxIterations: 100 },
  states: {
    planned: {
      meta: { outcome: 'CALL_TAKEN_BACK', title: 'planned' },
      on: {
        CALL_MOVED: { actions: [draft(undefined, { kind: 'm6', persons: 'invitees', repeat: true })] },
        CALL_TIME_ANSWERED: { actions: ['note'] },
        CALL_TIME_ANSWER_UNDONE: { actions: ['note'] },
        CALL_HELD: 'held',
        CALL_CANCELLED: {
          target: 'cancelled',
          actions: [draft(undefined, { kind: 'm6c', persons: 'invitees', repeat: true })],
        },
      },
    },
    held: {
      meta: {
        id: 'T25',
        task: 'T25',
        owner: 'facilitator',
        window: { anchor: 'callHeld', due: '+2wd' },
        policy: 'standard',
        outcome: 'CALL_TOOK_PLACE',
        quietWhile: QUIET,
      },
      on: {
        CALL_NOTES_SENT: { target: 'noted', actions: [draft('T25', { kind: 'm7' })] },
        CALL_REOPENED: 'planned',
      },
    },
    noted: {
      on: { CALL_NOTES_SENT: { actions: [draft('T25', { kind: 'm7', repeat: true })] }, CALL_REOPENED: 'planned' },
    },
    cancelled: { on: { CALL_REOPENED: 'planned' } },
  },
});
