import type { MatchRows } from '../../../db/api-queries.ts';
import { methods } from '../../../machines/index.ts';
import { listWords } from '../words.ts';
import type { Asked } from './asked.ts';

/** Where matches take place, in the words that people use for their time. Another zone is for the API. */
const ZONES = [
  ['America/New_York', 'Eastern (New York)'],
  ['America/Chicago', 'Central (Chicago)'],
  ['America/Denver', 'Mountain (Denver)'],
  ['America/Phoenix', 'Arizona (Phoenix)'],
  ['America/Los_Angeles', 'Pacific (Los Angeles)'],
  ['America/Anchorage', 'Alaska (Anchorage)'],
  ['Pacific/Honolulu', 'Hawaii (Honolulu)'],
  ['America/Puerto_Rico', 'Atlantic (Puerto Rico)'],
] as const;
export const FIRST_ZONE = ZONES[0][0];

const question = (name: string, label: string, kind: Asked['kind'], more: Partial<Asked> = {}): Asked => ({
  name,
  label,
  kind,
  required: false,
  ...more,
});

const NO_ADDRESS = 'Enter an e-mail address, like name@example.org';

export interface AskedSection {
  readonly title: string;
  readonly questions: readonly Asked[];
}

const MATCH: AskedSection = {
  title: 'The match',
  questions: [
    question('method', 'Which way of learning from peers', 'choice', {
      required: true,
      choices: [...methods.values()].map(({ method, title, words, steps }) => ({
        id: method,
        label: `${title}: ${listWords([words['seeker'] ?? '', words['helper'] ?? ''])}, ${steps.length} steps`,
      })),
    }),
    question('title', 'What it is about', 'text', {
      required: true,
      help: 'A short title. It stands in every letter.',
    }),
    question('timeZone', 'Time zone of the place where it will be', 'choice', {
      required: true,
      choices: ZONES.map(([id, label]) => ({ id, label })),
    }),
    question('rehearsal', 'Is it only for practice', 'yesNo', {
      help: 'Then nothing is ever sent, and you may turn its clock.',
    }),
  ],
};
const DAYS: AskedSection = {
  title: 'Its days',
  questions: [
    question('assignedOn', 'The facilitator starts on', 'day'),
    question('matchStart', 'First day hoped for', 'day'),
    question('matchEnd', 'Last day hoped for', 'day'),
  ],
};
const STAFF: AskedSection = {
  title: 'Who runs it',
  questions: [
    question('facilitator', "Facilitator's name", 'text'),
    question('facilitatorEmail', "Facilitator's e-mail address", 'text', { wrong: NO_ADDRESS }),
    question('assistant', "Assistant's name", 'text'),
    question('assistantEmail', "Assistant's e-mail address", 'text', { wrong: NO_ADDRESS }),
  ],
};

/** What is asked to start a match. Whoever was in the match that it begins from comes along, and is not asked for. */
export function askedFrom(origin: MatchRows['match'] | undefined): readonly AskedSection[] {
  return origin === undefined ? [MATCH, DAYS, STAFF] : [withZone(MATCH, origin.time_zone), DAYS];
}

/** A zone of its own stays among the choices. */
const withZone = ({ title, questions }: AskedSection, zone: string): AskedSection => ({
  title,
  questions: questions.map(({ choices = [], ...one }) => ({
    ...one,
    choices:
      one.name !== 'timeZone' || choices.some(({ id }) => id === zone)
        ? choices
        : [...choices, { id: zone, label: zone.split('/').at(-1)?.replaceAll('_', ' ') ?? '' }],
  })),
});

export const QUESTIONS: readonly Asked[] = [MATCH, DAYS, STAFF].flatMap(({ questions }) => questions);
