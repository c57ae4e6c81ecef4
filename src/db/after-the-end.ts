import { hasEnded } from '../contracts/names.ts';
import type { JournalLine } from '../contracts/record.ts';
import { refsOf } from './api-commands.ts';
import type { Command, Text } from './api-commands.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { appendLines } from './journal-lines.ts';
import { sql } from 'kysely';

/** What happens to a match after its workflow has ended: one line, with the texts that it points to. */
export interface LateLine {
  readonly match: string;
  readonly command: Command;
  readonly texts: readonly Text[];
  readonly line: Omit<JournalLine, 'seq' | 'effects'>;
  readonly recordedAt: Date;
  /** Asked while the match is locked: somebody else may have done it meanwhile. */
  readonly isDone: (tx: DatabaseTransaction) => Promise<boolean>;
}

/** A line with this key is in the journal. */
export async function isTaken(tx: DatabaseTransaction, match: string, key: string): Promise<boolean> {
  const row = await tx
    .selectFrom('journal')
    .select('seq')
    .where('match', '=', match)
    .where('key', '=', key)
    .where('refused', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Adds a line to the journal of a match that has ended, with the next seq and hash, and does what it says in the same transaction
 * (design.md 5: "written by the API through the same record").
 *
 * @returns the line's seq; undefined when there was nothing to do, or the match has not ended
 */
export async function recordLate(
  db: Database,
  late: LateLine,
  work: (tx: DatabaseTransaction, seq: number) => Promise<void>,
): Promise<number | undefined> {
  const { match, command, texts, line, recordedAt } = late;
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('matches')
      .select(['seq', 'status'])
      .where('id', '=', match)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (!hasEnded(row.status)) return undefined;
    const refs = refsOf(command, texts);
    const ids = Object.values(refs).map(({ id }) => id);
    if (await late.isDone(tx)) {
      // Another command's texts; those of this one, sent again, are in the record.
      if (ids.length > 0) await tx.deleteFrom('forms').where('id', 'in', ids).where('state', '<>', 'current').execute();
      return undefined;
    }
    const seq = row.seq + 1;
    const [added] = await appendLines(
      tx,
      match,
      [{ ...line, event: { ...line.event, refs }, seq, effects: [] }],
      recordedAt,
    );
    if (ids.length > 0) await tx.updateTable('forms').set({ state: 'current', seq }).where('id', 'in', ids).execute();
    await tx
      .updateTable('matches')
      .set({
        seq,
        journal_hash: added?.hash ?? null,
        stored: sql<string>`jsonb_set(stored, '{seq}', to_jsonb(${seq}::integer))`,
      })
      .where('id', '=', match)
      .execute();
    await work(tx, seq);
    return seq;
  });
}
