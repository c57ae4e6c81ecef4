import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/** Whose answers a form holds when staff typed them in (requirements.md B2.15). */
export const formsOnBehalf: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table forms add column on_behalf_of text`.execute(db);
  },
};
