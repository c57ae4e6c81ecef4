import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * Files of a match (design.md 6, requirements.md T13): whose each is, and that she agreed. A file that was taken away keeps its row
 * without its bytes. Bytes are stored as they are, so that pieces of them are read without the rest (decision 0028).
 */
export const files: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table files (
        id text primary key,
        match text not null references matches on delete cascade,
        name text not null,
        type text not null,
        bytes integer not null,
        sha256 text not null,
        content bytea,
        by_person text not null,
        at timestamptz not null,
        owner text not null references people,
        agreed boolean not null check (agreed),
        team text,
        removed_at timestamptz,
        removed_by text,
        erased_at timestamptz,
        check ((content is null) = (removed_at is not null or erased_at is not null))
      )`.execute(db);
    await sql`alter table files alter column content set storage external`.execute(db);
    await sql`create index files_match on files (match, at)`.execute(db);
    // Mail that brings files is larger than what is worth packing while a hand-over waits.
    await sql`alter table letters alter column mime set storage external`.execute(db);
  },
};
