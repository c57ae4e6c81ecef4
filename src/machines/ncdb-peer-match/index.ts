import type { Chart } from '../kernel/types.ts';
import { sharedGuardWords } from '../shared/vocabulary.ts';
import { catalogue } from './events.ts';
import { machine } from './machine.ts';
import { gain } from './parts/gain.machine.ts';
import { session } from './parts/session.machine.ts';
import { rules } from './rules.ts';

export const ncdbPeerMatch: Chart = {
  method: 'ncdb-peer-match',
  version: 1,
  title: 'Tips for peer matches (one-to-one or small group)',
  words: { seeker: 'recipient', helper: 'provider', match: 'peer match' },
  match: machine,
  parts: { gain, session },
  catalogue,
  steps: [
    { id: 'framing', title: 'Framing the problem', tasks: ['Q1', 'Q2'] },
    { id: 'people', title: 'Choosing people', tasks: ['Q3', 'Q4'] },
    { id: 'meeting', title: 'Meeting', tasks: ['Q5', 'Q7'] },
    { id: 'after', title: 'After the meeting', tasks: ['Q8', 'Q9'] },
  ],
  tasks: {
    Q1: {
      id: 'Q1',
      step: 'framing',
      title: 'Define the problem or issue',
      owner: 'facilitator',
      event: 'PROBLEM_DEFINED',
      form: 'problem',
    },
    Q2: { id: 'Q2', step: 'framing', title: 'Learn what each participant hopes to gain', owner: 'facilitator' },
    Q3: {
      id: 'Q3',
      step: 'people',
      title: 'Choose participants on an equal footing',
      owner: 'facilitator',
      event: 'PEOPLE_CHOSEN',
    },
    Q4: {
      id: 'Q4',
      step: 'people',
      title: "Check that the provider's expertise fits the need",
      owner: 'facilitator',
      event: 'PROVIDER_FIT_CONFIRMED',
      form: 'fit',
    },
    Q5: { id: 'Q5', step: 'meeting', title: 'Choose the format', owner: 'facilitator', event: 'FORMAT_CHOSEN' },
    Q7: { id: 'Q7', step: 'meeting', title: 'Meet', owner: 'facilitator' },
    Q8: {
      id: 'Q8',
      step: 'after',
      title: 'Tell everybody what came out of it (optional)',
      owner: 'facilitator',
      event: 'RESULT_SHARED',
    },
    Q9: {
      id: 'Q9',
      step: 'after',
      title: 'Ask again some months later (optional)',
      owner: 'facilitator',
      event: 'CHECK_IN_ANSWERED',
      form: 'checkIn',
    },
  },
  rules,
  guards: {
    ...sharedGuardWords,
  },
  lastResort: 'facilitator',
};
