import { z } from 'zod';
import { noFacts } from '../events/schema.ts';
import type { EventSchemas } from '../events/schema.ts';
import { formOnly, reasonOnly } from '../events/shared.ts';
import { clockTime, count, factDay, formBody, opaqueId, prose } from '../events/values.ts';

const notes = z.strictObject({ notes: prose.optional() });
const noted = { facts: noFacts.facts, texts: notes };
/** How far a payment is. An amount is in cents, or whatever is the hundredth part; it stands alone and names no account. */
const on = (name: string) => ({
  facts: z.strictObject({
    [name]: factDay.optional(),
    amount: z.int().min(1).max(100_000_00).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be a currency like USD')
      .optional(),
  }),
  texts: notes,
});
/** What a reader of the summary writes. */
const remarks = { facts: noFacts.facts, texts: z.strictObject({ text: prose.optional(), notes: prose.optional() }) };
/** The same, as a comment that is settled one day. */
const comment = { ...remarks, facts: z.strictObject({ comment: opaqueId.optional() }) };

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
  SUMMARY_AMENDED: comment,
  SUMMARY_OBJECTED: comment,
  REVIEW_ANSWER_UNDONE: reasonOnly,

  COMMITMENT_KEPT: noted,
  COMMITMENT_DROPPED: reasonOnly,
  COMMITMENT_REOPENED: reasonOnly,
} satisfies EventSchemas;
