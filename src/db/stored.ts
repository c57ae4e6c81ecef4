import { KEPT_KEYS } from '../contracts/names.ts';
import type { KeptState } from '../contracts/record.ts';
import type { Planned, Stored, WindowId } from '../machines/kernel/types.ts';
import type { Database } from './database.ts';
import type { DeadlinesTable } from './schema.ts';
import type { Selectable } from 'kysely';

type DeadlineRow = Pick<
  Selectable<DeadlinesTable>,
  'id' | 'generation' | 'date_version' | 'basis' | 'opens' | 'due' | 'late' | 'rungs'
>;

/** A match's state, put together from where it is kept: its row, its deadlines' rows, and its journal (`keysOf`). */
export const toStored = (kept: KeptState, deadlines: readonly DeadlineRow[], keys: Stored['keys'] = []): Stored => ({
  ...kept,
  planned: Object.fromEntries(deadlines.flatMap(toPlan)),
  keys,
});

function toPlan(row: DeadlineRow): [WindowId, Planned][] {
  const { id, generation, date_version: dateVersion, basis, rungs } = row;
  if (basis === null) return [];
  const dates = Object.fromEntries(
    (['opens', 'due', 'late'] as const).flatMap((name) => (row[name] === null ? [] : [[name, row[name].getTime()]])),
  );
  return [[id, { generation, dateVersion, basis, ...dates, rungs }]];
}

/** The idempotency keys that a match remembers, each with the seq of what came with it: those of its last accepted lines. */
export async function keysOf(db: Database, match: string): Promise<Stored['keys']> {
  const rows = await db
    .selectFrom('journal')
    .select(['key', 'seq'])
    .where('match', '=', match)
    .where('n', '=', 0)
    .where('by_role', '<>', 'engine')
    .orderBy('seq', 'desc')
    .limit(KEPT_KEYS)
    .execute();
  return rows.toReversed().map(({ key, seq }) => [key, seq]);
}
