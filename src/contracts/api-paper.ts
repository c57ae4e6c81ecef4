import { z } from 'zod';
import { letterWithBodySchema } from './api.ts';
import { ROLES } from './names.ts';

/** Shapes of what people carry: the list of whom to call, letters by post and telephone, mail that came back. */
export const phoneEntrySchema = z.strictObject({
  person: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  team: z.string().nullable(),
  telephone: z.string().nullable(),
  /** Why mail does not reach this person. */
  because: z.enum(['bounced', 'noEmail', 'prefersPhone', 'prefersPost']),
  /** What waits to be told. */
  letters: z.array(z.strictObject({ id: z.string(), kind: z.string(), subject: z.string(), channel: z.string() })),
});
export type PhoneEntry = z.infer<typeof phoneEntrySchema>;

/** A letter that a person carried: who says so. When stands in `sentAt`. */
export const handedOverSchema = letterWithBodySchema.extend({ handedOverBy: z.string().nullable() });

/** How many letters go which way. */
export const channelsSchema = z.strictObject({ mail: z.int(), post: z.int(), phone: z.int() });

export const returnedSchema = z.strictObject({
  /** What the message says: `failed` for good, for now (`delayed`), or nothing about delivery. */
  outcome: z.enum(['marked', 'known', 'corrected', 'temporary']),
  letters: z.array(z.string()),
});
