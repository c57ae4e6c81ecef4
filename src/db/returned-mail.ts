import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from './database.ts';

/** A letter that left by mail, as somebody who returns it names it. */
export interface MailedLetter {
  readonly id: string;
  readonly match: string;
  readonly person: string;
  readonly email: string | null;
}

export interface Returned {
  readonly letter: string;
  readonly match: string;
  readonly person: string;
}

/**
 * Marks the person whose mail came back, so that nothing more goes there, and keeps that her match must be told (X24). Who is marked
 * already is not marked twice: many letters may come back at once.
 */
export async function markReturned(
  tx: DatabaseTransaction,
  returned: Returned & { readonly at: Date },
): Promise<boolean> {
  const { letter, match, person, at } = returned;
  const marked = await tx
    .updateTable('people')
    .set({ bounced_at: at })
    .where('id', '=', person)
    .where('bounced_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (marked === undefined) return false;
  await tx
    .insertInto('returned_mail')
    .values({ letter, match, person, at })
    .onConflict((conflict) => conflict.column('letter').doUpdateSet({ at, told_at: null }))
    .execute();
  return true;
}

export type ReturnedMail = ReturnType<typeof makeReturnedMail>;

/** Mail that came back after it had been taken. */
export function makeReturnedMail(db: Database) {
  return {
    /**
     * The letters that left in the mail with this Message-ID (its part before the @). Several reminders that left together have a
     * common one, which is made from their send keys; they are looked for among those to the addresses named.
     */
    async lettersIn(messageId: string, addresses: readonly string[]): Promise<MailedLetter[]> {
      const mailed = db
        .selectFrom('letters')
        .innerJoin('people', 'people.id', 'letters.person')
        .select(['letters.id', 'letters.match', 'letters.person', 'people.email'])
        .where('letters.state', 'in', ['sent', 'unknown', 'failed']);
      const single = await mailed
        .where(sql`left(encode(sha256(decode(send_key, 'escape')), 'hex'), 40)`, '=', messageId)
        .execute();
      if (single.length > 0 || addresses.length === 0) return single;
      const carried = await sql<{ letters: string[] }>`
        select array_agg(l.id) as letters
        from letters l join people p on p.id = l.person
        where l.state in ('sent', 'unknown', 'failed') and lower(p.email) = any(${addresses.map((one) => one.toLowerCase())})
        group by coalesce(l.carried_by, l.id)
        having left(encode(sha256(decode(
          'digest ' || string_agg(l.send_key, ' ' order by l.send_key collate "C"), 'escape')), 'hex'), 40) = ${messageId}`.execute(
        db,
      );
      const ids = carried.rows.flatMap(({ letters }) => letters);
      return ids.length === 0 ? [] : mailed.where('letters.id', 'in', ids).execute();
    },

    /** What was taken by the mail system and came back is not sent. @returns whether the match must be told */
    async note(letters: readonly MailedLetter[], { at, reason }: { at: Date; reason: string }): Promise<boolean> {
      return db.transaction().execute(async (tx) => {
        let news = false;
        for (const { id, match, person } of letters) {
          await tx
            .updateTable('letters')
            .set({ state: 'failed', sent_at: null, reason })
            .where('id', '=', id)
            .where('state', 'in', ['sent', 'unknown'])
            .execute();
          news = (await markReturned(tx, { letter: id, match, person, at })) || news;
        }
        return news;
      });
    },

    /** Those whose match has not been told yet, oldest first. */
    async untold(limit: number): Promise<(Returned & { readonly at: Date })[]> {
      return db
        .selectFrom('returned_mail')
        .select(['letter', 'match', 'person', 'at'])
        .where('told_at', 'is', null)
        .orderBy('at')
        .limit(limit)
        .execute();
    },

    async told(letter: string, at: Date): Promise<void> {
      await db.updateTable('returned_mail').set({ told_at: at }).where('letter', '=', letter).execute();
    },
  };
}
