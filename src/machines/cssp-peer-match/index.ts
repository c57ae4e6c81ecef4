import type { Chart } from '../kernel/types.ts';
import { sharedGuardWords } from '../shared/vocabulary.ts';
import { IDEAL } from './days.ts';
import { catalogue } from './events.ts';
import { guardWords } from './guards.ts';
import { links } from './links.ts';
import { machine } from './machine.ts';
import { arrangement } from './parts/arrangement.machine.ts';
import { call } from './parts/call.machine.ts';
import { commitment } from './parts/commitment.machine.ts';
import { evaluation } from './parts/evaluation.machine.ts';
import { honorarium } from './parts/honorarium.machine.ts';
import { invitation } from './parts/invitation.machine.ts';
import { review } from './parts/review.machine.ts';
import { rules } from './rules.ts';
import { steps, tasks } from './tasks.ts';

/** CSSP peer matches (S0 `seeds/000_2b2cb41acedd2c27.txt`). */
export const csspPeerMatch: Chart = {
  method: 'cssp-peer-match',
  version: 1,
  title: 'CSSP peer match',
  words: { seeker: 'requesting site', helper: 'peer consultants', match: 'peer match' },
  match: machine,
  parts: { call, invitation, arrangement, evaluation, honorarium, review, commitment },
  catalogue,
  steps,
  tasks,
  links,
  rules,
  guards: { ...sharedGuardWords, ...guardWords },
  leadTime: { ...IDEAL, keepWarm: 'X10' },
  lastResort: 'programManager',
};
