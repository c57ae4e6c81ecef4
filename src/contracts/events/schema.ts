import { z } from 'zod';

/** What an event's `data` may hold: facts for the workflow, texts for the database (design.md 5). */
export interface EventSchema {
  readonly facts: z.ZodObject;
  readonly texts?: z.ZodObject;
  /** Facts that name persons: the API replaces the caller's own `ref` by the person's id. */
  readonly persons?: readonly string[];
  /** The second day must not be before the first. */
  readonly ordered?: readonly [string, string];
}
export type EventSchemas = Readonly<Record<string, EventSchema>>;

export const noFacts: EventSchema = { facts: z.strictObject({}) };

/** Facts and texts as the caller sends them: one flat object, unknown names refused. */
export const dataSchema = ({ facts, texts, ordered }: EventSchema): z.ZodType<Record<string, unknown>> => {
  const flat = z.strictObject({ ...facts.shape, ...texts?.shape });
  if (ordered === undefined) return flat;
  const [first, second] = ordered;
  return flat.check((context) => {
    const { [first]: from, [second]: to } = context.value as Record<string, unknown>;
    if (typeof from === 'string' && typeof to === 'string' && to < from)
      context.issues.push({ code: 'custom', path: [second], message: `must not be before ${first}`, input: to });
  });
};

const known = new WeakMap<EventSchema, Readonly<Record<string, unknown>>>();

/** The JSON Schema of `data`, for the catalogue and for pages that ask. */
export function dataJsonSchema(schema: EventSchema): Readonly<Record<string, unknown>> {
  const made =
    known.get(schema) ??
    (z.toJSONSchema(dataSchema(schema), { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>);
  known.set(schema, made);
  return made;
}
