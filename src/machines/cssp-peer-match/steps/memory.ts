import { draft } from '../../shared/vocabulary.ts';
import type { Event } from '../events.ts';
import { ARRANGEMENTS } from '../guards.ts';
import { MEMORY } from '../memory.ts';
import type { Node } from '../setup.ts';

const remember = 'remember';
const open = (chart: string, each: string) => ({ type: 'openPart' as const, params: { chart, each } });

/** Kept by the task that the event settles or reopens, because the event is not taken twice. */
const KEPT_BY_TASKS: readonly Event[] = [
  'ASSIGNED',
  'FACT_SHEET_SUBMITTED',
  'FACT_SHEET_RETURNED',
  'SITE_TEAM_LISTED',
  'PACKETS_MAILED',
  'SUMMARY_FINALIZED',
  'CHECK_IN_ANSWERED',
  'CHECK_IN_TAKEN_BACK',
  'CHECK_IN_EXPIRED',
  'MATCH_MADE_VIRTUAL',
  'MATCH_MADE_IN_PERSON',
];

/** What an event does besides being remembered, or what must hold for it. */
const special = {
  CALL_PLANNED: {
    guard: 'callIsNew',
    actions: [
      remember,
      open('call', 'call'),
      draft(undefined, { kind: 'm6', persons: 'invitees', about: 'call', repeat: true }),
    ],
  },
  CANDIDATE_SUGGESTED: { guard: 'candidateIsNew', actions: [remember, open('invitation', 'person')] },
  CONSULTANT_ACCEPTED: { actions: [remember, draft('T27', { kind: 'm5', persons: 'ofPart' })] },
  FACT_SHEET_OPENED: {
    actions: [{ type: 'openPart' as const, params: { chart: 'arrangement', ids: ARRANGEMENTS } }],
  },
  FACT_SHEET_ACCEPTED: { guard: 'factSheetSent', actions: [remember] },
  ATTENDANCE_MARKED: { actions: [remember, open('evaluation', 'attended'), open('honorarium', 'residents')] },
  AGENDA_ANSWERED: { actions: [remember] },
  AGENDA_ANSWER_UNDONE: { actions: [remember] },
  COMMITMENT_MADE: { actions: [open('commitment', 'commitment')] },
  REFLECTIONS_CIRCULATED: { actions: [open('commitment', 'commitments')] },
  SUMMARY_CIRCULATED: {
    guard: 'reviewDateGiven',
    actions: [remember, open('review', 'reviewers'), draft('T21', { kind: 'm21', persons: 'reviewers', repeat: true })],
  },
  REVIEW_EXTENDED: { guard: 'reviewDateGiven', actions: [remember] },
  PERSON_BOUNCED: { actions: [remember, draft(undefined, { kind: 'x24', repeat: true })] },
  AMENDMENT_SETTLED: { guard: 'commentsMade', actions: [remember] },
  SUMMARY_CORRECTED: { guard: 'wasFinished', actions: [draft('T22', { kind: 'm23a', repeat: true })] },
  SUMMARY_PUBLISHED: { guard: 'everyoneCouldReview', actions: [draft('T23', { kind: 'm23b', repeat: true })] },
};

/** A region of its own, because a transition of a task hides one of its parent. Corrections are taken at any time. */
export const memory = {
  id: 'memory',
  on: {
    ...Object.fromEntries(
      (Object.keys(MEMORY) as Event[])
        .filter((event) => !KEPT_BY_TASKS.includes(event))
        .map((event) => [event, { actions: [remember] }]),
    ),
    ...special,
  },
} as Node;
