import { checkSchema } from './api-checks.ts';
import { z } from 'zod';
import { formDefinitionSchema } from './forms/definition.ts';

/** Forms, as the API shows them (requirements.md A2.2). */
const instant = z.iso.datetime({ offset: true });
const answers = z.record(z.string(), z.unknown());

/** A form as it is asked, with the JSON Schema of its answers when it is sent. */
export const askedFormSchema = z.strictObject({
  definition: formDefinitionSchema,
  schema: z.record(z.string(), z.unknown()),
});

export const formRevisionSchema = z.strictObject({
  revision: z.int(),
  /** `draft`: saved; `sending`: on its way with an event; `sent`: its event was taken. */
  state: z.enum(['draft', 'sending', 'sent']),
  sha256: z.string(),
  by: z.string(),
  /** Whose answers they are, when somebody else typed them in. */
  onBehalfOf: z.string().nullable(),
  at: instant,
  /** The line of the record by which it was sent. */
  seq: z.int().nullable(),
  values: answers,
});
export type FormRevision = z.infer<typeof formRevisionSchema>;

/** One form of a match, in a list. */
export const formEntrySchema = z.strictObject({
  form: z.string(),
  title: z.string(),
  sample: z.boolean(),
  part: z.string().nullable(),
  tasks: z.array(z.string()),
  /** Events that bring it. */
  events: z.array(z.string()),
  /** The newest revision; 0: nobody has begun. */
  revision: z.int(),
  state: z.enum(['empty', 'draft', 'sending', 'sent']),
  /** When it was sent last, whatever was saved since. */
  sentAt: instant.nullable(),
});
export type FormEntry = z.infer<typeof formEntrySchema>;

const placed = { path: z.string(), message: z.string() };
export const formFindingSchema = z.strictObject({
  code: z.string(),
  path: z.string(),
  why: z.string(),
  todo: z.string(),
});

/** One form of a match with everything that is known of it. */
export const filledFormSchema = z.strictObject({
  ...formEntrySchema.shape,
  definition: formDefinitionSchema,
  /** What was sent last. */
  current: formRevisionSchema.nullable(),
  /** What was saved since. */
  draft: formRevisionSchema.nullable(),
  /** The draft, or what was sent, and what is known where nobody has answered. */
  values: answers,
  /** Paths in `values` that nobody typed. */
  prefilled: z.array(z.string()),
  /** Where each of those comes from, in words. */
  prefilledFrom: z.record(z.string(), z.string()),
  /** What stands between `values` and a whole form. */
  missing: z.array(z.strictObject(placed)),
  /** What does not fit together. People should see it; it stops nothing. */
  findings: z.array(formFindingSchema),
  /** What the rules of the method would say of these answers if they were sent. */
  checks: z.array(checkSchema),
  /** What was remarked when it was sent back, the newest first; `open`: it was not sent again since. */
  remarks: z.array(z.strictObject({ text: z.string(), by: z.string(), at: instant, seq: z.int(), open: z.boolean() })),
});
export type FilledForm = z.infer<typeof filledFormSchema>;

/** Whose name is taken out of a form, and what stands there instead (X20). */
export const anonymiseSchema = z.strictObject({
  person: z.string().trim().min(1).max(100),
  instead: z.string().trim().min(1).max(100).default('a participant'),
});

/** What a field can be written from, whatever stands in it (X21). */
export const sourceSchema = z.strictObject({ field: z.string(), label: z.string(), text: z.string() });

export const saveFormSchema = z.strictObject({
  values: answers,
  /** Whose answers they are: a person's id or the caller's own `ref`. */
  onBehalfOf: z.string().trim().min(1).max(100).optional(),
});
