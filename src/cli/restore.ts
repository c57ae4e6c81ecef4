import { restoreMatch } from '../api/restore-match.ts';
import { hasSearchAttributes, makeTemporalEngine } from '../api/temporal-engine.ts';
import { makeApiQueries } from '../db/api-queries.ts';
import { keysOf } from '../db/stored.ts';
import { readSettings } from '../settings.ts';
import { reachDatabase, reachTemporal } from './reach.ts';
import type { Restored, RestoreDeps } from '../api/restore-match.ts';
import type { Database } from '../db/database.ts';

interface Said {
  readonly result: Restored['result'] | 'failed';
  readonly words: string;
}

/**
 * `npm run restore` (design.md 5): starts a run for every match of the database that has something left to do and no run on this
 * Temporal server. It goes on from the database's copy: planned instants are kept, and letters that left do not leave again.
 */
async function restore(db: Database, deps: RestoreDeps): Promise<Map<Said['result'], number>> {
  const counts = new Map<Said['result'], number>();
  for (const id of await unfinished(db)) {
    const { result, words } = await restoreOne(db, deps, id);
    counts.set(result, (counts.get(result) ?? 0) + 1);
    console.log(`${result.padEnd(7)}  ${id}  ${words}`);
  }
  return counts;
}

/** Open matches, and closed ones whose last letters were still on their way. */
async function unfinished(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('matches')
    .select('id')
    .where((where) =>
      where.or([
        where('status', 'not in', ['closed', 'cancelled']),
        where.exists(
          where
            .selectFrom('letters')
            .select('letters.id')
            .whereRef('letters.match', '=', 'matches.id')
            .where('letters.state', 'in', ['queued', 'released', 'sending', 'deferred'])
            .where('letters.channel', '=', 'mail'),
        ),
      ]),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

async function restoreOne(db: Database, deps: RestoreDeps, id: string): Promise<Said> {
  try {
    const rows = await makeApiQueries(db).match(id);
    return rows
      ? await restoreMatch(deps, rows, await keysOf(db, id))
      : { result: 'skipped', words: 'was removed meanwhile' };
  } catch (error) {
    return { result: 'failed', words: (error as Error).message };
  }
}

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const client = await reachTemporal(settings);
  const db = await reachDatabase(settings);
  try {
    const engine = await makeTemporalEngine(client);
    const counts = await restore(db, { client, engine, listed: await hasSearchAttributes(client) });
    const all = [...counts].map(([result, count]) => `${result} ${count}`);
    console.log(all.length === 0 ? 'no match has anything left to do' : all.join(', '));
    if (counts.has('failed') || counts.has('behind')) process.exitCode = 1;
  } finally {
    await db.destroy();
    await client.connection.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
