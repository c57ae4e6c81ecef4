import { setup } from 'xstate';
import type { ChartEvent } from '../../shared/vocabulary.ts';
import { draft } from '../../shared/vocabulary.ts';
import type { Event } from '../events.ts';

/** One meeting: date, place or link, held yes or no (S1 l.9; requirements.md Q7). "Have you met?" after three weeks. */
export const session = setup({
  types: {} as { events: ChartEvent<Event> },
  actions: { draftLetter: (_, _params: { kind: string; task?: string; persons?: string; repeat?: boolean }) => {} },
}).createMachine({
  id: 'session',
  initial: 'planned',
  options: { maxIterations: 100 },
  states: {
    planned: {
      meta: { id: 'Q7', task: 'Q7', owner: 'facilitator', window: { anchor: 'entered', due: '+3w' }, policy: 'start' },
      on: {
        SESSION_HELD: 'held',
        SESSION_NOT_HELD: 'notHeld',
        SESSION_MOVED: { actions: [draft('Q7', { kind: 'n2', repeat: true })] },
      },
    },
    held: { meta: { outcome: 'SESSION_TOOK_PLACE' }, on: { SESSION_REOPENED: 'reopened' } },
    notHeld: { on: { SESSION_REOPENED: 'reopened' } },
    reopened: {
      meta: {
        id: 'Q7again',
        task: 'Q7',
        owner: 'facilitator',
        window: { anchor: 'entered', due: '+1w' },
        policy: 'start',
        outcome: 'SESSION_TAKEN_BACK',
      },
      on: { SESSION_HELD: 'held', SESSION_NOT_HELD: 'notHeld' },
    },
  },
});
