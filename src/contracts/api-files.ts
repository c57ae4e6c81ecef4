import { z } from 'zod';

/** A file of a match: what it is, whose it is, and whether it is still there (requirements.md T13). */
export const fileSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** What it is about, in the words of staff. */
  description: z.string().nullable(),
  type: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** Who brought it: a person of the match, or an account. */
  by: z.string(),
  at: z.string(),
  consent: z.strictObject({
    /** The person of the match who owns it. */
    owner: z.string(),
    agreed: z.literal(true),
    team: z.string().nullable(),
  }),
  /** An event names it, so that it goes out with the packet. */
  shared: z.boolean(),
  /** `erased`: its owner asked to be erased. */
  state: z.enum(['kept', 'removed', 'erased']),
  removedAt: z.string().nullable(),
  removedBy: z.string().nullable(),
});
export type FileView = z.infer<typeof fileSchema>;

const description = z.string().trim().max(500);
/** What may be said anew of a file; nothing: null or an empty text. */
export const fileChangeSchema = z.strictObject({ description: description.nullable() });

/** The fields of the form besides the file itself. */
export const fileFieldsSchema = z.strictObject({
  owner: z.string({ error: 'is needed: the id or the ref of the person who owns it' }).trim().min(1).max(100),
  agreed: z.literal('true', { error: 'must be true: a file is kept only when its owner agreed that it is shared' }),
  description: description.optional(),
});
