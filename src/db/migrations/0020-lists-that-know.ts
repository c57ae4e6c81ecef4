import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * Lists and reports know which matches have gone on since they were worked out, and need not compare all of them to find out
 * (decision 0039). A line is noted for each change of a match, and taken when its row is made anew; nobody waits for anybody, and a
 * change that is not committed yet is noted with it. Besides, what reports read stands in their own short rows.
 */
const NOTED = `
create index matches_running on matches (created_at desc, id) where status not in ('closed', 'cancelled') and not rehearsal;
create index people_named on people (id) include (name, email, telephone);
create index tasks_open on tasks (match) where state = 'open';

create table stale_standings (match text not null);
create table stale_results (match text not null);

create function note_change() returns trigger language plpgsql as $$
begin
  insert into stale_standings values (new.id);
  if not new.rehearsal then insert into stale_results values (new.id); end if;
  return null;
end $$;
create trigger note_start after insert on matches for each row execute function note_change();
create trigger note_change after update of seq on matches for each row
  when (old.seq is distinct from new.seq) execute function note_change();

insert into stale_standings select id from matches;
insert into stale_results select id from matches where not rehearsal;

create or replace function stand_anew() returns void language sql as $$
  with taken as materialized (delete from stale_standings returning match),
    stale as materialized (
      select id, seq, time_zone as zone from matches where id in (select match from taken))
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
    where old.as_of < excluded.as_of
$$;

-- what was looked for, in one row: forms with other questions are looked at anew
create table results_looked_for (what jsonb not null);
insert into results_looked_for values ('{}');

drop table match_results;
create table match_results (
  match text primary key references matches on delete cascade,
  as_of integer not null,
  title text not null,
  -- in which it takes place, else was assigned, else was made
  year integer not null,
  starts_on date,
  -- days from assignment to match, and from its end to the finished summary and to the answer to the check-in
  lead_days integer,
  summary_days integer,
  check_in_days integer,
  forms_asked integer not null,
  forms_returned integer not null,
  -- how many gave which answer, in three columns; nothing else of a form
  answered_questions text[] not null,
  answers text[] not null,
  answer_counts integer[] not null,
  answered boolean not null,
  information boolean not null,
  exchange boolean not null,
  new_needs boolean not null,
  kept integer not null,
  dropped integer not null,
  open integer not null,
  -- honoraria that are paid, in four columns: to whom, on which day, and cents and currency where they were said
  paid_to text[] not null,
  paid_on text[] not null,
  paid_amounts integer[] not null,
  paid_currencies text[] not null
);`;

export const listsThatKnow: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(NOTED).execute(db);
  },
};
