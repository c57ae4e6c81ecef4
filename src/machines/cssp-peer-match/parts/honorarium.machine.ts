import { draft } from '../../shared/vocabulary.ts';
import { base } from './setup.ts';

const settled = { outcome: 'HONORARIUM_SETTLED' };
const paidByThen = (id: string) => ({
  id,
  task: 'T18',
  owner: 'assistant',
  window: { anchor: 'matchEnd', due: '+6w' },
  policy: 'standard',
  outcome: 'HONORARIUM_PROMISED',
});
const out = { HONORARIUM_DECLINED: 'declined', HONORARIUM_WITHDRAWN: 'withdrawn' } as const;

/** A resident's honorarium (S0 l.161; R9): form at the end of the match, paid six weeks later. No amounts, no numbers of accounts. */
export const honorarium = base.createMachine({
  id: 'honorarium',
  initial: 'due',
  options: { maxIterations: 100 },
  states: {
    due: {
      meta: {
        id: 'form',
        task: 'T18',
        owner: 'facilitator',
        window: { anchor: 'matchEnd', due: '0d' },
        policy: 'handover',
        outcome: 'HONORARIUM_AWAITED',
      },
      on: {
        HONORARIUM_FORM_RECEIVED: {
          guard: 'fundsGranted',
          target: 'formIn',
          actions: [draft('T18', { kind: 'm18a', repeat: true })],
        },
        ...out,
      },
    },
    formIn: {
      meta: paidByThen('processing'),
      on: {
        HONORARIUM_PROCESSED: {
          guard: 'fundsGranted',
          target: 'processed',
          actions: [draft('T18', { kind: 'm18b', persons: 'ofPart', repeat: true })],
        },
        HONORARIUM_REOPENED: 'due',
        ...out,
      },
    },
    processed: {
      meta: paidByThen('payment'),
      on: {
        HONORARIUM_PAID: { guard: 'fundsGranted', target: 'paid' },
        HONORARIUM_REOPENED: 'formIn',
        ...out,
      },
    },
    paid: { meta: settled, on: { HONORARIUM_REOPENED: 'processed' } },
    declined: { meta: settled, on: { HONORARIUM_REOPENED: 'due' } },
    withdrawn: { meta: settled, on: { HONORARIUM_REOPENED: 'due' } },
  },
});
