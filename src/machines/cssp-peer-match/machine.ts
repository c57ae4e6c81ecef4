import { and, stateIn } from 'xstate';
import { draft } from '../shared/vocabulary.ts';
import { emptyContext } from './context.ts';
import { base, composed, life } from './setup.ts';
import type { Node } from './setup.ts';
import { cancelling, ways } from './steps/cancelling.ts';
import { checkIn } from './steps/check-in.ts';
import { clarifying } from './steps/clarifying.ts';
import { conducting } from './steps/conducting.ts';
import { memory } from './steps/memory.ts';
import { preparing } from './steps/preparing.ts';
import { products } from './steps/products.ts';
import { recruiting } from './steps/recruiting.ts';
import { date, meeting, packets, people, place, site } from './steps/regions.ts';

const remember = { actions: ['remember'] } as const;
const last = draft(undefined, { kind: 'last' });
const over = composed(and([stateIn('#checkIn-complete'), 'nothingPromised'] as never));
const answered = composed(and([over, 'answered'] as never));

/** Letters of the tasks that are open from the start (requirements.md A2.3). */
const firstLetters = [draft('T01', { kind: 'm1' }), draft('T26', { kind: 'm3' }), draft('T07', { kind: 'm9' })];

/** A CSSP peer match, from the assignment of its facilitator to the check-in (S0; requirements.md A2, A8). */
export const machine = base.createMachine({
  id: 'cssp',
  initial: 'draft',
  options: { maxIterations: 1000 },
  context: emptyContext,
  // Whoever asks to be erased is erased, wherever the match stands (X28).
  on: { PERSON_ERASED: remember },
  states: {
    draft: {
      on: {
        MATCH_DRAFTED: 'draft',
        PERSON_ADDED: remember,
        PERSON_CHANGED: remember,
        PEOPLE_LISTED: remember,
        PERSON_LEFT: remember,
        PERSON_BOUNCED: remember,
        ASSIGNED: { target: 'underway', actions: ['remember', ...firstLetters] },
        WITHDRAWN: 'withdrawn',
        NO_MATCH_FOUND: 'noMatchFound',
      },
    },
    underway: {
      type: 'parallel',
      on: ways,
      always: [
        { guard: answered, target: 'completed', actions: [last] },
        { guard: over, target: 'noCheckIn', actions: [last] },
      ],
      states: {
        life: life('HELD', 'RESUMED'),
        date,
        people,
        site,
        meeting,
        packets,
        place,
        memory,
        clarifying,
        recruiting,
        preparing,
        conducting,
        products,
        checkIn,
        /** Where a cancellation that is taken back returns to (X26). */
        before: { type: 'history', history: 'deep' } as Node,
      },
    },
    cancelling,
    completed: { type: 'final' },
    noCheckIn: { type: 'final' },
    withdrawn: { type: 'final' },
    noMatchFound: { type: 'final' },
    notHeld: { type: 'final' },
  },
});
