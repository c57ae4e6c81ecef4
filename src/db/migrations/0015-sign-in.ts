import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * Signing in (design.md 8, decision 0030): letters with a link that is bound to the browser that asked, passkeys, sessions that their
 * owner can see and end, accounts that are closed and opened again.
 */
export const signIn: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `alter table accounts add column closed_at timestamptz`,
  `alter table tokens add column last_used_at timestamptz`,
  // A link without a browser opens in any: it was printed or handed over, not mailed.
  `alter table sign_in_links
    add column made_at timestamptz not null default now(), add column browser text, add column goes_to text`,
  `create index sign_in_links_account on sign_in_links (account, made_at)`,
  `alter table sessions
    add column id text not null default gen_random_uuid()::text, add column made_at timestamptz not null default now(),
    add column last_used_at timestamptz not null default now(), add column device text not null default ''`,
  `create unique index sessions_id on sessions (id)`,
  `create index sessions_account on sessions (account)`,
  `create table passkeys (
    id text primary key,
    account text not null references accounts on delete cascade,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null default '{}',
    name text not null,
    made_at timestamptz not null,
    last_used_at timestamptz
  )`,
  `create index passkeys_account on passkeys (account)`,
  // What a browser was asked to sign, until it answers: once, by whoever was asked.
  `create table passkey_challenges (
    challenge text primary key,
    asked text not null,
    expires_at timestamptz not null
  )`,
];
