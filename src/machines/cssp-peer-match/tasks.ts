import type { Role } from '../../contracts/names.ts';
import type { StepEntry, TaskEntry } from '../kernel/types.ts';
import type { Event } from './events.ts';

const task = (step: string, title: string, owner: Role, event?: Event, form?: string): Omit<TaskEntry, 'id'> => ({
  step,
  title,
  owner,
  ...(event ? { event } : {}),
  ...(form ? { form } : {}),
});

/** What a peer match consists of, in the order of the guide (requirements.md A2.1). Windows stand in the chart. */
const table = {
  T01: task('clarifying', "Contact the requesting site's lead", 'facilitator', 'SITE_CONTACTED'),
  T02: task('clarifying', 'Draft a tentative timeline', 'facilitator', 'TIMELINE_DRAFTED'),
  T03: task('clarifying', 'Settle the dates of the match', 'facilitator', 'DATES_FINALIZED'),
  T04: task('clarifying', 'Tell the assistant the timeline and the lead contacts', 'facilitator'),
  T32: task('clarifying', 'Name who writes the notes and the summary', 'programManager', 'WRITER_NAMED'),
  T26: task('clarifying', 'Ask about honorarium funds for residents', 'facilitator', 'FUNDS_ANSWERED'),
  T05: task('clarifying', "Hold a first call with the site's participants", 'facilitator'),
  F1: task('clarifying', 'Clarify purpose, readiness and learning goals', 'facilitator', 'PURPOSE_CLARIFIED', 'F1'),

  T36: task('recruiting', 'Look for candidates and examine them', 'facilitator', 'CANDIDATE_SUGGESTED', 'F2'),
  T06: task('recruiting', 'Select and recruit peer consultants', 'facilitator'),
  X6: task('recruiting', 'Search further for consultants', 'programManager', 'WIDER_SEARCH_STARTED'),
  T27: task('recruiting', 'Orient the consultants who agreed', 'facilitator', 'CONSULTANTS_ORIENTED'),

  T07: task('preparing', 'Read the Fact Sheet and open logistics', 'facilitator', 'FACT_SHEET_OPENED'),
  T37: task('preparing', 'Hold a call with all participants and lead consultants', 'facilitator'),
  T25: task('preparing', 'Send notes of the call', 'facilitator', 'CALL_NOTES_SENT', 'F5'),
  T34: task('preparing', 'Assemble the consultant team', 'facilitator', 'CONSULTANT_TEAM_ASSEMBLED', 'F3'),
  T08: task('preparing', 'Send the completed Fact Sheet to the assistant', 'facilitator', 'FACT_SHEET_SUBMITTED', 'F4'),
  T09: task('preparing', "Send the requesting site's team list", 'facilitator', 'SITE_TEAM_LISTED', 'F3'),
  T10: task('preparing', 'Build the agenda in calls', 'facilitator', 'AGENDA_BUILT', 'F6'),
  T11: task('preparing', 'Circulate the draft agenda', 'facilitator', 'DRAFT_AGENDA_CIRCULATED'),
  T12: task('preparing', 'Draft and release the confirmation letters', 'facilitator', 'CONFIRMATIONS_APPROVED'),
  T29: task('preparing', 'Ask each team what it would share', 'facilitator', 'SHARING_ANSWERED'),
  T13: task('preparing', 'Share packet materials with the assistant', 'facilitator', 'PACKET_MATERIALS_SHARED'),
  T14: task(
    'preparing',
    'Hand over final agenda, participant list and materials',
    'facilitator',
    'PACKET_CONTENTS_HANDED_OVER',
  ),
  T30: task('preparing', 'Assemble and mail the packets', 'assistant', 'PACKETS_MAILED'),
  T28: task('preparing', 'Send the practical note', 'facilitator', 'PRACTICAL_NOTE_SENT'),
  T15: task('preparing', 'Confirm the arrangements', 'facilitator'),
  X10: task('preparing', 'Write a sign of life while little happens', 'facilitator', 'KEEP_WARM_SENT'),
  T33: task('preparing', 'Check readiness', 'facilitator', 'READINESS_ANSWERED', 'F12'),

  T16: task('conducting', 'Give the orientation at the opening', 'facilitator', 'OPENING_ORIENTATION_GIVEN'),
  T35: task('conducting', 'Mark who attended', 'facilitator', 'ATTENDANCE_MARKED'),
  T17: task(
    'conducting',
    'Collect evaluation forms and hand them over',
    'facilitator',
    'EVALUATIONS_HANDED_OVER',
    'F7',
  ),
  T18: task('conducting', "See to the residents' honoraria", 'facilitator', undefined, 'F8'),

  T19: task('products', 'Thank everyone who attended', 'facilitator', 'THANKS_SENT'),
  T20: task('products', 'Circulate reflections and next steps', 'facilitator', 'REFLECTIONS_CIRCULATED', 'F9'),
  T21: task('products', 'Draft the summary and send it for review', 'facilitator', 'SUMMARY_CIRCULATED', 'F10'),
  T22: task('products', 'Finish the summary with the feedback', 'facilitator', 'SUMMARY_FINALIZED', 'F10'),
  T23: task('products', 'Publish the summary or keep it internal', 'programManager', 'SUMMARY_PUBLISHED'),

  T24: task('checkIn', 'Check in on impact and new needs', 'facilitator', 'CHECK_IN_ANSWERED', 'F11'),
  T24i: task('checkIn', 'Send the information that the site asked for', 'facilitator', 'INFORMATION_SENT'),
  T24e: task('checkIn', 'Bring about the exchange that the site asked for', 'facilitator', 'EXCHANGE_BROUGHT_ABOUT'),
  T24n: task('checkIn', 'Offer a new match for the new need', 'facilitator', 'NEW_NEED_TAKEN_UP'),

  C1: task('clearUp', 'Tell everybody who was written to', 'facilitator', 'CANCELLATION_TOLD'),
  C2: task('clearUp', 'Tell the candidates and consultants', 'facilitator', 'CONSULTANTS_TOLD'),
  C3: task('clearUp', 'Cancel calls and calendar entries', 'assistant', 'CALENDAR_ENTRIES_CANCELLED'),
  C4: task('clearUp', 'Release hotel, travel and other arrangements', 'assistant', 'ARRANGEMENTS_RELEASED'),
  C5: task('clearUp', 'Decide about honoraria already promised', 'programManager', 'HONORARIA_DECIDED'),
  C7: task('clearUp', 'Tell those who have packets, also by telephone', 'assistant', 'PACKETS_RECALLED'),
  C6: task('clearUp', 'Record the reason and leave the door open', 'facilitator', 'REASON_RECORDED'),
} as const satisfies Record<string, Omit<TaskEntry, 'id'>>;

export type Task = keyof typeof table;

export const tasks = Object.fromEntries(
  Object.entries<Omit<TaskEntry, 'id'>>(table).map(([id, entry]) => [id, { id, ...entry }]),
) as Readonly<Record<Task, TaskEntry>>;

const titles = {
  clarifying: 'Clarifying purpose, time frame and team',
  recruiting: 'Selecting and orienting consultants',
  preparing: 'Framing, agenda and preparations',
  conducting: 'Conducting the match',
  products: 'Notes and summary',
  checkIn: 'Checking in',
} as const;

/** The six steps of the guide, with their tasks. The clear-up of a cancelled match is not one of them. */
export const steps: readonly StepEntry[] = Object.entries(titles).map(([id, title]) => ({
  id,
  title,
  tasks: Object.values<TaskEntry>(tasks).flatMap((entry) => (entry.step === id ? [entry.id] : [])),
}));
