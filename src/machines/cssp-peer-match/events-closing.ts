import type { EventEntry } from '../kernel/types.ts';
import { fac, pm, staff } from './roles.ts';

/** Events of steps 4 to 6: the match itself, its products, the check-in (requirements.md A2.1). */
export const closingEvents = {
  MATCH_STARTED: { title: 'Match started', roles: staff, anchors: { matchStart: 'startedOn' } },
  MATCH_ENDED: { title: 'Match ended', roles: staff, anchors: { matchEnd: 'endedOn' } },
  OPENING_ORIENTATION_GIVEN: { title: 'Orientation given at the opening', roles: fac, task: 'T16' },
  ATTENDANCE_MARKED: { title: 'Attendance marked', roles: staff, task: 'T35' },
  EVALUATIONS_HANDED_OVER: { title: 'Evaluation forms handed over', roles: staff, task: 'T17' },

  THANKS_SENT: { title: 'Thank-you letters sent', roles: staff, task: 'T19' },
  REFLECTIONS_CIRCULATED: { title: 'Reflections and next steps circulated', roles: fac, task: 'T20', form: 'F9' },
  COMMITMENT_MADE: { title: 'Commitment made', roles: staff, task: 'T20' },
  SUMMARY_CIRCULATED: {
    title: 'Draft summary circulated for review',
    roles: staff,
    task: 'T21',
    form: 'F10',
    anchors: { reviewSent: 'reviewSentOn', reviewEnds: 'reviewUntil' },
  },
  REVIEW_EXTENDED: {
    title: 'Review given more time',
    roles: fac,
    task: 'T21',
    anchors: { reviewEnds: 'reviewUntil' },
  },
  AMENDMENT_SETTLED: {
    title: 'Comment on the summary settled',
    roles: staff,
    task: 'T22',
    afterTheEnd: true,
  },
  SUMMARY_FINALIZED: { title: 'Summary finished', roles: staff, task: 'T22', form: 'F10' },
  SUMMARY_CORRECTED: {
    title: 'Finished summary corrected',
    roles: staff,
    task: 'T22',
    form: 'F10',
    afterTheEnd: true,
  },
  SUMMARY_PUBLISHED: { title: 'Summary published', roles: pm, task: 'T23' },
  SUMMARY_KEPT_INTERNAL: { title: 'Summary kept internal', roles: pm, task: 'T23' },

  CHECK_IN_ANSWERED: {
    title: 'Check-in answered',
    roles: [...staff, 'lead', 'participant'],
    task: 'T24',
    form: 'F11',
  },
  CHECK_IN_TAKEN_BACK: {
    title: 'Answer to the check-in taken back',
    roles: [...staff, 'lead', 'participant'],
    task: 'T24',
  },
  CHECK_IN_EXPIRED: { title: 'Check-in closed without an answer', roles: [], internal: true, task: 'T24' },
  INFORMATION_SENT: { title: 'Information sent that the check-in asked for', roles: staff, task: 'T24i' },
  EXCHANGE_BROUGHT_ABOUT: { title: 'Informal exchange brought about', roles: staff, task: 'T24e' },
  NEW_NEED_TAKEN_UP: { title: 'New need taken up', roles: staff, task: 'T24n' },
  REQUEST_LAPSED: { title: 'Request not taken up in time', roles: [], internal: true },
} as const satisfies Record<string, EventEntry>;
