import { setup } from 'xstate';
import type { DraftLetterParams } from '../../shared/config.ts';
import { draft } from '../../shared/vocabulary.ts';
import type { ChartEvent } from '../../shared/vocabulary.ts';
import type { Event } from '../events.ts';

const askedAgain = { target: 'asked', actions: [draft('Q2', { kind: 'n3', persons: 'ofPart', repeat: true })] };

/** What one participant hopes to gain (S1 l.16; requirements.md Q2): one answer per person. */
export const gain = setup({
  types: {} as { events: ChartEvent<Event> },
  actions: { draftLetter: (_, _params: DraftLetterParams) => {} },
}).createMachine({
  id: 'gain',
  initial: 'asked',
  options: { maxIterations: 100 },
  states: {
    asked: {
      meta: {
        id: 'Q2',
        task: 'Q2',
        owner: 'participant',
        window: { anchor: 'entered', due: '+5wd' },
        policy: 'standard',
        outcome: 'GAIN_OPEN_AGAIN',
      },
      on: { GAIN_STATED: 'stated', GAIN_DECLINED: 'declined' },
    },
    stated: { meta: { outcome: 'GAIN_SETTLED' }, on: { GAIN_REOPENED: askedAgain } },
    declined: { meta: { outcome: 'GAIN_SETTLED' }, on: { GAIN_REOPENED: askedAgain } },
  },
});
