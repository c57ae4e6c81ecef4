import type { LinkEntry } from '../kernel/types.ts';
import type { Event } from './events.ts';

interface Entry extends LinkEntry {
  readonly answers: readonly (LinkEntry['answers'][number] & { readonly event: Event })[];
  readonly undo: Event;
  readonly voidedBy?: readonly Event[];
}

const wished = 'wished' as const;
const asked = 'asked' as const;
const needed = 'needed' as const;

/** What participants do by their links (requirements.md X5, X18, X19, X22; A2.3). */
export const links = {
  invitation: {
    part: 'invitation',
    ofPerson: true,
    answers: [
      { id: 'accept', event: 'INVITATION_ACCEPTED', texts: { notes: wished } },
      { id: 'decline', event: 'INVITATION_DECLINED', texts: { reason: asked, substitute: wished, reach: wished } },
    ],
    undo: 'INVITATION_ANSWER_UNDONE',
    voidedBy: ['INVITATION_WITHDRAWN', 'CONSULTANT_INVITED'],
    days: 60,
  },
  call: {
    part: 'call',
    answers: [
      { id: 'fits', event: 'CALL_TIME_ANSWERED', facts: { fits: true }, texts: { notes: wished } },
      { id: 'doesNotFit', event: 'CALL_TIME_ANSWERED', facts: { fits: false }, texts: { notes: wished } },
    ],
    undo: 'CALL_TIME_ANSWER_UNDONE',
    voidedBy: ['CALL_MOVED'],
    days: 60,
  },
  agenda: {
    shows: 'F6',
    answers: [
      { id: 'fine', event: 'AGENDA_ANSWERED', facts: { fine: true } },
      { id: 'comment', event: 'AGENDA_ANSWERED', facts: { fine: false }, texts: { text: needed } },
    ],
    undo: 'AGENDA_ANSWER_UNDONE',
    voidedBy: ['DRAFT_AGENDA_CIRCULATED'],
    late: true,
    days: 60,
  },
  evaluation: {
    part: 'evaluation',
    ofPerson: true,
    answers: [{ id: 'send', event: 'EVALUATION_RETURNED', form: 'F7' }],
    undo: 'EVALUATION_TAKEN_BACK',
    days: 120,
  },
  review: {
    part: 'review',
    ofPerson: true,
    shows: 'F10',
    answers: [
      { id: 'approve', event: 'SUMMARY_APPROVED' },
      { id: 'amend', event: 'SUMMARY_AMENDED', texts: { text: needed } },
      { id: 'object', event: 'SUMMARY_OBJECTED', texts: { text: needed } },
    ],
    undo: 'REVIEW_ANSWER_UNDONE',
    late: true,
    days: 180,
  },
  checkIn: {
    task: 'T24',
    answers: [{ id: 'send', event: 'CHECK_IN_ANSWERED', form: 'F11' }],
    undo: 'CHECK_IN_TAKEN_BACK',
    voidedBy: ['TASK_REOPENED'],
    late: true,
    days: 120,
  },
} as const satisfies Record<string, Entry>;
