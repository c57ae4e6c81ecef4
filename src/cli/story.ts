import { factSheet, purpose, reflections } from './story-forms.ts';

/**
 * One worked CSSP match, from assignment to check-in, every task settled in time: sample data for `npm start -- --demo`,
 * the end-to-end suite and the benchmark. Days are counted from the assignment, the match starts on day 56 (eight weeks).
 * `@name` in the data stands for the person of that `ref`.
 */
export interface Scene {
  /** Days after the assignment. */
  readonly day: number;
  /** Local time of the match, `HH:MM`. */
  readonly time: string;
  /** Whose token reports it: a role. */
  readonly as: 'facilitator' | 'assistant' | 'programManager';
  /** An event, or `RELEASE`: all drafts of `data.kind` go out. */
  readonly type: string;
  readonly task?: string;
  readonly part?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

export const ZONE = 'America/New_York';
export const START_DAY = 56;
export const END_DAY = 57;

const person = (ref: string, name: string, roles: string[], more: Record<string, unknown> = {}) => ({
  ref,
  name,
  roles,
  email: `${ref}@example.org`,
  telephone: '555-0100',
  organization: 'Sample Organization',
  address: '1 Sample Street, Sampletown',
  ...more,
});

/** A small cast: three people who want to learn, two who have done it, and the staff. */
export const people = [
  person('pm', 'Pat Program', ['programManager']),
  person('fac', 'Fran Facilitator', ['facilitator']),
  person('aa', 'Alex Assistant', ['assistant']),
  person('lead', 'Sam Sitelead', ['lead', 'participant'], { team: 'seeker', title: 'Director' }),
  person('official', 'Olly Official', ['participant'], { team: 'seeker', title: 'Council member' }),
  person('resident', 'Robin Resident', ['resident', 'participant'], { team: 'seeker' }),
  person('con1', 'Chris Consultant', ['consultant'], { team: 'helper', title: 'Director' }),
  person('con2', 'Casey Consultant', ['consultant'], { team: 'helper', title: 'Organizer' }),
] as const;

const fac = (day: number, time: string, type: string, more: Partial<Scene> = {}): Scene => ({
  day,
  time,
  as: 'facilitator',
  type,
  ...more,
});
const aa = (day: number, time: string, type: string, more: Partial<Scene> = {}): Scene => ({
  day,
  time,
  as: 'assistant',
  type,
  ...more,
});
const pm = (day: number, time: string, type: string, more: Partial<Scene> = {}): Scene => ({
  day,
  time,
  as: 'programManager',
  type,
  ...more,
});

const ARRANGEMENTS = ['travel', 'facility', 'hotel', 'meals', 'audiovisual', 'ground', 'phoneCards'];
const SITE = ['@lead', '@official', '@resident'];
const ATTENDED = [...SITE, '@con1', '@con2'];

/** Day 0 is a Monday. `dayOf` turns a number of days into a date. */
export function scenes(dayOf: (day: number) => string): Scene[] {
  return [
    // Step 1: clarifying
    fac(0, '09:30', 'RELEASE', { data: { kind: 'm1' } }),
    fac(0, '09:40', 'RELEASE', { data: { kind: 'm3' } }),
    fac(1, '10:00', 'SITE_CONTACTED', { data: { contactedOn: dayOf(1), channel: 'phone' } }),
    fac(1, '10:30', 'TIMELINE_DRAFTED', { data: { targetStart: dayOf(START_DAY), targetEnd: dayOf(END_DAY) } }),
    pm(1, '11:00', 'WRITER_NAMED', { data: { writer: '@fac' } }),
    fac(2, '10:00', 'PURPOSE_CLARIFIED', { data: { form: purpose } }),
    pm(2, '11:00', 'FUNDS_ANSWERED', { data: { for: 'site', available: true } }),
    pm(2, '11:05', 'FUNDS_ANSWERED', { data: { for: 'consultants', available: false } }),
    fac(3, '10:00', 'DATES_FINALIZED', { data: { matchStart: dayOf(START_DAY), matchEnd: dayOf(END_DAY) } }),
    fac(3, '11:00', 'CALL_PLANNED', { data: { call: 'first', audience: 'initial', on: dayOf(7), invitees: SITE } }),
    fac(3, '11:10', 'RELEASE', { data: { kind: 'm6' } }),
    fac(7, '15:00', 'CALL_HELD', { part: 'call/first', data: { heldOn: dayOf(7), seekers: 3, helpers: 0 } }),
    fac(8, '10:00', 'CALL_NOTES_SENT', { part: 'call/first' }),
    fac(8, '10:10', 'RELEASE', { data: { kind: 'm7' } }),
    // Step 2: recruiting
    fac(2, '14:00', 'CANDIDATE_SUGGESTED', { data: { person: '@con1', lead: true } }),
    fac(2, '14:10', 'CANDIDATE_SUGGESTED', { data: { person: '@con2', lead: false } }),
    fac(3, '14:00', 'CANDIDATE_EXAMINED', { part: 'invitation/@con1', data: { suitable: true } }),
    fac(3, '14:10', 'CANDIDATE_EXAMINED', { part: 'invitation/@con2', data: { suitable: true } }),
    fac(3, '15:00', 'CONSULTANT_INVITED', { part: 'invitation/@con1' }),
    fac(3, '15:10', 'CONSULTANT_INVITED', { part: 'invitation/@con2' }),
    fac(3, '15:20', 'RELEASE', { data: { kind: 'm4' } }),
    fac(4, '10:00', 'INVITATION_ACCEPTED', { part: 'invitation/@con1' }),
    fac(4, '11:00', 'INVITATION_ACCEPTED', { part: 'invitation/@con2' }),
    fac(7, '10:00', 'RELEASE', { data: { kind: 'm5' } }),
    // Step 3: preparing
    fac(9, '10:00', 'FACT_SHEET_OPENED'),
    fac(15, '10:00', 'CONSULTANT_TEAM_ASSEMBLED'),
    fac(16, '10:00', 'CALL_PLANNED', { data: { call: 'group', audience: 'group', on: dayOf(21), invitees: ATTENDED } }),
    fac(16, '10:10', 'RELEASE', { data: { kind: 'm6' } }),
    fac(21, '15:00', 'CALL_HELD', { part: 'call/group', data: { heldOn: dayOf(21), seekers: 3, helpers: 2 } }),
    fac(22, '09:30', 'SHARING_ANSWERED', { data: { team: 'seeker' } }),
    fac(22, '09:40', 'SHARING_ANSWERED', { data: { team: 'helper' } }),
    fac(22, '10:00', 'CALL_NOTES_SENT', { part: 'call/group' }),
    fac(22, '10:10', 'RELEASE', { data: { kind: 'm7' } }),
    fac(29, '10:00', 'FACT_SHEET_SUBMITTED', { data: { form: factSheet(dayOf(START_DAY), dayOf(END_DAY)) } }),
    aa(29, '14:00', 'FACT_SHEET_ACCEPTED'),
    fac(29, '15:00', 'SITE_TEAM_LISTED'),
    fac(30, '10:00', 'AGENDA_BUILT'),
    fac(30, '11:00', 'DRAFT_AGENDA_CIRCULATED'),
    fac(30, '11:10', 'RELEASE', { data: { kind: 'm12' } }),
    fac(30, '12:00', 'CONFIRMATIONS_APPROVED'),
    aa(30, '15:00', 'RELEASE', { data: { kind: 'm13a' } }),
    aa(30, '15:05', 'RELEASE', { data: { kind: 'm13b' } }),
    aa(30, '15:10', 'CONFIRMATIONS_RELEASED'),
    fac(31, '10:00', 'PACKET_MATERIALS_SHARED'),
    ...ARRANGEMENTS.map((name, n) => aa(35, `10:0${n}`, 'ARRANGEMENT_MADE', { part: `arrangement/${name}` })),
    ...ARRANGEMENTS.map((name, n) => fac(36, `10:0${n}`, 'ARRANGEMENT_CONFIRMED', { part: `arrangement/${name}` })),
    fac(43, '10:00', 'PACKET_CONTENTS_HANDED_OVER'),
    fac(43, '11:00', 'PRACTICAL_NOTE_SENT'),
    fac(43, '11:10', 'RELEASE', { data: { kind: 'm14' } }),
    fac(43, '12:00', 'READINESS_ANSWERED'),
    aa(44, '10:00', 'PACKETS_MAILED'),
    aa(44, '10:10', 'RELEASE', { data: { kind: 'm15' } }),
    // Step 4: conducting
    fac(56, '10:00', 'OPENING_ORIENTATION_GIVEN'),
    fac(57, '14:00', 'ATTENDANCE_MARKED', { data: { attended: ATTENDED, residents: ['@resident'] } }),
    ...ATTENDED.map((name, n) => fac(57, `15:0${n}`, 'EVALUATION_RETURNED', { part: `evaluation/${name}` })),
    fac(57, '15:30', 'EVALUATIONS_HANDED_OVER', { data: { returned: 5, attended: 5 } }),
    fac(57, '15:40', 'HONORARIUM_FORM_RECEIVED', { part: 'honorarium/@resident' }),
    fac(57, '16:00', 'MATCH_ENDED'),
    // Step 5: products
    fac(58, '10:00', 'RELEASE', { data: { kind: 'm19' } }),
    fac(58, '11:00', 'COMMITMENT_MADE', { data: { commitment: 'plan', by: '@lead' } }),
    fac(58, '12:00', 'REFLECTIONS_CIRCULATED', { data: { form: reflections(dayOf(88)) } }),
    fac(58, '12:10', 'RELEASE', { data: { kind: 'm20' } }),
    aa(63, '10:00', 'HONORARIUM_PROCESSED', { part: 'honorarium/@resident' }),
    aa(63, '10:10', 'RELEASE', { data: { kind: 'm18b' } }),
    aa(70, '10:00', 'HONORARIUM_PAID', { part: 'honorarium/@resident' }),
    fac(77, '10:00', 'SUMMARY_CIRCULATED', {
      data: { reviewSentOn: dayOf(77), reviewUntil: dayOf(91), reviewers: ATTENDED },
    }),
    fac(77, '10:10', 'RELEASE', { data: { kind: 'm21' } }),
    ...ATTENDED.map((name, n) => fac(79, `10:0${n}`, 'SUMMARY_APPROVED', { part: `review/${name}` })),
    fac(84, '10:00', 'SUMMARY_FINALIZED'),
    fac(84, '10:10', 'RELEASE', { data: { kind: 'm23a' } }),
    pm(85, '10:00', 'SUMMARY_PUBLISHED'),
    pm(85, '10:10', 'RELEASE', { data: { kind: 'm23b' } }),
    // Step 6: the check-in, three months after the end
    fac(155, '10:00', 'CHECK_IN_ANSWERED', { data: { requests: 0, newNeeds: false } }),
  ].sort((a, b) => a.day - b.day || (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}
