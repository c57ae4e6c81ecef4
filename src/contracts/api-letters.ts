import { z } from 'zod';
import { channelsSchema } from './api-paper.ts';
import { instant, letterWithBodySchema } from './api.ts';
import { line, lines } from './people.ts';

/** Shapes of the rest of a letter's life: seen before it leaves, approved, taken back, sent again, settled (design.md 7). */
const mailbox = z.strictObject({ name: z.string(), address: z.string().nullable() });

export const previewSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  channel: z.string(),
  /** Who gets it. The address of mail, for those who may see addresses. */
  to: mailbox.extend({ person: z.string() }),
  from: mailbox,
  replyTo: mailbox.nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.strictObject({ filename: z.string(), contentType: z.string(), size: z.int() })),
  /** Placeholders that are still to be filled in: it is not released before. */
  missing: z.array(z.string()),
  /** Why it would not be released now, besides what is missing. */
  obstacles: z.array(z.string()),
  releasedBy: z.string(),
  approvedBy: z.string().nullable(),
  /** Until then a released letter can be taken back; it leaves after it. */
  leavesAt: instant.nullable(),
  /** What people did with it, and what mail servers said of it. */
  deeds: z.array(z.strictObject({ at: instant, by: z.string(), role: z.string(), deed: z.string() })),
  attempts: z.array(z.strictObject({ at: instant, outcome: z.string(), response: z.string() })),
  againOf: z.string().nullable(),
});
export type Preview = z.infer<typeof previewSchema>;

const MOST = 1000;
const letters = z.array(z.string().max(100)).max(MOST).default([]);

/** A batch of one match; `letters` are further ones, besides the one in the path. */
export const batchSchema = z.strictObject({ letters }).nullish();

export const releaseSchema = z
  .strictObject({
    letters,
    /** What the caller thinks that will go: with another count nothing goes (requirements.md B2.23). */
    confirm: z
      .strictObject({ count: z.int().min(0).optional(), channels: channelsSchema.partial().optional() })
      .refine(({ count, channels }) => count !== undefined || channels !== undefined, 'give count or channels')
      .optional(),
    /** Seconds for which it can be taken back, in place of the program's own. */
    recallSeconds: z.int().min(0).max(86_400).optional(),
  })
  .nullish();
export type Release = NonNullable<z.infer<typeof releaseSchema>>;

export const recalledSchema = z.strictObject({ recalled: z.int() });
export const approvedSchema = z.strictObject({ approved: z.int(), approvedBy: z.string() });

/** What people may write into a letter: its subject on one line, and its text. */
export const subjectLine = line(300);
export const prose = lines(50_000);

export const withdrawSchema = z.strictObject({ reason: lines(2000) });
export const sendAgainSchema = z
  .strictObject({
    subject: subjectLine.optional(),
    body: prose.optional(),
    channel: z.enum(['mail', 'post', 'phone']).optional(),
  })
  .nullish();
export type SendAgain = NonNullable<z.infer<typeof sendAgainSchema>>;
export const apologySchema = z
  .strictObject({
    /** Which of those that left together; all of them when nobody is named. */
    letters: letters.optional(),
    /** What is right. Without it the drafts wait for it. */
    text: prose.optional(),
  })
  .nullish();
export type Apology = NonNullable<z.infer<typeof apologySchema>>;
export const settleSchema = z.strictObject({
  /** `arrived`: nobody knew, and it did. `told`: what it says was told otherwise, by telephone for instance. */
  as: z.enum(['arrived', 'told']),
});

export const newLettersSchema = z.strictObject({ items: z.array(letterWithBodySchema) });

export const todoSchema = z.strictObject({
  id: z.string(),
  what: z.enum(['reach', 'settle', 'approve', 'release', 'carry']),
  /** For whom. */
  role: z.string(),
  /** Plain words. */
  title: z.string(),
  because: z.string(),
  person: z.strictObject({ id: z.string(), name: z.string(), telephone: z.string().nullable() }).nullable(),
  letters: z.array(z.strictObject({ id: z.string(), kind: z.string(), subject: z.string(), state: z.string() })),
  since: instant,
  /** What settles it, as calls of this API. */
  settledBy: z.array(z.string()),
});
export type Todo = z.infer<typeof todoSchema>;
