import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/** Several letters may leave in one mail (design.md 7): the first of them carries the others, and keeps the bytes of captured mail. */
export const carriedBy: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table letters add column carried_by text references letters on delete set null`.execute(db);
    await sql`create index letters_carried_by on letters (carried_by) where carried_by is not null`.execute(db);
  },
};
