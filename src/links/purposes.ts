import type { LinkEntry } from '../machines/kernel/types.ts';
import type { LinkSubject } from './keys.ts';

/** The one purpose that every method has: a task, for whoever is reminded of it. */
export const TASK = 'task';
const TASK_DAYS = 45;

export type LinkEntries = Readonly<Record<string, LinkEntry>>;

/** What a letter, or an earlier link, is about. */
export interface AboutLink {
  readonly match: string;
  readonly person: string;
  readonly purpose: string;
  readonly part: string | null;
  readonly task: string | null;
}

/** The one thing that a link is for, the same for all letters about it; undefined when the letter is about none. */
export function subjectOf(entries: LinkEntries, about: AboutLink): LinkSubject | undefined {
  const { match, person, purpose } = about;
  if (purpose === TASK)
    return about.task === null ? undefined : { match, person, purpose, part: about.part, task: about.task };
  const entry = Object.hasOwn(entries, purpose) ? entries[purpose] : undefined;
  if (entry === undefined) return undefined;
  const part = entry.ofPerson ? `${entry.part}/${person}` : about.part;
  if (entry.part !== undefined && part?.startsWith(`${entry.part}/`) !== true) return undefined;
  return { match, person, purpose, part: entry.part === undefined ? null : part, task: entry.task ?? null };
}

/** How many days a link for this purpose opens. */
export const daysOf = (entries: LinkEntries, purpose: string): number => entries[purpose]?.days ?? TASK_DAYS;
