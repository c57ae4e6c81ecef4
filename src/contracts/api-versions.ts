import { z } from 'zod';

const title = z.string().nullable();
const terms = z
  .strictObject({
    anchor: z.string(),
    opens: z.string().nullable(),
    due: z.string(),
    late: z.string().nullable(),
    ends: z.string().nullable(),
    policy: z.string(),
  })
  .nullable();

/** What the newest version of its method would change for a match that runs on an older one (requirements.md A9 X27). */
export const versionEffectsSchema = z.strictObject({
  method: z.string(),
  /** The version that the match started with, and keeps. */
  running: z.int(),
  newest: z.int(),
  /** By title; null where the version has no such task. */
  tasks: z.array(z.strictObject({ id: z.string(), was: title, will: title })),
  windows: z.array(z.strictObject({ id: z.string(), task: z.string(), was: terms, will: terms })),
  events: z.array(z.strictObject({ type: z.string(), was: title, will: title })),
});
