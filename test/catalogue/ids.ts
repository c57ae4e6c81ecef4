/** Where in the code an id lives; each kind is looked up in the registry that the product itself uses. */
export type CodeKind =
  'task' | 'letter' | 'form' | 'check' | 'finding' | 'event' | 'policy' | 'guidance' | 'route' | 'file';
export interface Entry {
  readonly what: string;
  /** `event HELD`, `route GET /api/v1/matches/{id}/checks`. */
  readonly code: readonly `${CodeKind} ${string}`[];
}
type Lines = Readonly<Record<string, string>>;

const inKind = (kind: CodeKind, lines: Lines): Record<string, Entry> =>
  Object.fromEntries(Object.entries(lines).map(([id, what]) => [id, { what, code: [`${kind} ${id}`] as const }]));

/** requirements.md A2.1: there is no T31. */
const tasks: Lines = {
  T01: 'first contact with the lead of the requesting site',
  T02: 'tentative timeline, what drives it, what must happen first',
  T03: 'match dates settled',
  T04: 'assistant told the timeline and the lead contacts',
  T05: 'first conference call with the site',
  T06: 'consultants selected and recruited',
  T07: 'Fact Sheet read, logistics opened',
  T08: 'completed Fact Sheet to the assistant',
  T09: 'complete team list of the site to the assistant',
  T10: 'agenda built in calls',
  T11: 'draft agenda circulated',
  T12: 'confirmation letters drafted and released',
  T13: 'packet materials shared with the assistant',
  T14: 'agenda, list and materials handed to the assistant',
  T15: 'arrangements confirmed, seven parts',
  T16: 'orientation at the opening',
  T17: 'evaluation forms collected and handed over',
  T18: 'honorarium of each resident, from form to paid',
  T19: 'thank-you letters to both teams',
  T20: 'reflections and next steps circulated',
  T21: 'draft summary circulated for review with a deadline',
  T22: 'final summary with every comment settled',
  T23: 'summary published, or kept internal with a reason',
  T24: 'check-in on impact and new needs',
  T25: 'notes after every call',
  T26: 'question about honorarium funds, for each side',
  T27: 'consultants briefed and oriented',
  T28: 'practical note',
  T29: 'each team asked what it would share',
  T30: 'packets assembled and mailed',
  T32: 'writer of the two products named',
  T33: 'readiness triad',
  T34: 'consultant team assembled',
  T35: 'who attended',
  T36: 'candidates examined',
  T37: 'group call with seekers and helpers',
};

/** requirements.md A2.3. */
const letters: Lines = {
  m1: 'first contact',
  m2: 'timeline and lead contacts',
  m3: 'question about honorarium funds',
  m4: 'invitation and briefing',
  m5: 'orientation of consultants, short version for the site',
  m6: 'call invitation',
  m7: 'call notes',
  m8: 'consultant contacts',
  m9: 'blank Fact Sheet',
  m10: 'filled Fact Sheet',
  m11: 'team list',
  m12: 'draft agenda',
  m13a: 'confirmation to participants',
  m13b: 'confirmation to consultants',
  m14: 'practical note',
  m15: 'packet',
  m16: 'arrangements to confirm',
  m17: 'evaluations handed over, n of m',
  m18a: 'honorarium forms',
  m18b: 'payment notice',
  m19: 'thank-you',
  m20: 'reflections and next steps',
  m21: 'draft summary for review with its date',
  m22: 'review reminder',
  m23a: 'final summary',
  m23b: 'publication notice',
  m24a: 'check-in question',
  m24b: 'check-in result',
  x3: 'cancellation',
  x4: 'hand-over of a role',
  x5: 'thanks to somebody who declined',
  x7: 'letter to a substitute',
  x8: 'change of date, old and new',
  r: 'reminder and escalation',
};

/** requirements.md A2.2. */
const forms: Lines = {
  F1: 'purpose and readiness, seven questions',
  F2: 'suitability of a consultant, five questions and eight qualities',
  F3: 'person record, six fields and needs',
  F4: 'Fact Sheet, twenty-five questions',
  F5: 'call record',
  F6: 'agenda with time targets',
  F7: 'evaluation (sample)',
  F8: 'honorarium form (sample)',
  F9: 'takeaways, next steps, commitments, options',
  F10: 'summary in five sections',
  F11: 'check-in, four answers',
  F12: 'self-check, four and two questions',
};

/** requirements.md A2.4. */
const rules: Lines = {
  R1: 'team of three to ten per site',
  R2: 'residents whenever possible, else the reason',
  R3: 'mirror: every role kind has a counterpart',
  R4: 'lead time of six to eight weeks',
  R5: 'work begun within a week',
  R6: 'two calls or more before the match',
  R7: 'a review carries its deadline',
  R8: 'nothing published before everybody could review it',
  R9: 'honoraria for residents only, after a yes about funds',
  R10: 'about two working days',
  R11: 'rooms in a U or with staggered tables',
  R12: 'agenda, nine points',
  R13: 'packet of four parts',
  R14: 'notes follow each call',
  R15: 'six fields of each person',
  R16: 'helpers may come from several sites',
};

/** requirements.md A9. */
const paths: Record<string, Entry> = {
  X1: {
    what: 'facilitator does not start in a week',
    code: ['policy start', 'finding X1', 'event WINDOW_SHIFTED', 'event ROLE_HANDED_OVER'],
  },
  X2: {
    what: 'requesting site is silent',
    code: ['event SITE_CONTACTED', 'policy site', 'letter m1r', 'finding X2', 'event WITHDRAWN'],
  },
  X3: { what: 'site withdraws', code: ['event WITHDRAWN', 'letter x3', 'task C1', 'task C6'] },
  X4: { what: 'somebody in a role is replaced', code: ['event ROLE_HANDED_OVER', 'letter x4'] },
  X5: {
    what: 'consultant declines, or does not answer in nine working days',
    code: ['event INVITATION_DECLINED', 'event INVITATION_EXPIRED', 'letter x5', 'finding X5', 'finding DATE_AT_RISK'],
  },
  X6: { what: 'no suitable match', code: ['event NO_MATCH_FOUND'] },
  X7: {
    what: 'drop-out after the list is final, no-show',
    code: ['event PERSON_LEFT', 'finding X7', 'letter m11', 'letter x7'],
  },
  X8: { what: 'match date moves', code: ['event DATE_MOVED', 'letter x8'] },
  X9: {
    what: 'date moved after packets were mailed',
    code: ['letter x8', 'route GET /api/v1/matches/{id}/phone-list'],
  },
  X10: { what: 'less than five weeks at the start', code: ['finding X10', 'event PLAN_COMPRESSED'] },
  X11: { what: 'date never fixed', code: ['finding X11'] },
  X12: { what: 'no residents', code: ['finding X12', 'event NO_RESIDENTS_EXPLAINED', 'guidance no-residents'] },
  X13: { what: 'residents, but no funds', code: ['finding X13', 'event FUNDS_ANSWERED'] },
  X14: { what: 'resident without e-mail, telephone or bank', code: ['finding X14'] },
  X15: { what: 'Fact Sheet late or inconsistent', code: ['event FACT_SHEET_RETURNED', 'finding X15'] },
  X16: { what: 'venue lost, weather, emergency', code: ['event HELD', 'event RESUMED'] },
  X17: { what: 'agenda not agreed', code: ['event AGENDA_BUILT', 'form F6', 'finding X17'] },
  X18: { what: 'evaluations not collected on site', code: ['event EVALUATION_CLOSED'] },
  X19: { what: 'nobody answers the review', code: ['event REVIEW_CLOSED', 'finding X19'] },
  X20: { what: 'somebody objects, or amends after final', code: ['event SUMMARY_OBJECTED', 'finding X20'] },
  X21: { what: 'writer of the summary disappears', code: ['event WRITER_NAMED'] },
  X22: { what: 'check-in unanswered, or the lead has left', code: ['policy checkIn', 'event CHECK_IN_EXPIRED'] },
  X23: { what: 'commitments dropped', code: ['event COMMITMENT_DROPPED'] },
  X24: { what: 'mail bounces', code: ['event PERSON_BOUNCED', 'letter x24', 'finding X24'] },
  X25: { what: 'same person in two matches or roles', code: ['letter digest'] },
  X26: { what: 'wrong click', code: ['event TASK_REOPENED', 'event CANCELLATION_UNDONE'] },
  X27: {
    what: 'method changed while matches run',
    code: ['route GET /api/v1/matches/{id}/version-effects'],
  },
  X28: {
    what: 'person asks to be removed',
    code: ['event PERSON_ERASED', 'route POST /api/v1/matches/{id}/people/{person}/erase'],
  },
  X29: { what: 'daylight saving, holidays, weekend', code: ['event CALENDAR_CHANGED', 'file src/calendar/days.ts'] },
  X30: { what: 'mail or workflow service down when something is to leave', code: ['file src/mail/hand-over.ts'] },
};

/** Every id that requirements.md A2 and A9 give, once, with what it stands for and where it lives. */
export const IDS: Readonly<Record<string, Entry>> = {
  ...inKind('task', tasks),
  ...inKind('letter', letters),
  ...inKind('form', forms),
  ...inKind('check', rules),
  ...paths,
};
