import { z } from 'zod';
import { ROLES } from './names.ts';

/** The catalogue of methods, as the API shows it. */
const methodHead = { method: z.string(), version: z.int(), title: z.string() };
export const methodListSchema = z.strictObject({ items: z.array(z.strictObject(methodHead)), next: z.null() });
export const methodSchema = z.strictObject({
  ...methodHead,
  words: z.record(z.string(), z.string()),
  steps: z.array(z.strictObject({ id: z.string(), title: z.string(), tasks: z.array(z.string()) })),
  tasks: z.array(
    z.strictObject({
      id: z.string(),
      step: z.string(),
      title: z.string(),
      owner: z.enum(ROLES),
      event: z.string().nullable(),
      form: z.string().nullable(),
    }),
  ),
  windows: z.array(
    z.strictObject({
      id: z.string(),
      task: z.string(),
      part: z.string().nullable(),
      owner: z.string().nullable(),
      policy: z.string(),
      window: z.strictObject({
        anchor: z.string(),
        opens: z.string().optional(),
        due: z.string(),
        late: z.string().optional(),
        ends: z.string().optional(),
        halfwayTo: z.strictObject({ anchor: z.string(), offset: z.string() }).optional(),
      }),
    }),
  ),
  events: z.array(
    z.strictObject({
      type: z.string(),
      title: z.string(),
      roles: z.array(z.string()),
      part: z.string().nullable(),
      task: z.string().nullable(),
      needsTask: z.boolean(),
      form: z.string().nullable(),
      /** JSON Schema of `data`. */
      schema: z.record(z.string(), z.unknown()),
    }),
  ),
});
