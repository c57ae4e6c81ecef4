import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * What lists of matches sort and narrow by, one short row a match (decision 0033): when its next open thing is due, from when on
 * something is overdue, and from when on something is past its late line. Instants, so that nothing has to be written when a day
 * passes. Kept by the database itself, once for every record, because `record` writes only what changed and never has all of it.
 */
const STANDINGS = `
create table standings (
  match text primary key references matches on delete cascade,
  next_due timestamptz,
  overdue_from timestamptz,
  late_from timestamptz
);

create function stand(changed text[]) returns void language sql as $$
  insert into standings as old (match, next_due, overdue_from, late_from)
  select matches.id, min(asked.due),
    min(((asked.on_day at time zone matches.time_zone)::date + 1)::timestamp at time zone matches.time_zone), min(asked.late)
  from matches left join lateral (
    select deadlines.due, deadlines.late, greatest(deadlines.due, to_timestamp(
      (jsonb_path_query_first(deadlines.rungs, '$[*] ? (@.rung == "due").at'))::bigint / 1000.0)) as on_day
    from deadlines left join tasks on tasks.match = deadlines.match and tasks.id = deadlines.task
    where deadlines.match = matches.id and deadlines.due is not null
      and deadlines.policy not in ('moment', 'endOfDay') and (deadlines.part is not null or tasks.state = 'open')
  ) asked on true
  where matches.id = any (changed)
  group by matches.id
  on conflict (match) do update
    set next_due = excluded.next_due, overdue_from = excluded.overdue_from, late_from = excluded.late_from
    where (old.next_due, old.overdue_from, old.late_from)
      is distinct from (excluded.next_due, excluded.overdue_from, excluded.late_from)
$$;

create function stand_match() returns trigger language plpgsql as $$
begin
  perform stand(array[new.id]);
  return null;
end $$;
-- fires when the whole statement is done: the tasks and deadlines that it writes besides are there by then
create trigger matches_stand after update of seq on matches for each row execute function stand_match();

select stand(array(select id from matches));
create index standings_late on standings (late_from) where late_from is not null;
create index match_people_facilitators on match_people (person) where 'facilitator' = any (roles);
create index deadlines_of_managers on deadlines (match) where owner = 'programManager';
create index letters_coming on letters (due_at) where state in ('draft', 'edited', 'queued', 'released', 'deferred');`;

export const standings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(STANDINGS).execute(db);
  },
};
