import { z } from 'zod';

/** Shapes of what participants do by their links. A token or a code is never among them. */
const instant = z.iso.datetime({ offset: true });

export const linkSchema = z.strictObject({
  id: z.string(),
  /** invitation, call, agenda, evaluation, review, checkIn, task: what its method knows. */
  purpose: z.string(),
  person: z.string(),
  part: z.string().nullable(),
  task: z.string().nullable(),
  state: z.enum(['live', 'expired', 'replaced', 'revoked', 'left', 'erased', 'handedOver']),
  madeAt: instant,
  expiresAt: instant,
});

export const answerSchema = z.strictObject({
  seq: z.int(),
  /** Whose answer it is. */
  person: z.string(),
  purpose: z.string(),
  part: z.string().nullable(),
  task: z.string().nullable(),
  /** accept, decline, fits, fine, comment, amend ...: what was pressed. */
  answer: z.string(),
  at: instant,
  /** It was neither taken back nor overtaken by what happened since. */
  counts: z.boolean(),
  /** Staff entered it for the person. */
  onBehalf: z.boolean(),
  /** What was written with it, by the names that its event has for them; forms are read at `/forms`. */
  texts: z.record(z.string(), z.string()),
});
export type Answer = z.infer<typeof answerSchema>;
