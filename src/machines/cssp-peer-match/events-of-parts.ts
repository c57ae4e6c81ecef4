import type { EventEntry } from '../kernel/types.ts';
import { anyone, fac, staff } from './roles.ts';

const call = { part: 'call' } as const;
const invitation = { part: 'invitation', task: 'T06' } as const;
const arrangement = { part: 'arrangement', task: 'T15' } as const;
const evaluation = { part: 'evaluation', task: 'T17' } as const;
const honorarium = { part: 'honorarium', task: 'T18', money: true } as const;
const review = { part: 'review', task: 'T21' } as const;
const commitment = { part: 'commitment', task: 'T20' } as const;
const money = ['assistant', 'programManager'] as const;
const outcome = (title: string) => ({ title, roles: [], internal: true }) as const;

/** Events of the parts of a CSSP peer match, and the outcomes that parts give to it (requirements.md A8). */
export const partEvents = {
  CALL_MOVED: { title: 'Call moved', roles: staff, ...call },
  CALL_HELD: { title: 'Call held', roles: staff, ...call, form: 'F5', anchors: { callHeld: 'heldOn' } },
  CALL_CANCELLED: { title: 'Call cancelled', roles: staff, ...call, clearsUp: 'C3' },
  CALL_REOPENED: { title: 'Call planned again', roles: staff, ...call },
  CALL_NOTES_SENT: { title: 'Notes of the call sent', roles: staff, ...call, task: 'T25', form: 'F5' },
  CALL_TIME_ANSWERED: { title: 'Said whether the time of the call fits', roles: anyone, ...call },
  CALL_TIME_ANSWER_UNDONE: { title: 'Answer about the time of the call undone', roles: anyone, ...call },
  CALL_TOOK_PLACE: outcome('A call took place'),
  CALL_TAKEN_BACK: outcome('A call was taken back'),

  CANDIDATE_EXAMINED: { title: 'Candidate examined', roles: fac, ...invitation, task: 'T36', form: 'F2' },
  CONSULTANT_INVITED: { title: 'Candidate invited', roles: fac, ...invitation },
  INVITATION_ACCEPTED: { title: 'Invitation accepted', roles: anyone, ...invitation },
  INVITATION_DECLINED: { title: 'Invitation declined', roles: anyone, ...invitation },
  INVITATION_WITHDRAWN: { title: 'Invitation withdrawn', roles: fac, ...invitation, clearsUp: 'C2' },
  INVITATION_EXPIRED: { title: 'Invitation not answered', roles: [], internal: true, ...invitation },
  INVITATION_ANSWER_UNDONE: { title: 'Answer to the invitation undone', roles: anyone, ...invitation },
  CANDIDATE_FOUND_FIT: outcome('A candidate was examined'),
  CONSULTANT_ASKED: outcome('A candidate was asked'),
  CONSULTANT_ACCEPTED: outcome('A consultant accepted'),
  CONSULTANT_DECLINED: outcome('A candidate declined'),
  CONSULTANT_LOST: outcome('A candidate is not available'),
  CONSULTANT_SILENT: outcome('A candidate did not answer'),

  ARRANGEMENT_MADE: { title: 'Arrangement made', roles: staff, ...arrangement },
  ARRANGEMENT_CONFIRMED: { title: 'Arrangement confirmed', roles: fac, ...arrangement },
  ARRANGEMENT_NOT_NEEDED: { title: 'Arrangement not needed', roles: staff, ...arrangement },
  ARRANGEMENT_REOPENED: { title: 'Arrangement reopened', roles: staff, ...arrangement },
  ARRANGEMENT_STANDS: outcome('An arrangement was made'),
  ARRANGEMENT_SETTLED: outcome('An arrangement is settled'),
  ARRANGEMENT_LEFT_OUT: outcome('An arrangement is left out'),
  ARRANGEMENT_UNSETTLED: outcome('An arrangement is open again'),

  EVALUATION_RETURNED: { title: 'Evaluation returned', roles: anyone, ...evaluation, form: 'F7' },
  EVALUATION_TAKEN_BACK: { title: 'Evaluation taken back', roles: anyone, ...evaluation },
  EVALUATION_CLOSED: { title: 'Evaluation closed', roles: [], internal: true, ...evaluation },
  EVALUATION_COUNTED: outcome('An evaluation came back'),
  EVALUATION_UNCOUNTED: outcome('An evaluation was taken back'),

  HONORARIUM_FORM_RECEIVED: {
    title: 'Honorarium form received',
    roles: [...staff, 'resident'],
    ...honorarium,
    form: 'F8',
  },
  HONORARIUM_PROCESSED: { title: 'Honorarium processed', roles: money, ...honorarium },
  HONORARIUM_PAID: { title: 'Honorarium paid', roles: money, ...honorarium },
  HONORARIUM_DECLINED: { title: 'Honorarium declined', roles: [...staff, 'resident'], ...honorarium },
  HONORARIUM_WITHDRAWN: { title: 'Honorarium withdrawn', roles: staff, ...honorarium },
  HONORARIUM_REOPENED: { title: 'Honorarium reopened', roles: staff, ...honorarium },
  HONORARIUM_AWAITED: outcome('An honorarium is due again'),
  HONORARIUM_PROMISED: outcome('An honorarium is promised'),
  HONORARIUM_SETTLED: outcome('An honorarium is settled'),

  SUMMARY_APPROVED: { title: 'Summary approved', roles: anyone, ...review },
  // A comment is kept and shown however late it comes (X20).
  SUMMARY_AMENDED: { title: 'Summary amended', roles: anyone, ...review, afterTheEnd: true },
  SUMMARY_OBJECTED: { title: 'Objection to the summary', roles: anyone, ...review, afterTheEnd: true },
  REVIEW_CLOSED: { title: 'Review closed without an answer', roles: [], internal: true, ...review },
  REVIEW_ANSWER_UNDONE: { title: 'Answer to the review undone', roles: anyone, ...review },
  REVIEW_APPROVED: outcome('A reader approved'),
  REVIEW_AMENDED: outcome('A reader amended'),
  REVIEW_OBJECTED: outcome('A reader objected'),
  REVIEW_LAPSED: outcome('A reader did not answer'),
  REVIEW_OPEN_AGAIN: outcome('A reader is asked again'),

  COMMITMENT_KEPT: { title: 'Commitment kept', roles: anyone, ...commitment },
  COMMITMENT_DROPPED: { title: 'Commitment dropped', roles: anyone, ...commitment },
  COMMITMENT_REOPENED: { title: 'Commitment open again', roles: anyone, ...commitment },
} as const satisfies Record<string, EventEntry>;
