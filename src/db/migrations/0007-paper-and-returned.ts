import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * Who carried a letter that goes by post or telephone; and mail that came back: found by its Message-ID, kept until its match was
 * told (requirements.md X14, X24). The Message-ID is made from the send key (`messageId` of src/letters), which is ASCII without
 * backslashes, so that `escape` takes it as it is; `convert_to` may not stand in an index.
 */
export const paperAndReturned: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table letters add column handed_over_by text`.execute(db);
    await sql`
      create index letters_message_id on letters (left(encode(sha256(decode(send_key, 'escape')), 'hex'), 40))`.execute(
      db,
    );
    await sql`
      create table returned_mail (
        letter text primary key references letters on delete cascade,
        match text not null references matches on delete cascade,
        person text not null references people,
        at timestamptz not null,
        told_at timestamptz
      )`.execute(db);
    await sql`create index returned_mail_untold on returned_mail (at) where told_at is null`.execute(db);
  },
};
