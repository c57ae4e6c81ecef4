import { sql } from 'kysely';
import type { Place } from '../activities/record-ports.ts';
import type { DatabaseTransaction } from './database.ts';
import { restorePeople } from './people-changes.ts';
import type { LetterState } from './schema-letters.ts';

/**
 * Takes back what a branch wrote that the workflow never took (design.md 5): its journal lines, the rows that they changed, letters
 * not yet handed over, and what it did to people, older letters and texts. What is on its way, or gone, stays and is shown.
 * @returns whether it had changed people
 */
export async function removeFrom(tx: DatabaseTransaction, match: string, place: Place): Promise<boolean> {
  await tx
    .deleteFrom('journal')
    .where('match', '=', match)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('seq', 'n'), '>=', tuple(place.seq, place.n)))
    .execute();
  const seq = place.n === 0 ? place.seq : place.seq + 1;
  for (const table of ['tasks', 'parts', 'deadlines'] as const) {
    await tx.deleteFrom(table).where('match', '=', match).where('seq', '>=', seq).execute();
  }
  await removeLetters(tx, match, seq);
  await tx
    .updateTable('forms')
    .set({ state: 'draft', seq: null })
    .where('match', '=', match)
    .where('seq', '>=', seq)
    .execute();
  return restorePeople(tx, match, seq);
}

async function removeLetters(tx: DatabaseTransaction, match: string, seq: number): Promise<void> {
  await tx
    .deleteFrom('letters')
    .where('match', '=', match)
    .where('seq', '>=', seq)
    .where('state', 'in', ['draft', 'edited', 'queued', 'released', 'deferred', 'withdrawn'])
    .execute();
  await tx
    .updateTable('letters')
    .set({
      state: sql<LetterState>`case
        when automatic and channel = 'mail' then 'queued' when automatic then 'released'
        when edited then 'edited' else 'draft' end`,
      released_at: null,
      released_by: null,
      released_seq: null,
      withdrawn_seq: null,
      reason: null,
    })
    .where('match', '=', match)
    .where((eb) =>
      eb.or([
        eb('released_seq', '>=', seq).and('state', 'in', ['released', 'deferred', 'withdrawn']),
        eb('withdrawn_seq', '>=', seq).and('state', '=', 'withdrawn'),
      ]),
    )
    .execute();
}
