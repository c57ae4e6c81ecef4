import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * The rest of a letter's life (design.md 7): who approved it, which letter it takes the place of, how one that did not arrive was
 * settled, and every deed of a person on it, so that its log says who did what.
 */
export const lettersLife: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      alter table letters
        add column approved_at timestamptz,
        add column approved_by text,
        add column again_of text references letters on delete set null,
        add column settled_as text check (settled_as in ('arrived', 'again', 'told')),
        add column settled_at timestamptz,
        add column settled_by text`.execute(db);
    await sql`create index letters_again_of on letters (again_of) where again_of is not null`.execute(db);
    await sql`
      create table letter_deeds (
        id bigint generated always as identity primary key,
        letter text not null references letters on delete cascade,
        at timestamptz not null,
        by_person text not null,
        by_role text not null,
        deed text not null
      )`.execute(db);
    await sql`create index letter_deeds_letter on letter_deeds (letter, id)`.execute(db);
  },
};
