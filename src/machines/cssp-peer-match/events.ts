import { kernelEvents, taskEvents } from '../kernel/catalogue.ts';
import type { EventEntry } from '../kernel/types.ts';
import { closingEvents } from './events-closing.ts';
import { partEvents } from './events-of-parts.ts';
import { anyone, fac, manager, pm, staff } from './roles.ts';

const dates = { matchStart: 'matchStart', matchEnd: 'matchEnd' } as const;

/** Who may report what in a CSSP peer match, and on which dates it hangs (requirements.md A2.1, A8, A9). */
export const catalogue = {
  MATCH_DRAFTED: { title: 'Match drafted', roles: fac },
  ASSIGNED: { title: 'Facilitator assigned', roles: fac, anchors: { assigned: 'assignedOn', ...dates } },

  SITE_CONTACTED: { title: 'Requesting site contacted', roles: fac, task: 'T01' },
  TIMELINE_DRAFTED: {
    title: 'Tentative timeline drafted',
    roles: fac,
    task: 'T02',
    anchors: { matchStart: 'targetStart', matchEnd: 'targetEnd' },
  },
  DATES_FINALIZED: { title: 'Dates settled', roles: fac, task: 'T03', anchors: dates },
  DATE_MOVED: { title: 'Dates moved', roles: fac, task: 'T03', anchors: dates },
  WRITER_NAMED: { title: 'Writer of notes and summary named', roles: fac, task: 'T32' },
  FUNDS_ANSWERED: { title: 'Question about honorarium funds answered', roles: fac, task: 'T26' },
  PURPOSE_CLARIFIED: { title: 'Purpose and readiness clarified', roles: fac, task: 'F1', form: 'F1' },
  ALTERNATIVES_NOTED: { title: 'Other help for residents noted', roles: fac, task: 'T26' },
  CALL_PLANNED: { title: 'Call planned', roles: staff },

  CANDIDATE_SUGGESTED: { title: 'Candidate suggested', roles: staff, task: 'T36' },
  WIDER_SEARCH_STARTED: { title: 'Wider search started', roles: pm, task: 'X6' },
  CONSULTANTS_ORIENTED: { title: 'Consultants oriented', roles: staff, task: 'T27' },

  FACT_SHEET_OPENED: { title: 'Fact Sheet read, logistics opened', roles: fac, task: 'T07' },
  FACT_SHEET_SUBMITTED: { title: 'Fact Sheet sent to the assistant', roles: fac, task: 'T08', form: 'F4' },
  FACT_SHEET_ACCEPTED: { title: 'Fact Sheet accepted by the assistant', roles: staff, task: 'T08' },
  FACT_SHEET_RETURNED: { title: 'Fact Sheet returned with remarks', roles: staff, task: 'T08' },
  CONSULTANT_TEAM_ASSEMBLED: { title: 'Consultant team assembled', roles: fac, task: 'T34', form: 'F3' },
  SITE_TEAM_LISTED: { title: "Requesting site's team list sent", roles: fac, task: 'T09', form: 'F3' },
  NO_RESIDENTS_EXPLAINED: {
    title: 'Reason given why no residents take part',
    roles: fac,
    task: 'T09',
    tells: 'arrangement',
  },
  KEEP_WARM_SENT: { title: 'Sign of life sent', roles: staff, task: 'X10' },
  AGENDA_BUILT: { title: 'Agenda built', roles: fac, task: 'T10', form: 'F6' },
  DRAFT_AGENDA_CIRCULATED: { title: 'Draft agenda circulated', roles: staff, task: 'T11' },
  AGENDA_ANSWERED: { title: 'Draft agenda answered', roles: anyone, task: 'T11' },
  AGENDA_ANSWER_UNDONE: { title: 'Answer to the draft agenda undone', roles: anyone, task: 'T11' },
  CONFIRMATIONS_APPROVED: { title: 'Confirmation letters approved', roles: fac, task: 'T12' },
  CONFIRMATIONS_RELEASED: {
    title: 'Confirmation letters released',
    roles: ['assistant', 'programManager'],
    task: 'T12',
  },
  SHARING_ANSWERED: { title: 'A team said what it would share', roles: [...staff, 'lead', 'consultant'], task: 'T29' },
  PACKET_MATERIALS_SHARED: { title: 'Packet materials shared', roles: staff, task: 'T13' },
  PACKET_CONTENTS_HANDED_OVER: { title: 'Contents of the packets handed over', roles: fac, task: 'T14' },
  PACKETS_MAILED: { title: 'Packets mailed', roles: staff, task: 'T30' },
  PRACTICAL_NOTE_SENT: { title: 'Practical note sent', roles: staff, task: 'T28' },
  READINESS_ANSWERED: { title: 'Readiness checked', roles: fac, task: 'T33', form: 'F12' },

  ...closingEvents,
  ...partEvents,

  MATCH_MADE_VIRTUAL: { title: 'Match moved to video', roles: fac, tells: 'arrangement', weighty: true },
  MATCH_MADE_IN_PERSON: { title: 'Match in person again', roles: fac, tells: 'arrangement', weighty: true },

  PERSON_ADDED: { title: 'Person added', roles: staff, tells: 'arrangement' },
  PERSON_LEFT: { title: 'Person left', roles: staff, weighty: true },
  PERSON_BOUNCED: { title: 'Mail to a person came back', roles: [...staff, 'engine'] },
  PERSON_CHANGED: { title: 'Person changed', roles: staff, tells: 'arrangement' },
  PEOPLE_LISTED: { title: 'List of people taken over', roles: staff, tells: 'arrangement' },
  PERSON_ERASED: { title: 'Person erased on request', roles: staff },
  ROLE_HANDED_OVER: { title: 'Role handed over', roles: manager, weighty: true },
  HELD: { title: 'Match put on hold', roles: fac, weighty: true },
  RESUMED: { title: 'Match resumed', roles: fac, weighty: true },
  WITHDRAWN: { title: 'Requesting site withdrew', roles: fac, weighty: true },
  NO_MATCH_FOUND: { title: 'No suitable match found', roles: pm, weighty: true },
  NOT_HELD: { title: 'Match was not held', roles: fac, weighty: true },

  CANCELLATION_TOLD: { title: 'Everybody told of the cancellation', roles: staff, task: 'C1' },
  CONSULTANTS_TOLD: { title: 'Candidates and consultants told', roles: staff, task: 'C2' },
  CALENDAR_ENTRIES_CANCELLED: { title: 'Calls and calendar entries cancelled', roles: staff, task: 'C3' },
  ARRANGEMENTS_RELEASED: { title: 'Arrangements released', roles: staff, task: 'C4' },
  HONORARIA_DECIDED: { title: 'Honoraria decided', roles: pm, task: 'C5' },
  PACKETS_RECALLED: { title: 'Those who have packets told', roles: staff, task: 'C7' },
  REASON_RECORDED: { title: 'Reason recorded', roles: fac, task: 'C6' },
  CANCELLATION_UNDONE: { title: 'Cancellation taken back', roles: fac, weighty: true },

  ...taskEvents,
  ...kernelEvents,
} as const satisfies Record<string, EventEntry>;

export type Event = keyof typeof catalogue;
