import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * A record writes what changed (decision 0014): plans stand in their deadlines' rows, idempotency keys in the journal, and no longer
 * in `matches.stored` too; the journal's last hash stands in the match's row, where a record that holds no lock can compare it.
 */
export const changesOnly: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table matches add column journal_hash text, add column calendar text`.execute(db);
    // Written with every record and read as often: packing it costs more than its few kB.
    await sql`alter table matches alter column stored set storage external`.execute(db);
    await sql`alter table deadlines add column basis text`.execute(db);
    await sql`
      update deadlines set basis = matches.stored -> 'planned' -> deadlines.id ->> 'basis'
      from matches where matches.id = deadlines.match`.execute(db);
    await sql`
      update matches set stored = stored - 'planned' - 'keys', journal_hash = (
        select hash from journal where journal.match = matches.id order by seq desc, n desc limit 1)`.execute(db);
  },
};
