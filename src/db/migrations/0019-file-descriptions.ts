import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/** What a file is about, in the words of whoever brought it; null where nobody said. */
export const fileDescriptions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table files add column description text`.execute(db);
  },
};
