import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/** Matches with their people, and what `record` derives of them: tasks, parts, deadlines (design.md 6). */
const MATCHES = `
create table matches (
  id text primary key,
  method text not null,
  version integer not null,
  title text not null,
  ref text,
  time_zone text not null,
  status text not null check (status in ('starting', 'draft', 'underway', 'onHold', 'cancelling', 'closed', 'cancelled')),
  outcome text,
  date_status text not null default 'unset' check (date_status in ('unset', 'tentative', 'final')),
  assigned_on date,
  match_start date,
  match_end date,
  date_version integer not null default 0,
  seq integer not null default 0,
  clock text not null default 'wall' check (clock in ('wall', 'virtual')),
  clock_offset bigint not null default 0,
  mail text not null default 'smtp' check (mail in ('smtp', 'captured')),
  rehearsal boolean not null default false,
  stored jsonb,
  steps jsonb not null default '[]',
  findings jsonb not null default '[]',
  next_due timestamptz,
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  created_by text not null
);
create index matches_page on matches (created_at desc, id desc);
create index matches_starting on matches (created_at) where status = 'starting';
create index matches_open on matches (id) where status not in ('closed', 'cancelled');

create table people (
  id text primary key,
  name text not null,
  title text,
  organization text,
  address text,
  telephone text,
  email text,
  channel text not null default 'mail' check (channel in ('mail', 'phone', 'post')),
  zone text,
  language text not null default 'en',
  consents jsonb not null default '{}',
  bounced_at timestamptz
);
create index people_email on people (lower(email));

create table match_people (
  match text not null references matches on delete cascade,
  person text not null references people,
  ref text,
  roles text[] not null,
  team text,
  left_at timestamptz,
  position bigint generated always as identity,
  primary key (match, person)
);
create index match_people_person on match_people (person);

create table tasks (
  match text not null references matches on delete cascade,
  id text not null,
  state text not null,
  person text,
  reason text,
  opens timestamptz,
  due timestamptz,
  late timestamptz,
  seq integer not null,
  primary key (match, id)
);

create table parts (
  match text not null references matches on delete cascade,
  id text not null,
  chart text not null,
  state text not null,
  done boolean not null,
  person text,
  seq integer not null,
  primary key (match, id)
);

create table deadlines (
  match text not null references matches on delete cascade,
  id text not null,
  task text not null,
  part text,
  policy text not null,
  owner text not null,
  person text,
  generation integer not null,
  date_version integer not null,
  opens timestamptz,
  due timestamptz,
  late timestamptz,
  rungs jsonb not null,
  seq integer not null,
  primary key (match, id)
);`;

/** Who did what, when; the commands it came by; the texts it points to. */
const JOURNAL = `
create table journal (
  match text not null references matches on delete cascade,
  seq integer not null,
  -- 0 for what was accepted; signals that were refused after it count on from 1
  n integer not null default 0,
  key text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  type text not null,
  task text,
  part text,
  by_person text not null,
  by_role text not null,
  on_behalf_of text,
  facts jsonb,
  refs jsonb,
  caused jsonb not null,
  refused text,
  previous text not null,
  hash text not null,
  primary key (match, seq, n),
  check ((n = 0) = (refused is null))
);

create table commands (
  account text not null,
  key text not null,
  body_sha256 text not null,
  match text,
  seq integer,
  status text not null check (status in ('started', 'done')),
  answer jsonb,
  at timestamptz not null default now(),
  primary key (account, key)
);

create table forms (
  id text primary key,
  match text not null references matches on delete cascade,
  form text not null,
  part text,
  revision integer not null,
  body jsonb not null,
  sha256 text not null,
  state text not null check (state in ('pending', 'current', 'draft')),
  by_person text not null,
  key text not null,
  at timestamptz not null default now(),
  -- the journal line that made it current
  seq integer,
  unique nulls not distinct (match, form, part, revision)
);
create index forms_key on forms (match, key);`;

/** Letters, one row per send key (design.md 7), and every attempt to hand one over. */
const LETTERS = `
create table letters (
  id text primary key,
  match text not null references matches on delete cascade,
  kind text not null,
  task text,
  part text,
  generation integer not null,
  ask integer not null,
  person text not null references people,
  v integer not null,
  send_key text not null unique,
  state text not null check (state in
    ('draft', 'edited', 'queued', 'released', 'sending', 'sent', 'deferred', 'failed', 'unknown', 'withdrawn')),
  channel text not null check (channel in ('mail', 'captured', 'phone', 'post')),
  automatic boolean not null,
  essential boolean not null,
  from_role text not null,
  subject text not null,
  body text not null,
  bears_date boolean not null,
  names_old_date boolean not null default false,
  edited boolean not null default false,
  due_at timestamptz not null,
  released_at timestamptz,
  released_by text,
  sent_at timestamptz,
  message_date timestamptz,
  mime bytea,
  reason text,
  -- what it was rendered from, besides the match and its people
  data jsonb not null default '{}',
  seq integer not null,
  released_seq integer,
  withdrawn_seq integer
);
create index letters_match on letters (match, due_at, id);
create index letters_to_send on letters (match) where state in ('queued', 'released', 'deferred', 'sending');
create index letters_captured on letters (sent_at desc, id) where mime is not null;

create table letter_attempts (
  letter text not null references letters on delete cascade,
  at timestamptz not null,
  outcome text not null check (outcome in ('sent', 'captured', 'deferred', 'failed', 'unknown')),
  response text not null
);
create index letter_attempts_letter on letter_attempts (letter, at);`;

/** Who may come in: accounts of staff, tokens of callers, sign-in links and sessions; secrets as SHA-256 only. */
const ACCESS = `
create table accounts (
  id text primary key,
  name text not null,
  email text,
  roles text[] not null default '{}',
  created_at timestamptz not null default now()
);
create unique index accounts_email on accounts (lower(email));

create table tokens (
  id text primary key,
  hash text not null unique,
  account text not null references accounts on delete cascade,
  roles text[] not null,
  name text not null,
  email text,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table sign_in_links (
  hash text primary key,
  account text not null references accounts on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table sessions (
  hash text primary key,
  account text not null references accounts on delete cascade,
  expires_at timestamptz not null
);`;

/** Live pages listen on the channel `peermatch`; the payload is the match's id (design.md 9). */
const NOTIFY = `
create function tell_match() returns trigger language plpgsql as $$
begin
  perform pg_notify('peermatch', case tg_table_name when 'letters' then to_jsonb(new) ->> 'match' else to_jsonb(new) ->> 'id' end);
  return null;
end $$;
create trigger matches_tell after update of seq, status, clock_offset on matches for each row execute function tell_match();
create trigger letters_tell after update of state on letters for each row execute function tell_match();`;

export const record: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statements of [MATCHES, JOURNAL, LETTERS, ACCESS, NOTIFY]) await sql.raw(statements).execute(db);
  },
};
