import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/** When the letter with a sign-in link is brought again, because a mail server put it off; null: none waits. */
export const signInLetters: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table sign_in_links add column letter_due timestamptz`.execute(db);
    await sql`create index sign_in_links_due on sign_in_links (letter_due) where letter_due is not null`.execute(db);
  },
};
