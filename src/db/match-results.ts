import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from './database.ts';

/** What is looked for in every match. The same for all of them, so that a change of it makes every row anew. */
export interface LookedFor {
  /** The form that comes back as an evaluation, and its questions that have answers to choose among. */
  readonly form: string;
  readonly questions: readonly string[];
  /** The tasks that are done when the summary is finished, and when the check-in is answered. */
  readonly summary: readonly string[];
  readonly checkIn: readonly string[];
}

/** A match belongs to the year in which it takes place, else was assigned, else was made. */
export const YEAR = sql`extract(year from coalesce(m.match_start, m.assigned_on, m.created_at::date))::integer`;

/**
 * Works out anew what reports say of a match (decisions 0033 and 0039), for the matches whose record has gone on since; a report asks for
 * it first. Of forms it keeps how many gave which answer, and nothing that was written. What was taken back does not count.
 */
export async function resultsAnew(db: Database, lookedFor: LookedFor): Promise<void> {
  const wanted = sql`${JSON.stringify(lookedFor)}::jsonb`;
  // Only to plan the statement below takes longer than most reports.
  const { rows } = await sql`
    select where exists (select from stale_results) or exists (select from results_looked_for where what <> ${wanted})`.execute(
    db,
  );
  if (rows.length > 0) await workOut(db, lookedFor, wanted);
}

async function workOut(db: Database, lookedFor: LookedFor, wanted: RawBuilder<unknown>): Promise<void> {
  const daysTo = (instant: RawBuilder<unknown>) =>
    sql`case when (${instant} at time zone stale.zone)::date >= stale.ended then (${instant} at time zone stale.zone)::date - stale.ended end`;
  const list = (items: readonly string[]) => sql`${sql.val([...items])}::text[]`;
  // Match by match, by indexes: a plan for all of them at once depends on guesses that go wrong by thousands.
  await sql`
    with taken as materialized (delete from stale_results returning match),
      other as materialized (
        update results_looked_for set what = ${wanted} where what <> ${wanted} returning what),
      stale as materialized (
        select m.id, m.seq, m.time_zone as zone, m.title, ${YEAR} as year, m.match_start as starts,
          case when m.match_start is not null then coalesce(m.match_end, m.match_start) end as ended,
          case when m.match_start >= m.assigned_on and m.status not in ('draft', 'starting', 'cancelled')
            then m.match_start - m.assigned_on end as lead
        from matches m where m.id in (
          select match from taken union select id from matches where not rehearsal and (select count(*) from other) > 0))
    insert into match_results as old
    select stale.id, stale.seq, stale.title, stale.year, stale.starts, stale.lead,
      ${daysTo(sql`finished.summary`)}, ${daysTo(sql`finished.check_in`)}, counted.asked, counted.returned,
      coalesce(answers.questions, '{}'), coalesce(answers.answers, '{}'), coalesce(answers.counts, '{}'), coalesce(said.answered, false),
      coalesce(said.answered and coalesce((said.facts ->> 'information')::boolean, (said.facts ->> 'requests')::numeric > 0), false),
      coalesce(said.answered and (said.facts ->> 'exchange')::boolean, false),
      coalesce(said.answered and (said.facts ->> 'newNeeds')::boolean, false), counted.kept, counted.dropped, counted.open,
      coalesce(paid.persons, '{}'), coalesce(paid.days, '{}'), coalesce(paid.amounts, '{}'), coalesce(paid.currencies, '{}')
    from stale
      cross join lateral (
        select max(j.at) filter (where j.type = 'SUMMARY_FINALIZED') as summary,
          max(j.at) filter (where j.type = 'CHECK_IN_ANSWERED') as check_in
        from journal j join tasks t on t.match = j.match and t.state = 'done'
          and t.id = any (case j.type when 'SUMMARY_FINALIZED' then ${list(lookedFor.summary)} else ${list(lookedFor.checkIn)} end)
        where j.match = stale.id and j.type in ('SUMMARY_FINALIZED', 'CHECK_IN_ANSWERED') and j.refused is null) finished
      left join lateral (
        select j.type = 'CHECK_IN_ANSWERED' as answered, j.facts from journal j
        where j.match = stale.id and j.type in ('CHECK_IN_ANSWERED', 'CHECK_IN_TAKEN_BACK') and j.refused is null
        order by j.seq desc limit 1) said on true
      cross join lateral (
        select count(*) filter (where p.chart = 'evaluation') as asked,
          count(*) filter (where p.chart = 'evaluation' and p.state = 'returned') as returned,
          count(*) filter (where p.chart = 'commitment' and p.state = 'kept') as kept,
          count(*) filter (where p.chart = 'commitment' and p.state = 'dropped') as dropped,
          count(*) filter (where p.chart = 'commitment' and p.state = 'open') as open
        from parts p where p.match = stale.id and p.chart in ('evaluation', 'commitment')) counted
      left join lateral (
        select array_agg(question) as questions, array_agg(answer) as answers, array_agg(count) as counts from (
          select one.key as question, one.value as answer, count(*)::integer as count
          from parts p
            cross join lateral (
              select f.body from forms f where f.match = p.match and f.part = p.id and f.form = ${lookedFor.form} and f.state = 'current'
              order by f.revision desc limit 1) newest,
            jsonb_each_text(newest.body) one
          where p.match = stale.id and p.chart = 'evaluation' and p.state = 'returned' and one.key = any (${list(lookedFor.questions)})
          group by 1, 2) told) answers on counted.returned > 0
      left join lateral (
        select array_agg(split_part(part, '/', 2) order by part) as persons, array_agg(day order by part) as days,
          array_agg((said ->> 'amount')::integer order by part) as amounts,
          array_agg(case when said is not null then coalesce(nullif(said ->> 'currency', ''), 'USD') end order by part) as currencies
        from (
          select p.id as part,
            (array_agg(coalesce(nullif(j.facts ->> 'paidOn', ''), (j.at at time zone stale.zone)::date::text) order by j.seq desc)
              filter (where j.type = 'HONORARIUM_PAID'))[1] as day,
            (array_agg(j.facts order by j.seq desc) filter (where jsonb_typeof(j.facts -> 'amount') = 'number'))[1] as said
          from parts p join journal j on j.match = p.match and j.part = p.id and j.refused is null
            and j.type in ('HONORARIUM_PROCESSED', 'HONORARIUM_PAID')
          where p.match = stale.id and p.chart = 'honorarium' and p.state = 'paid' group by p.id) told) paid on true
    order by stale.id
    on conflict (match) do update set
        (as_of, title, year, starts_on, lead_days, summary_days, check_in_days, forms_asked, forms_returned,
          answered_questions, answers, answer_counts, answered, information, exchange, new_needs, kept, dropped, open,
          paid_to, paid_on, paid_amounts, paid_currencies)
      = row(excluded.as_of, excluded.title, excluded.year, excluded.starts_on, excluded.lead_days,
        excluded.summary_days, excluded.check_in_days, excluded.forms_asked, excluded.forms_returned, excluded.answered_questions,
        excluded.answers, excluded.answer_counts, excluded.answered, excluded.information, excluded.exchange, excluded.new_needs,
        excluded.kept, excluded.dropped, excluded.open, excluded.paid_to, excluded.paid_on, excluded.paid_amounts,
        excluded.paid_currencies)
      where old.as_of <= excluded.as_of`.execute(db);
}
