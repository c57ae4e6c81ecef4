import { z } from 'zod';
import { noFacts } from '../events/schema.ts';
import type { EventSchema, EventSchemas } from '../events/schema.ts';
import { formOnly, peopleEvents, reasonNeeded, reasonOnly, sharedEvents, startFacts } from '../events/shared.ts';
import { clockTime, code, count, factDay, formBody, opaqueId, personRef, prose } from '../events/values.ts';
import { ROLE_KINDS, team } from '../people.ts';
import { csspPartEvents } from './part-events.ts';

const kind = z.enum(ROLE_KINDS);
const persons = z.array(personRef).max(500);
const notes = { notes: prose.optional() };
const form = { form: formBody.optional() };

const saying = (facts: z.ZodRawShape, more: Omit<EventSchema, 'facts'> = {}): EventSchema => ({
  facts: z.strictObject(facts),
  texts: z.strictObject(notes),
  ...more,
});
const noted = saying({});
const text = { facts: noFacts.facts, texts: z.strictObject({ text: prose.optional(), ...notes }) };

const dates = { matchStart: factDay, matchEnd: factDay.optional() };
const ordered = ['matchStart', 'matchEnd'] as const;
const aboutPerson = {
  person: personRef,
  team: team.optional(),
  kind: kind.optional(),
  resident: z.boolean().optional(),
  /** All six fields are filled (R15), and there is a way to reach her (X14). The API knows; nobody need say it. */
  complete: z.boolean().optional(),
  reachable: z.boolean().optional(),
};
/** The people of the match are given by the API: ids and teams, no names. */
const people = z.array(z.strictObject({ ...aboutPerson, person: opaqueId })).max(500);

const starting = {
  MATCH_DRAFTED: { facts: z.strictObject(startFacts), ordered },
  ASSIGNED: { facts: z.strictObject({ ...startFacts, assignedOn: factDay, people: people.optional() }), ordered },
} satisfies EventSchemas;

const clarifying = {
  SITE_CONTACTED: saying({
    contactedOn: factDay.optional(),
    channel: code.optional(),
    outcome: code
      .optional()
      .meta({ description: '`noAnswer`: the site is written to twice more, then the program manager calls' }),
  }),
  TIMELINE_DRAFTED: saying(
    { targetStart: factDay.optional(), targetEnd: factDay.optional() },
    {
      texts: z.strictObject({ drivenBy: prose.optional(), first: prose.optional(), ...notes }),
      ordered: ['targetStart', 'targetEnd'],
    },
  ),
  DATES_FINALIZED: saying(dates, { ordered }),
  DATE_MOVED: saying(
    {
      ...dates,
      final: z.boolean().optional(),
      /** The date version that the consequences were looked at for: refused when somebody else moved meanwhile. */
      basis: count.optional(),
      /** Settled tasks that are to be done again for the new dates. */
      reopen: z.array(code).max(100).optional(),
    },
    { texts: z.strictObject({ reason: prose.optional(), text: prose.optional() }), ordered },
  ),
  WRITER_NAMED: saying({ writer: personRef }, { persons: ['writer'] }),
  FUNDS_ANSWERED: saying({ for: z.enum(['site', 'consultants']), available: z.boolean() }),
  ALTERNATIVES_NOTED: { facts: noFacts.facts, texts: z.strictObject({ text: prose }) },
  PURPOSE_CLARIFIED: formOnly,
  CALL_PLANNED: saying(
    {
      call: opaqueId.optional(),
      audience: z.enum(['initial', 'site', 'consultants', 'group', 'everyone']).optional(),
      on: factDay.optional(),
      time: clockTime.optional(),
      invitees: persons.optional(),
    },
    { texts: z.strictObject({ text: prose.optional(), ...notes }), persons: ['invitees'] },
  ),
} satisfies EventSchemas;

const preparing = {
  CANDIDATE_SUGGESTED: saying(
    { person: personRef, lead: z.boolean().optional(), suggestedBy: personRef.optional() },
    { persons: ['person', 'suggestedBy'] },
  ),
  WIDER_SEARCH_STARTED: noted,
  CONSULTANTS_ORIENTED: noted,
  FACT_SHEET_OPENED: noFacts,
  // Sent though questions are open (X15): the assistant sees which.
  FACT_SHEET_SUBMITTED: { facts: z.strictObject({ partial: z.boolean().optional() }), texts: formOnly.texts },
  FACT_SHEET_ACCEPTED: noted,
  FACT_SHEET_RETURNED: {
    facts: noFacts.facts,
    texts: z.strictObject({ remarks: prose, reason: prose.optional() }),
  },
  CONSULTANT_TEAM_ASSEMBLED: formOnly,
  SITE_TEAM_LISTED: formOnly,
  NO_RESIDENTS_EXPLAINED: reasonNeeded,
  // Finished though nobody agreed on some points (X17): which, stands in the form.
  AGENDA_BUILT: { facts: z.strictObject({ openPoints: z.boolean().optional() }), texts: formOnly.texts },
  DRAFT_AGENDA_CIRCULATED: text,
  AGENDA_ANSWERED: { facts: z.strictObject({ fine: z.boolean() }), texts: z.strictObject({ text: prose.optional() }) },
  AGENDA_ANSWER_UNDONE: noFacts,
  CONFIRMATIONS_APPROVED: noted,
  CONFIRMATIONS_RELEASED: noted,
  SHARING_ANSWERED: saying({ team, agreed: z.boolean().optional() }),
  PACKET_MATERIALS_SHARED: saying({ files: z.array(opaqueId).max(100).optional() }),
  PACKET_CONTENTS_HANDED_OVER: saying({
    contents: z
      .array(z.enum(['agenda', 'participantList', 'materials']))
      .min(1)
      .optional(),
  }),
  PACKETS_MAILED: saying(
    {
      mailedOn: factDay.optional(),
      persons: persons.optional(),
      contents: z
        .array(z.enum(['agenda', 'participantList', 'materials', 'evaluationForm']))
        .min(1)
        .optional(),
    },
    { persons: ['persons'] },
  ),
  PRACTICAL_NOTE_SENT: text,
  KEEP_WARM_SENT: text,
  READINESS_ANSWERED: formOnly,
} satisfies EventSchemas;

const closing = {
  MATCH_STARTED: saying({ startedOn: factDay.optional() }),
  MATCH_ENDED: saying({ endedOn: factDay.optional() }),
  OPENING_ORIENTATION_GIVEN: noFacts,
  ATTENDANCE_MARKED: saying(
    { attended: persons, residents: persons.optional() },
    { persons: ['attended', 'residents'] },
  ),
  EVALUATIONS_HANDED_OVER: saying({ returned: count.optional(), attended: count.optional() }),
  THANKS_SENT: text,
  REFLECTIONS_CIRCULATED: {
    facts: z.strictObject({ commitments: z.array(opaqueId).max(200).optional() }),
    texts: z.strictObject({ ...form, text: prose.optional(), ...notes }),
  },
  COMMITMENT_MADE: saying(
    {
      commitment: opaqueId.optional(),
      /** Who will see to it; `by` is the same for one. */
      owners: z.array(personRef).min(1).max(50).optional(),
      by: personRef.optional(),
      due: factDay.optional(),
      kind: z.enum(['individual', 'collective']).optional(),
    },
    { texts: z.strictObject({ text: prose.optional(), ...notes }), persons: ['by', 'owners'] },
  ),
  SUMMARY_CIRCULATED: {
    facts: z.strictObject({
      reviewSentOn: factDay.optional(),
      reviewUntil: factDay.optional(),
      reviewers: persons.min(1).optional(),
    }),
    texts: z.strictObject({ ...form, text: prose.optional(), ...notes }),
    persons: ['reviewers'],
    ordered: ['reviewSentOn', 'reviewUntil'],
  },
  REVIEW_EXTENDED: saying({ reviewUntil: factDay }, { texts: z.strictObject({ reason: prose.optional() }) }),
  SUMMARY_FINALIZED: { facts: noFacts.facts, texts: z.strictObject({ ...form, text: prose.optional(), ...notes }) },
  AMENDMENT_SETTLED: {
    facts: z.strictObject({ comment: opaqueId, outcome: z.enum(['accepted', 'declined', 'noted']) }),
    texts: z.strictObject({ reason: prose.optional() }),
  },
  SUMMARY_CORRECTED: { facts: noFacts.facts, texts: z.strictObject({ ...form, text: prose.optional(), ...notes }) },
  SUMMARY_PUBLISHED: saying({ publishedOn: factDay.optional() }),
  SUMMARY_KEPT_INTERNAL: reasonNeeded,
  CHECK_IN_ANSWERED: {
    facts: z.strictObject({
      requests: count.optional(),
      information: z.boolean().optional(),
      exchange: z.boolean().optional(),
      newNeeds: z.boolean().optional(),
    }),
    texts: z.strictObject({ ...form, ...notes }),
  },
  INFORMATION_SENT: noted,
  EXCHANGE_BROUGHT_ABOUT: noted,
  NEW_NEED_TAKEN_UP: noted,
  CHECK_IN_TAKEN_BACK: noFacts,
} satisfies EventSchemas;

const always = {
  ...peopleEvents,
  PERSON_ADDED: saying({ ...aboutPerson, insteadOf: personRef.optional() }, { persons: ['person', 'insteadOf'] }),
  PERSON_CHANGED: saying(aboutPerson, { persons: ['person'] }),
  PEOPLE_LISTED: saying({ people }),
  /** Where people meet is a text: a link may let in whoever knows it (X16). */
  MATCH_MADE_VIRTUAL: { facts: noFacts.facts, texts: z.strictObject({ venue: prose, text: prose.optional() }) },
  MATCH_MADE_IN_PERSON: {
    facts: noFacts.facts,
    texts: z.strictObject({ venue: prose.default(''), text: prose.optional() }),
  },
  HELD: reasonOnly,
  RESUMED: reasonOnly,
  WITHDRAWN: reasonOnly,
  NO_MATCH_FOUND: reasonOnly,
  NOT_HELD: reasonOnly,
  CANCELLATION_TOLD: noted,
  CONSULTANTS_TOLD: noted,
  CALENDAR_ENTRIES_CANCELLED: noted,
  ARRANGEMENTS_RELEASED: noted,
  HONORARIA_DECIDED: noted,
  PACKETS_RECALLED: noted,
  REASON_RECORDED: reasonOnly,
  CANCELLATION_UNDONE: reasonOnly,
} satisfies EventSchemas;

/** What a person may report in a CSSP peer match (requirements.md A2.1, A2.2, A9). Facts are optional unless the chart cannot do without. */
export const csspEvents: EventSchemas = {
  ...sharedEvents,
  ...starting,
  ...clarifying,
  ...preparing,
  ...closing,
  ...csspPartEvents,
  ...always,
};
