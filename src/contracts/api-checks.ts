import { z } from 'zod';
import { ROLES, TASK_STATES } from './names.ts';

/** What a method's rules say about a match, and what is worth reading now. */
const holds = z.enum(['yes', 'no', 'notYet']);

export const checkSchema = z.strictObject({
  rule: z.string(),
  title: z.string(),
  level: z.enum(['warn', 'askReason', 'block']),
  holds,
  /** What is so. */
  text: z.string(),
  /** Why it matters, Markdown. */
  why: z.string(),
  /** Null when nothing is to be done. */
  todo: z.string().nullable(),
  /** Where it is mended. */
  task: z.string(),
  points: z.array(z.strictObject({ id: z.string(), holds: z.boolean(), text: z.string() })),
});
export type CheckView = z.infer<typeof checkSchema>;

export const mirrorSchema = z.strictObject({
  teams: z.array(z.strictObject({ team: z.string(), people: z.int(), unknown: z.int() })),
  rows: z.array(z.strictObject({ kind: z.string(), counts: z.record(z.string(), z.int()), gap: z.boolean() })),
  gaps: z.array(z.string()),
  /** R3 and R16: what the matrix means. */
  checks: z.array(checkSchema),
});

export const readinessSchema = z.strictObject({
  task: z.strictObject({ id: z.string(), state: z.enum(TASK_STATES) }),
  parts: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      text: z.string(),
      holds,
      /** What somebody answered to it in the form; the rest is what Peermatch sees. */
      answer: z.unknown(),
      tasks: z.array(z.strictObject({ id: z.string(), title: z.string(), state: z.enum(TASK_STATES) })),
      checks: z.array(checkSchema),
    }),
  ),
  questions: z.array(
    z.strictObject({
      id: z.string(),
      step: z.string(),
      title: z.string(),
      text: z.string(),
      /** When it is asked, from the days of the match. */
      moments: z.array(z.strictObject({ anchor: z.enum(['matchStart', 'matchEnd']), offset: z.string() })),
      /** What the form says under the question's id. */
      answer: z.unknown(),
    }),
  ),
});

export const guidanceSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Why it is shown: `task/T10`, `step/conducting`, `status/underway`. */
  moments: z.array(z.string()),
  roles: z.array(z.enum(ROLES)),
  /** Markdown. */
  text: z.string(),
});
