import type { Match } from '../../contracts/api.ts';
import { dayWords } from './words.ts';

type Part = Pick<Match['parts'][number], 'id' | 'person'>;

/** What is to be done for a part in this state; a state that is not here asks nothing of anybody. */
const PART_TASKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  call: { planned: 'Hold the call', held: 'Send the notes' },
  invitation: { invited: 'Answer the invitation', silent: 'Choose another candidate, or ask again' },
  arrangement: { open: 'Make the arrangements', arranged: 'Confirm the arrangements' },
  evaluation: { due: 'Return the evaluation form' },
  honorarium: {
    due: 'Collect the honorarium form',
    formIn: 'Process the honorarium',
    processed: 'Pay the honorarium',
  },
  review: { asked: 'Answer the review of the summary' },
  gain: { asked: 'Say what one hopes to gain' },
  session: { planned: 'Hold the meeting', reopened: 'Say whether the meeting took place' },
};
export const partTask = (chart: string, state: string): string | undefined => PART_TASKS[chart]?.[state];

const ARRANGEMENT_WORDS: Readonly<Record<string, string>> = {
  ground: 'ground transport',
  audiovisual: 'audiovisual equipment',
};
const ONE_OF: Readonly<Record<string, string>> = {
  call: 'call',
  invitation: 'an invitation',
  arrangement: 'an arrangement',
  evaluation: 'an evaluation form',
  honorarium: 'an honorarium',
  review: 'a review',
  commitment: 'a commitment',
  gain: 'a hoped gain',
  session: 'meeting',
};

/** What a part is called: a person's name, what is arranged, or the day of a call. Never its id. */
export type PartName = (id: string) => string;

export function partNames(
  parts: readonly Part[],
  nameOf: (person: string | null) => string | undefined,
  dayOf: (part: string) => string | undefined,
): PartName {
  return (id) => {
    const [chart = '', key = ''] = id.split('/');
    const person = nameOf(key) ?? nameOf(parts.find((part) => part.id === id)?.person ?? null);
    if (person !== undefined) return person;
    if (chart === 'arrangement') return ARRANGEMENT_WORDS[key] ?? spelledOut(key);
    const one = ONE_OF[chart] ?? 'a part';
    const day = dayOf(id);
    return day === undefined ? one : `${one} of ${dayWords(day)}`;
  };
}

/** phoneCards: phone cards */
const spelledOut = (key: string): string => key.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
