import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * Tells the API that a match has changed, so that open pages follow (design.md 9). Only for matches that somebody looks at: a
 * commit that notifies holds a lock on the whole database while it is written, and records of all others must not wait for it
 * (decision 0031). Takes the place of triggers that told of every match.
 */
export const livePages: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`drop trigger matches_tell on matches`.execute(db);
    await sql`drop trigger letters_tell on letters`.execute(db);
    await sql`drop function tell_match()`.execute(db);
    await sql`create unlogged table watched (match text primary key, until timestamptz not null)`.execute(db);
    await sql`
      create function tell_watchers() returns trigger language plpgsql as $$
      declare
        changed text;
      begin
        if tg_table_name = 'matches' then changed := new.id; else changed := new.match; end if;
        perform pg_notify('peermatch', changed) from watched where match = changed and until > now();
        return null;
      end $$`.execute(db);
    await sql`
      create function tell_watchers_of_new_letters() returns trigger language plpgsql as $$
      begin
        perform pg_notify('peermatch', match) from watched
          where until > now() and match in (select added.match from added);
        return null;
      end $$`.execute(db);
    await sql`
      create trigger matches_tell after update on matches
      for each row execute function tell_watchers()`.execute(db);
    await sql`
      create trigger letters_tell after update on letters
      for each row when (old.state is distinct from new.state or old.body is distinct from new.body)
      execute function tell_watchers()`.execute(db);
    await sql`
      create trigger letters_tell_new after insert on letters referencing new table as added
      for each statement execute function tell_watchers_of_new_letters()`.execute(db);
  },
};
