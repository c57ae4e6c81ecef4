import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * What lists of matches sort and narrow by, one short row a match (decision 0033): when its next open thing is due, from when on
 * something is overdue, and from when on something is past its late line. Instants, so that nothing has to be written when a day
 * passes. Worked out when a list is asked for, for the matches whose record has gone on since: a command does not wait for lists.
 */
const STANDINGS = `
create table standings (
  match text primary key references matches on delete cascade,
  as_of integer not null,
  next_due timestamptz,
  overdue_from timestamptz,
  late_from timestamptz
);

create function stand_anew() returns void language sql as $$
  with stale as materialized (
    select matches.id, matches.seq, matches.time_zone as zone
    from matches left join standings known on known.match = matches.id where known.as_of is distinct from matches.seq)
  insert into standings as old (match, as_of, next_due, overdue_from, late_from)
  select stale.id, stale.seq, min(asked.due),
    min(((asked.on_day at time zone stale.zone)::date + 1)::timestamp at time zone stale.zone), min(asked.late)
  from stale left join lateral (
    select deadlines.due, deadlines.late, greatest(deadlines.due, to_timestamp(
      (jsonb_path_query_first(deadlines.rungs, '$[*] ? (@.rung == "due").at'))::bigint / 1000.0)) as on_day
    from deadlines left join tasks on tasks.match = deadlines.match and tasks.id = deadlines.task
    where deadlines.match = stale.id and deadlines.due is not null
      and deadlines.policy not in ('moment', 'endOfDay') and (deadlines.part is not null or tasks.state = 'open')
  ) asked on true
  group by stale.id, stale.seq
  order by stale.id
  on conflict (match) do update
    set as_of = excluded.as_of, next_due = excluded.next_due, overdue_from = excluded.overdue_from, late_from = excluded.late_from
    where old.as_of <> excluded.as_of
$$;

create index standings_late on standings (late_from) where late_from is not null;
create index match_people_facilitators on match_people (person) where 'facilitator' = any (roles);
create index deadlines_of_managers on deadlines (match) where owner = 'programManager';
create index letters_coming on letters (due_at) where state in
  ('draft', 'edited', 'queued', 'released', 'sending', 'deferred');
-- what reports read of all matches
create index journal_reports on journal (type, match)
  where type in ('SUMMARY_FINALIZED', 'CHECK_IN_ANSWERED', 'CHECK_IN_TAKEN_BACK');
create index parts_reports on parts (chart, match) where chart in ('evaluation', 'commitment');`;

export const standings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(STANDINGS).execute(db);
  },
};
