import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { textOf } from './content-files.ts';
import { noneOf } from './problems.ts';
import type { WordsProblem } from './problems.ts';

const words = z.string().trim().min(1);
const eventSchema = z.strictObject({
  /** Where the event's own words do not say enough. */
  says: words.optional(),
  /** It cannot have happened before this day of the match. */
  from: z.enum(['matchStart', 'matchEnd']).optional(),
});
const groupSchema = z.strictObject({
  title: words,
  /** Pages of the match on which the rest of it is reported. */
  places: z.array(words).default([]),
  events: z.record(words, eventSchema.nullable()),
});
const fileSchema = z.strictObject({
  groups: z.array(groupSchema).min(1),
  /** What belongs to no task and is not offered, with the reason. */
  elsewhere: z.record(words, words),
});

/** What may have happened besides the tasks, grouped by what it is about; groups and events in the order in which things happen. */
export interface HappenedGroup {
  readonly title: string;
  readonly places: readonly string[];
  readonly events: readonly (z.infer<typeof eventSchema> & { readonly type: string })[];
}

export interface KnownEvents {
  /** All that a person may report about the match as such. */
  readonly events: readonly string[];
  /** Those of them that belong to no task: nobody finds them anywhere else. */
  readonly ofNoTask: readonly string[];
  readonly places: readonly string[];
}

/** Loads `<method>/happened.yaml`. Every event that belongs to no task must have its place in it, or the reason why it has none. */
export function loadHappened(
  dir: string,
  method: string,
  known: KnownEvents,
  problems: WordsProblem[],
): readonly HappenedGroup[] {
  const file = `${method}/happened.yaml`;
  const source = existsSync(join(dir, file)) ? textOf(dir, file) : '';
  const lines = source.split('\n');
  const lineOf = (name: string): number => Math.max(1, 1 + lines.findIndex((line) => line.includes(name)));
  const report = (name: string, problem: string) => void problems.push({ file, line: lineOf(name), name, problem });
  const read = fileSchema.safeParse(parsed(source));
  if (!read.success) {
    for (const { path, message } of read.error.issues) report(path.map(String).join('.') || file, message);
    return [];
  }
  const { groups, elsewhere } = read.data;
  const shown = groups.flatMap(({ events }) => Object.keys(events));
  const named = [...shown, ...Object.keys(elsewhere)];
  for (const type of named) if (!known.events.includes(type)) report(type, 'is no event that a person may report');
  for (const type of new Set(named.filter((one, at) => named.indexOf(one) !== at))) report(type, 'is there twice');
  for (const type of known.ofNoTask) if (!named.includes(type)) report(type, 'has no place');
  for (const place of groups.flatMap(({ places }) => places))
    if (!known.places.includes(place)) report(place, `is no page of a match: ${noneOf(place, known.places)}`);
  return groups.map(({ title, places, events }) => ({
    title,
    places,
    events: Object.entries(events).map(([type, more]) => ({ ...more, type })),
  }));
}

function parsed(source: string): unknown {
  try {
    return parse(source);
  } catch (error) {
    return error instanceof Error ? error.message : undefined;
  }
}
