import { z } from 'zod';
import { noFacts } from '../events/schema.ts';
import type { EventSchemas } from '../events/schema.ts';
import { formOnly, reasonOnly } from '../events/shared.ts';
import { clockTime, count, factDay, formBody, prose } from '../events/values.ts';

const notes = z.strictObject({ notes: prose.optional() });
const noted = { facts: noFacts.facts, texts: notes };
const on = (name: string) => ({ facts: z.strictObject({ [name]: factDay.optional() }), texts: notes });
/** What a reader of the summary writes. */
const remarks = { facts: noFacts.facts, texts: z.strictObject({ text: prose.optional(), notes: prose.optional() }) };

/** Events of the parts of a CSSP peer match: calls, invitations, arrangements, evaluations, honoraria, reviews, commitments. */
export const csspPartEvents = {
  CALL_MOVED: { facts: z.strictObject({ on: factDay.optional(), time: clockTime.optional() }), texts: notes },
  CALL_HELD: {
    facts: z.strictObject({ heldOn: factDay, seekers: count.optional(), helpers: count.optional() }),
    texts: z.strictObject({ form: formBody.optional(), notes: prose.optional() }),
  },
  CALL_CANCELLED: reasonOnly,
  CALL_REOPENED: reasonOnly,
  CALL_NOTES_SENT: formOnly,
  CALL_TIME_ANSWERED: { facts: z.strictObject({ fits: z.boolean() }), texts: notes },
  CALL_TIME_ANSWER_UNDONE: noFacts,

  CANDIDATE_EXAMINED: {
    facts: z.strictObject({ suitable: z.boolean().optional() }),
    texts: z.strictObject({ form: formBody.optional(), reason: prose.optional() }),
  },
  CONSULTANT_INVITED: remarks,
  INVITATION_ACCEPTED: noted,
  /** Who might come instead, and how to reach them, are for the facilitator to suggest anew. */
  INVITATION_DECLINED: {
    facts: noFacts.facts,
    texts: z.strictObject({ reason: prose.optional(), substitute: prose.optional(), reach: prose.optional() }),
  },
  INVITATION_WITHDRAWN: reasonOnly,
  INVITATION_ANSWER_UNDONE: reasonOnly,

  ARRANGEMENT_MADE: {
    facts: noFacts.facts,
    texts: z.strictObject({ form: formBody.optional(), notes: prose.optional() }),
  },
  ARRANGEMENT_CONFIRMED: noted,
  ARRANGEMENT_NOT_NEEDED: reasonOnly,
  ARRANGEMENT_REOPENED: reasonOnly,

  EVALUATION_RETURNED: formOnly,
  EVALUATION_TAKEN_BACK: reasonOnly,

  HONORARIUM_FORM_RECEIVED: formOnly,
  HONORARIUM_PROCESSED: on('processedOn'),
  HONORARIUM_PAID: on('paidOn'),
  HONORARIUM_DECLINED: reasonOnly,
  HONORARIUM_WITHDRAWN: reasonOnly,
  HONORARIUM_REOPENED: reasonOnly,

  SUMMARY_APPROVED: remarks,
  SUMMARY_AMENDED: remarks,
  SUMMARY_OBJECTED: remarks,
  REVIEW_ANSWER_UNDONE: reasonOnly,

  COMMITMENT_KEPT: noted,
  COMMITMENT_DROPPED: reasonOnly,
  COMMITMENT_REOPENED: reasonOnly,
} satisfies EventSchemas;
