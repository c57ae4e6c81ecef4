import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/** What a journal line changed about a person in a match, as it was before: so that a branch that was never taken can be taken back (design.md 5). */
export const peopleChanges: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table match_people_changes (
        match text not null references matches on delete cascade,
        seq integer not null,
        person text not null references people,
        before jsonb not null,
        primary key (match, seq, person)
      )`.execute(db);
  },
};
