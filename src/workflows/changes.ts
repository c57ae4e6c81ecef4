import type { JournalLine, RecordChanges, RecordInput } from '../contracts/record.ts';
import { nextInstant } from '../machines/kernel/index.ts';
import type { Deadline, Effect, Stored } from '../machines/kernel/types.ts';

/** Where a match stands: a record's argument without its lines. */
export type Standing = Pick<RecordInput, 'deadlines' | 'view'> & { readonly stored: Stored };

const QUIET: readonly Effect['type'][] = ['finding', 'openPart', 'close'];

/** Nothing for the outbox, no text to accept, and no date moved: what changed can be written by itself. */
export const isQuiet = (lines: readonly JournalLine[], before: Stored, after: Stored): boolean =>
  before.anchors === after.anchors &&
  before.dateVersion === after.dateVersion &&
  lines.every(
    ({ refused, event, effects }) =>
      refused === undefined && event.refs === undefined && effects.every(({ type }) => QUIET.includes(type)),
  );

/** What is other than it was. States are immutable, so what is the same object has not changed. */
export function changesSince(before: Standing, after: Standing): RecordChanges['changes'] {
  const deadlines = after.deadlines.filter((one) => !before.deadlines.includes(one));
  const ids = deadlines.map(({ id }) => id);
  const here = new Set(after.deadlines.map(({ id }) => id));
  return {
    state: {
      ...changedFields(before.stored, after.stored),
      seq: after.stored.seq,
      open: changedEntries(before.stored.open, after.stored.open),
      parts: changedEntries(before.stored.parts, after.stored.parts),
    },
    deadlines,
    planned: pick(after.stored.planned, ids),
    fired: pick(after.stored.fired, ids),
    gone: before.deadlines.map(({ id }) => id).filter((id) => !here.has(id)),
    view: changedView(before.view, after.view, deadlines),
    next: nextInstant({ ...after.stored, planned: without(after.stored.planned, ids) }) ?? null,
  };
}

const FIELDS = ['past', 'fired', 'adjust', 'compress', 'compressing', 'findings', 'last'] as const;

function changedFields(before: Stored, after: Stored): Partial<Stored> {
  const other = FIELDS.filter((name) => after[name] !== undefined && !isSame(before[name], after[name]));
  const fields: Partial<Stored> = Object.fromEntries(other.map((name) => [name, after[name]]));
  return before.snapshot === after.snapshot ? fields : { ...fields, snapshot: after.snapshot };
}

/** Windows and parts are opened and closed, and never taken away. */
const changedEntries = <T>(before: Record<string, T>, after: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(after).filter(([id, one]) => one !== before[id]));

function changedView(
  before: Standing['view'],
  after: Standing['view'],
  deadlines: readonly Deadline[],
): Standing['view'] {
  const tasks = new Map(before.tasks.map(({ id, state }) => [id, state]));
  const asked = new Set(deadlines.map(({ task }) => task));
  const parts = new Map(before.parts.map((part) => [part.id, part]));
  return {
    ...after,
    tasks: after.tasks.filter(({ id, state }) => tasks.get(id) !== state || asked.has(id)),
    parts: after.parts.filter((part) => !isSame(parts.get(part.id), part)),
  };
}

const pick = <T>(all: Record<string, T>, ids: readonly string[]): Record<string, T> =>
  Object.fromEntries(ids.flatMap((id) => (all[id] === undefined ? [] : [[id, all[id]]])));

function without<T>(all: Record<string, T>, ids: readonly string[]): Record<string, T> {
  const rest = { ...all };
  for (const id of ids) delete rest[id];
  return rest;
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);
