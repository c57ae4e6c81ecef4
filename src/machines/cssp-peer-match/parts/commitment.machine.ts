import { base } from './setup.ts';

/** What somebody said they would do next (S0 l.104, l.117-121). Kept or dropped with a reason, never chased (X23). */
export const commitment = base.createMachine({
  id: 'commitment',
  initial: 'open',
  options: { maxIterations: 100 },
  states: {
    open: { on: { COMMITMENT_KEPT: 'kept', COMMITMENT_DROPPED: 'dropped' } },
    kept: { on: { COMMITMENT_REOPENED: 'open' } },
    dropped: { on: { COMMITMENT_REOPENED: 'open' } },
  },
});
