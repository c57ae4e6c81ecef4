import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * One digest a day for a person across her matches (requirements.md B3, X25; decision 0023): the day it left for, in her zone, and
 * the match whose hand-over took it. Rehearsals may share a virtual clock by name (design.md 9).
 */
export const digests: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table letters add column digest_on date`.execute(db);
    await sql`alter table letters add column taken_by text references matches on delete set null`.execute(db);
    await sql`create index letters_taken_by on letters (taken_by) where taken_by is not null`.execute(db);
    await sql`create index letters_reminders on letters (person) where kind = 'r'`.execute(db);
    await sql`alter table matches add column clock_name text check (clock_name is null or clock = 'virtual')`.execute(
      db,
    );
    await sql`create index matches_clock_name on matches (clock_name) where clock_name is not null`.execute(db);
  },
};
