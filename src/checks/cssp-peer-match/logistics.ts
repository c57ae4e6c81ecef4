import { PACKET } from '../../machines/cssp-peer-match/memory.ts';
import type { Outcome } from '../types.ts';
import { contextOf, judged } from './input.ts';
import type { Input, Rule } from './input.ts';

/** Set-ups in which everybody sees everybody's face (S0, step 4). */
const FACE_TO_FACE: readonly string[] = ['uShape', 'staggered'];

/** R11: rooms are set up as a U, or with staggered tables. */
function setUp({ forms: { setUps } }: Input): Outcome {
  if (setUps === null || setUps === 'unreadable' || setUps.length === 0)
    return { holds: 'notYet', facts: { rooms: 0, others: [], unreadable: setUps === 'unreadable' } };
  const others = setUps.filter(({ style }) => !FACE_TO_FACE.includes(style));
  const facts = {
    rooms: setUps.length,
    others: [...new Set(others.map(({ style }) => style))],
    unreadable: false,
  };
  return { holds: others.length > 0 ? 'no' : 'yes', facts };
}

/** R13: agenda, list of participants, agreed materials and evaluation form are in the packets. */
function packet(input: Input): Outcome {
  const { mailed, handedOver } = contextOf(input);
  const missing = PACKET.filter((part) => !handedOver.includes(part));
  return judged(input, 'R13', mailed, { missing });
}

export const logisticsChecks: readonly Rule[] = [
  { rule: 'R11', level: 'warn', task: 'T08', facts: ['rooms', 'others', 'unreadable'], look: setUp },
  { rule: 'R13', level: 'warn', task: 'T30', facts: ['missing'], look: packet },
];
