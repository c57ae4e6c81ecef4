import { sql } from 'kysely';
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

/**
 * Works out anew what reports say of a match (decision 0033), for the matches whose record has gone on since; a report asks for it first.
 * Of forms it keeps how many gave which answer, and nothing that was written. What was taken back does not count.
 */
export async function resultsAnew(db: Database, lookedFor: LookedFor): Promise<void> {
  const wanted = sql`${JSON.stringify(lookedFor)}::jsonb`;
  const list = (items: readonly string[]) => sql`${sql.val([...items])}::text[]`;
  await sql`
    with stale as materialized (
      select m.id, m.seq from matches m left join match_results known on known.match = m.id
      where not m.rehearsal and (known.as_of is distinct from m.seq or known.looked_for is distinct from ${wanted})),
    finished as (
      select j.match, max(j.at) filter (where j.type = 'SUMMARY_FINALIZED') as finalized_at,
        max(j.at) filter (where j.type = 'CHECK_IN_ANSWERED') as answered_at
      from journal j join stale on stale.id = j.match join tasks t on t.match = j.match and t.state = 'done'
        and t.id = any (case j.type when 'SUMMARY_FINALIZED' then ${list(lookedFor.summary)} else ${list(lookedFor.checkIn)} end)
      where j.type in ('SUMMARY_FINALIZED', 'CHECK_IN_ANSWERED') and j.refused is null group by j.match),
    said as (
      select distinct on (j.match) j.match, j.type, j.facts from journal j join stale on stale.id = j.match
      where j.type in ('CHECK_IN_ANSWERED', 'CHECK_IN_TAKEN_BACK') and j.refused is null order by j.match, j.seq desc),
    counted as (
      select p.match, count(*) filter (where p.chart = 'evaluation') as asked,
        count(*) filter (where p.chart = 'evaluation' and p.state = 'returned') as returned,
        count(*) filter (where p.chart = 'commitment' and p.state = 'kept') as kept,
        count(*) filter (where p.chart = 'commitment' and p.state = 'dropped') as dropped,
        count(*) filter (where p.chart = 'commitment' and p.state = 'open') as open
      from parts p join stale on stale.id = p.match where p.chart in ('evaluation', 'commitment') group by p.match),
    newest as (
      select distinct on (f.match, f.part) f.match, f.body from forms f join stale on stale.id = f.match
        join parts p on p.match = f.match and p.id = f.part and p.chart = 'evaluation' and p.state = 'returned'
      where f.form = ${lookedFor.form} and f.state = 'current' order by f.match, f.part, f.revision desc),
    told as (
      select newest.match, one.key as question, one.value as answer, count(*) as count
      from newest, jsonb_each_text(newest.body) one where one.key = any (${list(lookedFor.questions)}) group by 1, 2, 3),
    answers as (
      select match, jsonb_agg(jsonb_build_array(question, answer, count) order by question, answer) as answers from told group by match)
    insert into match_results as old
    select stale.id, stale.seq, ${wanted}, finished.finalized_at, finished.answered_at,
      coalesce(counted.asked, 0), coalesce(counted.returned, 0), coalesce(answers.answers, '[]'),
      coalesce(said.type = 'CHECK_IN_ANSWERED', false),
      coalesce(said.type = 'CHECK_IN_ANSWERED'
        and coalesce((said.facts ->> 'information')::boolean, (said.facts ->> 'requests')::numeric > 0), false),
      coalesce(said.type = 'CHECK_IN_ANSWERED' and (said.facts ->> 'exchange')::boolean, false),
      coalesce(said.type = 'CHECK_IN_ANSWERED' and (said.facts ->> 'newNeeds')::boolean, false),
      coalesce(counted.kept, 0), coalesce(counted.dropped, 0), coalesce(counted.open, 0)
    from stale left join finished on finished.match = stale.id left join said on said.match = stale.id
      left join counted on counted.match = stale.id left join answers on answers.match = stale.id
    order by stale.id
    on conflict (match) do update set (as_of, looked_for, finalized_at, answered_at, forms_asked, forms_returned, answers,
        answered, information, exchange, new_needs, kept, dropped, open)
      = row(excluded.as_of, excluded.looked_for, excluded.finalized_at, excluded.answered_at, excluded.forms_asked,
        excluded.forms_returned, excluded.answers, excluded.answered, excluded.information, excluded.exchange, excluded.new_needs,
        excluded.kept, excluded.dropped, excluded.open)
      where old.as_of <> excluded.as_of or old.looked_for <> excluded.looked_for`.execute(db);
}
