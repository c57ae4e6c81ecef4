import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * What reports say of one match, one short row a match (decision 0033), worked out when a report is asked for, as standings are: reports
 * of thousands of matches then add up short rows. And what lists look for without reading everything: the next letters of a match, the
 * towns and organizations of people, the kinds of letters that have left.
 */
const RESULTS = `
create table match_results (
  match text primary key references matches on delete cascade,
  as_of integer not null,
  -- what was looked for: a form with other questions is looked at anew
  looked_for jsonb not null,
  finalized_at timestamptz,
  answered_at timestamptz,
  forms_asked integer not null,
  forms_returned integer not null,
  -- how many gave which answer: [question, answer, count]; nothing else of a form
  answers jsonb not null,
  answered boolean not null,
  information boolean not null,
  exchange boolean not null,
  new_needs boolean not null,
  kept integer not null,
  dropped integer not null,
  open integer not null,
  -- honoraria that are paid: [part, day, cents or null, currency or null]
  payments jsonb not null
);

drop index letters_coming;
create index letters_coming on letters (match, due_at) where state in
  ('draft', 'edited', 'queued', 'released', 'sending', 'deferred');
create index letters_sent on letters (kind, match) where sent_at is not null and kind <> 'r';

create index journal_payments on journal (match, part) where type in ('HONORARIUM_PROCESSED', 'HONORARIUM_PAID');

create extension if not exists pg_trgm;
create index people_found on people using gin (organization gin_trgm_ops, town gin_trgm_ops);`;

export const matchResults: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(RESULTS).execute(db);
  },
};
