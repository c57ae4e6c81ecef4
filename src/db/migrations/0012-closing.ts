import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/** A match that began from another one (requirements.md S0 l.125), and who needs a room for the night (F3). */
export const closing: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table matches add column origin text references matches`.execute(db);
    await sql`create index matches_origin on matches (origin) where origin is not null`.execute(db);
    await sql`alter table match_people add column room boolean`.execute(db);
    await sql`create index journal_paid on journal (at) where type = 'HONORARIUM_PAID'`.execute(db);
  },
};
