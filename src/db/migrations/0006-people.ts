import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/** The whole record of a person (requirements.md F3): what she is and needs in a match, and that she was erased (X28). */
export const people: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table people add column town text, add column erased_at timestamptz`.execute(db);
    await sql`
      alter table match_people
        add column role_kind text
          check (role_kind in ('official', 'director', 'practitioner', 'resident', 'parent', 'partner')),
        add column resident boolean not null generated always as ('resident' = any (roles)) stored,
        add column honorarium boolean,
        add column phone_card boolean,
        add column hard_copies boolean,
        add column access_needs text,
        add column diet text,
        add column payment text check (payment in ('transfer', 'cheque', 'pickup')),
        add column arrives_on date,
        add column leaves_on date`.execute(db);
    await sql`alter table forms add column erased_at timestamptz`.execute(db);
    await sql`create index commands_match on commands (match)`.execute(db);
    await sql`create index journal_on_behalf on journal (match, on_behalf_of) where on_behalf_of is not null`.execute(
      db,
    );
  },
};
