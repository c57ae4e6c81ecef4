import { sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * What goes by post or telephone lies on a list for days, and no hand-over looks at it again before it leaves. So the list leaves
 * out what was settled since, and what names a date that is tentative again (X11), as the hand-over of mail does (`obstacleTo` of
 * outbox.ts).
 */
export const stillHolds = sql<boolean>`(letters.state <> 'released' or not (
  letters.data ? 'window' and not exists (
    select from deadlines d where d.match = letters.match and d.id = letters.data ->> 'window' and d.generation = letters.generation)
  or letters.bears_date and not letters.automatic and exists (
    select from matches m where m.id = letters.match and m.date_status = 'tentative')))`;

/** Letters that a person carries: printed and posted, or read out on the telephone (requirements.md X9, X14). */
export function makePaperLetters(db: Database) {
  return {
    /** A person says that it was done. @returns false when it does not wait to be carried, or holds no more */
    async handOver(letter: string, by: string, at: Date): Promise<boolean> {
      const done = await db
        .updateTable('letters')
        .set({ state: 'sent', sent_at: at, handed_over_by: by, reason: null })
        .where('id', '=', letter)
        .where('state', '=', 'released')
        .where('channel', 'in', ['post', 'phone'])
        .where(stillHolds)
        .executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },
  };
}
