import type { z } from 'zod';
import { csspEvents } from '../cssp-peer-match/events.ts';
import { ncdbEvents } from '../ncdb-peer-match/events.ts';
import { dataJsonSchema, dataSchema } from './schema.ts';
import type { EventSchemas } from './schema.ts';

const METHODS: Readonly<Record<string, EventSchemas>> = {
  'ncdb-peer-match': ncdbEvents,
  'cssp-peer-match': csspEvents,
};

/** The events of a method that people may report, with the shape of their `data`. */
export const eventSchemas = (method: string): EventSchemas => METHODS[method] ?? {};

export const eventJsonSchema = (method: string, type: string): Readonly<Record<string, unknown>> => {
  const schema = eventSchemas(method)[type];
  return schema === undefined ? {} : dataJsonSchema(schema);
};

export interface ReadData {
  readonly facts: Record<string, unknown>;
  readonly texts: Record<string, unknown>;
  /** Facts that name persons. */
  readonly persons: readonly string[];
}

/** Checks the data of an event and separates facts from texts (design.md 5). */
export function readData(
  method: string,
  type: string,
  data: Readonly<Record<string, unknown>>,
): { ok: true; data: ReadData } | { ok: false; issues: readonly z.core.$ZodIssue[] } {
  const schema = eventSchemas(method)[type];
  if (schema === undefined) throw new Error(`${method} has no schema for ${type}`);
  const parsed = dataSchema(schema).safeParse(data);
  if (!parsed.success) return { ok: false, issues: parsed.error.issues };
  const isText = (name: string) => schema.texts !== undefined && name in schema.texts.shape;
  const pick = (wanted: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(parsed.data).filter(([name, value]) => value !== undefined && wanted(name)));
  return {
    ok: true,
    data: { facts: pick((name) => !isText(name)), texts: pick(isText), persons: schema.persons ?? [] },
  };
}
