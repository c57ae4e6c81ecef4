import type { Database } from './database.ts';
import { GENESIS, journalHash } from './journal-hash.ts';

export interface Verdict {
  readonly ok: boolean;
  /** The first line that is not as it was written, or that something before it was taken away from. */
  readonly brokenAt?: { readonly seq: number; readonly n: number };
}

/** Checks the hash chain of a match's journal, and that no accepted line is missing, the last one included. */
export async function verifyJournal(db: Database, match: string): Promise<Verdict> {
  const lines = await db
    .selectFrom('journal')
    .selectAll()
    .where('match', '=', match)
    .orderBy('seq')
    .orderBy('n')
    .execute();
  let previous = GENESIS;
  let seq = 0;
  for (const line of lines) {
    const follows = line.n === 0 ? line.seq === seq + 1 : line.seq === seq;
    if (!follows || line.previous !== previous || line.hash !== journalHash(line)) {
      return { ok: false, brokenAt: { seq: line.seq, n: line.n } };
    }
    previous = line.hash;
    seq = line.seq;
  }
  const { seq: known } = await db.selectFrom('matches').select('seq').where('id', '=', match).executeTakeFirstOrThrow();
  return seq === known ? { ok: true } : { ok: false, brokenAt: { seq: seq + 1, n: 0 } };
}
