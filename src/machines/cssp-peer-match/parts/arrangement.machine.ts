import { draft } from '../../shared/vocabulary.ts';
import { base } from './setup.ts';

const tell = draft('T15', { kind: 'm16', repeat: true });
const notNeeded = { target: 'notNeeded', actions: [tell] };
const reopened = { target: 'open', actions: [tell] };

/** Travel, facility, hotel, meals, audiovisual, ground transport or phone cards (S0 l.172-208): arranged by the assistant, confirmed by the facilitator. */
export const arrangement = base.createMachine({
  id: 'arrangement',
  initial: 'open',
  options: { maxIterations: 100 },
  states: {
    open: {
      meta: {
        id: 'arrange',
        task: 'T15',
        owner: 'assistant',
        window: { anchor: 'matchStart', due: '-2w' },
        policy: 'standard',
        outcome: 'ARRANGEMENT_UNSETTLED',
      },
      on: { ARRANGEMENT_MADE: { target: 'arranged', actions: [tell] }, ARRANGEMENT_NOT_NEEDED: notNeeded },
    },
    arranged: {
      // T15 itself asks the facilitator to confirm; seven asks for one look would be six too many.
      meta: {
        id: 'confirm',
        task: 'T15',
        owner: 'facilitator',
        window: { anchor: 'matchStart', due: '-1w' },
        policy: 'none',
        outcome: 'ARRANGEMENT_STANDS',
      },
      on: {
        ARRANGEMENT_CONFIRMED: 'confirmed',
        ARRANGEMENT_NOT_NEEDED: notNeeded,
        ARRANGEMENT_REOPENED: reopened,
      },
    },
    confirmed: {
      meta: { outcome: 'ARRANGEMENT_SETTLED' },
      on: { ARRANGEMENT_REOPENED: reopened, ARRANGEMENT_NOT_NEEDED: notNeeded },
    },
    notNeeded: { meta: { outcome: 'ARRANGEMENT_SETTLED' }, on: { ARRANGEMENT_REOPENED: reopened } },
  },
});
