import { kernelEvents, taskEvents } from '../kernel/catalogue.ts';
import type { EventEntry } from '../kernel/types.ts';

const organizer = ['facilitator', 'programManager'] as const;
const staff = [...organizer, 'assistant'] as const;
const anyone = [...staff, 'lead', 'participant', 'consultant', 'resident'] as const;

/** Who may report what in a tips-for-peer-matches match (requirements.md A3). The organizer is the facilitator. */
export const catalogue = {
  ASSIGNED: {
    title: 'Match started',
    roles: organizer,
    anchors: { assigned: 'assignedOn', matchStart: 'matchStart', matchEnd: 'matchEnd' },
  },
  MATCH_DRAFTED: { title: 'Match drafted', roles: organizer },
  PROBLEM_DEFINED: { title: 'Problem or issue defined', roles: organizer, task: 'Q1', form: 'problem' },
  PEOPLE_CHOSEN: { title: 'Participants chosen', roles: organizer, task: 'Q3' },
  EQUAL_FOOTING_OVERRIDDEN: { title: 'A supervisor takes part, with a reason', roles: organizer, task: 'Q3' },
  GAIN_STATED: { title: 'Hoped gain stated', roles: anyone, part: 'gain', task: 'Q2', form: 'gain' },
  GAIN_DECLINED: { title: 'No answer wished', roles: anyone, part: 'gain', task: 'Q2' },
  GAIN_REOPENED: { title: 'Hoped gain asked again', roles: anyone, part: 'gain', task: 'Q2' },
  PROVIDER_FIT_CONFIRMED: { title: 'Provider fits the need', roles: [...organizer, 'lead'], task: 'Q4', form: 'fit' },
  FORMAT_CHOSEN: { title: 'Format chosen', roles: organizer, task: 'Q5' },
  SESSION_PLANNED: {
    title: 'Meeting planned',
    roles: organizer,
    task: 'Q7',
    anchors: { matchStart: 'startsOn', matchEnd: 'endsOn' },
  },
  SESSION_MOVED: { title: 'Meeting moved', roles: organizer, part: 'session', task: 'Q7' },
  SESSION_HELD: { title: 'Meeting held', roles: anyone, part: 'session', task: 'Q7' },
  SESSION_NOT_HELD: { title: 'Meeting not held', roles: anyone, part: 'session', task: 'Q7' },
  SESSION_REOPENED: { title: 'Meeting reopened', roles: organizer, part: 'session', task: 'Q7' },
  RESULT_SHARED: { title: 'What came out of it, told to all', roles: organizer, task: 'Q8' },
  CHECK_IN_OFFERED: { title: 'Check-in some months later wished for', roles: organizer, task: 'Q9' },
  CHECK_IN_ANSWERED: { title: 'Check-in answered', roles: anyone, task: 'Q9', form: 'checkIn' },
  MATCH_CONCLUDED: { title: 'Match concluded', roles: organizer, task: 'end' },
  PERSON_ADDED: { title: 'Person joins', roles: staff },
  PERSON_CHANGED: { title: 'Person changed', roles: staff },
  PEOPLE_LISTED: { title: 'List of people taken over', roles: staff },
  PERSON_LEFT: { title: 'Person left', roles: staff, weighty: true },
  PERSON_ERASED: { title: 'Person erased on request', roles: staff },
  PERSON_BOUNCED: { title: 'Mail to a person came back', roles: [...staff, 'engine'] },
  ROLE_HANDED_OVER: { title: 'Role handed over', roles: [...organizer, 'administrator'], weighty: true },
  HELD: { title: 'Match put on hold', roles: organizer, weighty: true },
  RESUMED: { title: 'Match resumed', roles: organizer, weighty: true },
  NO_FIT_FOUND: { title: 'No fitting people found', roles: organizer, weighty: true },
  PEOPLE_WITHDREW: { title: 'The participants withdrew', roles: organizer, weighty: true },
  GAIN_SETTLED: { title: 'Gain settled', roles: [], internal: true, task: 'Q2' },
  GAIN_OPEN_AGAIN: { title: 'Gain open again', roles: [], internal: true, task: 'Q2' },
  SESSION_TOOK_PLACE: { title: 'A meeting took place', roles: [], internal: true, task: 'Q7' },
  SESSION_TAKEN_BACK: { title: 'A meeting was taken back', roles: [], internal: true, task: 'Q7' },
  ...taskEvents,
  ...kernelEvents,
} as const satisfies Record<string, EventEntry>;

export type Event = keyof typeof catalogue;
