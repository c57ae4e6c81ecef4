import { sql } from 'kysely';
import { LETTER_COLUMNS } from './letter-queries.ts';
import type { LetterRow } from './api-queries.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { LetterDeed, LetterState } from './schema-letters.ts';

/** Who did something with a letter, and when by the match's own clock. */
export interface Doer {
  readonly person: string;
  readonly role: string;
  readonly at: Date;
}

/** Has not left: it can still be withdrawn. */
export const WITHDRAWABLE: readonly LetterState[] = ['draft', 'edited', 'queued', 'released', 'deferred'];
/** Released, and not handed over: what is on its way has another state. */
export const RECALLABLE: readonly LetterState[] = ['released', 'deferred'];

export interface Releasing {
  readonly letters: readonly string[];
  readonly by: string;
  readonly at: Date;
  /** Mail leaves then. */
  readonly leavesAt: Date;
  readonly seq: number;
}

/** Drafts become released. What goes by post or telephone is carried by a person, who says so afterwards (`handOver`). */
export async function release(
  tx: DatabaseTransaction,
  match: string,
  { letters, by, at, leavesAt, seq }: Releasing,
): Promise<void> {
  const leaves = sql<Date>`case when channel = 'mail' then ${leavesAt}::timestamptz else ${at}::timestamptz end`;
  await tx
    .updateTable('letters')
    .set({
      released_at: at,
      released_by: by,
      released_seq: seq,
      message_date: leaves,
      due_at: leaves,
      state: 'released',
    })
    .where('match', '=', match)
    .where('id', 'in', [...letters])
    .where('state', 'in', ['draft', 'edited', 'queued'])
    .where('names_old_date', '=', false)
    .execute();
}

/** Drafts again (X26): the hand-over takes a letter under its row's lock, so a letter is either taken back or has left. */
export async function recall(tx: DatabaseTransaction, match: string, letters: readonly string[]): Promise<void> {
  await tx
    .updateTable('letters')
    .set({
      state: sql<LetterState>`case when edited then 'edited' else 'draft' end`,
      released_at: null,
      released_by: null,
      released_seq: null,
      reason: null,
    })
    .where('match', '=', match)
    .where('id', 'in', [...letters])
    .where('state', 'in', [...RECALLABLE])
    .execute();
}

export async function noteDeeds(
  db: Database,
  letters: readonly string[],
  deed: LetterDeed,
  { person, role, at }: Doer,
): Promise<void> {
  if (letters.length === 0) return;
  await db
    .insertInto('letter_deeds')
    .values(letters.map((letter) => ({ letter, at, by_person: person, by_role: role, deed })))
    .execute();
}

/** What people do with letters besides releasing them (design.md 7). Every deed is noted in the same transaction. */
export function makeLetterLife(db: Database) {
  const change = (
    ids: readonly string[],
    from: readonly LetterState[],
    set: Partial<Record<'state' | 'approved_by' | 'reason' | 'settled_as' | 'settled_by', string>> & {
      readonly approved_at?: Date;
      readonly settled_at?: Date;
      readonly sent_at?: Date;
    },
    deed: LetterDeed,
    by: Doer,
  ): Promise<LetterRow[]> =>
    db.transaction().execute(async (tx) => {
      const rows = await tx
        .updateTable('letters')
        .set(set as never)
        .where('id', 'in', [...ids])
        .where('state', 'in', [...from])
        .returning(LETTER_COLUMNS)
        .execute();
      await noteDeeds(
        tx,
        rows.map(({ id }) => id),
        deed,
        by,
      );
      return rows;
    });

  return {
    /** Says yes to drafts; what is approved already keeps who did it first. @returns those that are approved now */
    async approve(ids: readonly string[], by: Doer): Promise<LetterRow[]> {
      return change(ids, ['draft', 'edited'], { approved_at: by.at, approved_by: by.person }, 'approved', by);
    },

    /** @returns undefined when it has left, or is leaving. What it was to take the place of waits for somebody again. */
    async withdraw(id: string, reason: string, by: Doer): Promise<LetterRow | undefined> {
      const [gone] = await change([id], WITHDRAWABLE, { state: 'withdrawn', reason }, 'withdrawn', by);
      if (gone?.again_of)
        await db
          .updateTable('letters')
          .set({ settled_as: null, settled_at: null, settled_by: null })
          .where('id', '=', gone.again_of)
          .where('settled_as', '=', 'again')
          .execute();
      return gone;
    },

    /** Nobody knew whether it arrived, and somebody has asked: it did. */
    async arrived(id: string, by: Doer): Promise<LetterRow | undefined> {
      const set = { state: 'sent', sent_at: by.at, settled_as: 'arrived', settled_at: by.at, settled_by: by.person };
      return (await change([id], ['unknown'], set, 'arrived', by))[0];
    },

    /** What was in it was told otherwise, by telephone for instance (X24). */
    async told(id: string, by: Doer): Promise<LetterRow | undefined> {
      const set = { settled_as: 'told', settled_at: by.at, settled_by: by.person };
      return (await change([id], ['failed', 'unknown'], set, 'told', by))[0];
    },

    async deedsOf(letter: string) {
      return db.selectFrom('letter_deeds').selectAll().where('letter', '=', letter).orderBy('id').execute();
    },

    async attemptsOf(letter: string) {
      return db.selectFrom('letter_attempts').selectAll().where('letter', '=', letter).orderBy('at').execute();
    },

    /** Letters of a match that did not arrive, or of which nobody knows, and that nobody has settled. */
    async unsettled(match: string): Promise<LetterRow[]> {
      return db
        .selectFrom('letters')
        .select(LETTER_COLUMNS)
        .where('match', '=', match)
        .where('state', 'in', ['failed', 'unknown'])
        .where('settled_at', 'is', null)
        .orderBy('due_at')
        .orderBy('id')
        .execute();
    },
  };
}
