import { z } from 'zod';

/** What a match leaves behind: commitments, the review of its summary, honoraria (requirements.md A2.1 T17 to T24). */
const instant = z.iso.datetime({ offset: true });
const nullable = z.string().nullable();

export const commitmentSchema = z.strictObject({
  id: z.string(),
  what: nullable,
  /** As it was written down. */
  who: nullable,
  /** The people of the match among them. */
  owners: z.array(z.string()),
  kind: z.enum(['individual', 'collective']).nullable(),
  due: nullable,
  /** Nobody is asked about it; what is dropped is dropped with a reason (X23). */
  state: z.enum(['open', 'kept', 'dropped']),
  reason: nullable,
  seq: z.int(),
});
export type CommitmentView = z.infer<typeof commitmentSchema>;

export const RESULTS = ['waiting', 'approved', 'amended', 'objected', 'noAnswer'] as const;
export const COMMENT_STATES = ['open', 'accepted', 'declined', 'noted'] as const;

export const commentSchema = z.strictObject({
  /** Goes into AMENDMENT_SETTLED. */
  id: z.string(),
  person: z.string(),
  kind: z.enum(['amendment', 'objection']),
  text: nullable,
  at: instant,
  seq: z.int(),
  /** It came after the review's date, or after the match had ended; it counts all the same. */
  late: z.boolean(),
  state: z.enum(COMMENT_STATES),
  reason: nullable,
});
export type CommentView = z.infer<typeof commentSchema>;

export const reviewSchema = z.strictObject({
  /** Not null: the summary was sent for review. */
  sentOn: nullable,
  until: nullable,
  /** Whoever was named to write it; null: the facilitator. */
  writer: nullable,
  counts: z.strictObject({
    asked: z.int(),
    waiting: z.int(),
    approved: z.int(),
    amended: z.int(),
    objected: z.int(),
    /** Silent by the date: they had the opportunity, which is no approval (X19). */
    noAnswer: z.int(),
    openComments: z.int(),
  }),
  people: z.array(
    z.strictObject({
      person: z.string(),
      name: nullable,
      result: z.enum(RESULTS),
      /** Had the opportunity to review, amend and approve: has answered, or the date has passed (R8). */
      hadOpportunity: z.boolean(),
      /** An answer is still taken from her, also after the date. */
      mayAnswer: z.boolean(),
    }),
  ),
  comments: z.array(commentSchema),
  /** Attended, and were never asked: they stand in the way of publishing (R8). */
  notAsked: z.array(z.string()),
  /** R8 is met. */
  mayBePublished: z.boolean(),
});
export type ReviewView = z.infer<typeof reviewSchema>;

export const HONORARIUM_STATES = ['due', 'formIn', 'processed', 'paid', 'declined', 'withdrawn'] as const;

export const honorariumSchema = z.strictObject({
  part: z.string(),
  person: nullable,
  name: nullable,
  state: z.enum(HONORARIUM_STATES),
  formOn: nullable,
  processedOn: nullable,
  paidOn: nullable,
  /** In hundredths of the currency. */
  amount: z.int().nullable(),
  currency: nullable,
  /** How it reaches the resident; who has no bank gets a cheque, or picks it up (X14). */
  payment: z.enum(['transfer', 'cheque', 'pickup']).nullable(),
  phoneCard: z.boolean().nullable(),
  /** The program has said yes for this side (R9). */
  funded: z.boolean(),
});
export type HonorariumView = z.infer<typeof honorariumSchema>;

const sums = z.array(z.strictObject({ currency: z.string(), amount: z.int() }));
export const yearlySchema = z.strictObject({
  year: z.int(),
  /** Each person once, however many matches; the same e-mail is the same person, else the same name and telephone. */
  people: z.array(
    z.strictObject({
      name: z.string(),
      paid: z.int(),
      /** Paid, and nobody said how much. */
      withoutAmount: z.int(),
      totals: sums,
      matches: z.array(
        z.strictObject({ match: z.string(), title: z.string(), person: z.string(), paidOn: z.string() }),
      ),
    }),
  ),
  program: z.strictObject({ people: z.int(), paid: z.int(), withoutAmount: z.int(), totals: sums }),
});
export type Yearly = z.infer<typeof yearlySchema>;
