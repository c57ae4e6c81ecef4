import { base } from './setup.ts';

/** The evaluation form of one person who attended: on paper, by link, or typed by staff; closed three weeks after the end (X18), late ones are taken. */
export const evaluation = base.createMachine({
  id: 'evaluation',
  initial: 'due',
  options: { maxIterations: 100 },
  states: {
    due: {
      meta: {
        id: 'evaluation',
        task: 'T17',
        owner: 'participant',
        window: { anchor: 'matchEnd', due: '0d', ends: '+3w' },
        policy: 'none',
        expires: 'EVALUATION_CLOSED',
        outcome: 'EVALUATION_UNCOUNTED',
      },
      on: { EVALUATION_RETURNED: 'returned', EVALUATION_CLOSED: 'missing' },
    },
    returned: { meta: { outcome: 'EVALUATION_COUNTED' }, on: { EVALUATION_TAKEN_BACK: 'due' } },
    missing: { on: { EVALUATION_RETURNED: 'returned' } },
  },
});
