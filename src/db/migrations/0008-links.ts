import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/** Links of participants (design.md 6, 8): hashes only, one row for each link that was made. Instants are those of the match's clock. */
export const links: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table links (
        id text primary key,
        match text not null references matches on delete cascade,
        person text not null references people,
        purpose text not null,
        part text,
        task text,
        n integer not null,
        token_hash text not null unique,
        code_hash text not null unique,
        made_at timestamptz not null,
        expires_at timestamptz not null,
        revoked text check (revoked in ('replaced', 'revoked'))
      )`.execute(db);
    await sql`
      create unique index links_subject on links
        (match, person, purpose, coalesce(part, ''), coalesce(task, ''), n)`.execute(db);
  },
};
