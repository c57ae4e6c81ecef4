import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/** A search for an organization or a town finds hundreds of people: in which matches they are is read from the index, not from the rows. */
export const whoIsFound: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`drop index match_people_person`.execute(db);
    await sql`create index match_people_person on match_people (person) include (match, left_at)`.execute(db);
  },
};
