import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from './database.ts';

/** What reports count. Rehearsals are left out everywhere. A match belongs to the year in which it takes place, else was assigned, else was made. */
const YEAR = sql`extract(year from coalesce(m.match_start, m.assigned_on, m.created_at::date))::integer`;
const inYear = (year: number | undefined) => (year === undefined ? sql`true` : sql`${YEAR} = ${year}`);
const real = (year: number | undefined) => sql`not m.rehearsal and ${inYear(year)}`;

export interface CountRow {
  readonly status: string;
  readonly outcome: string | null;
  readonly method: string;
  readonly year: number;
  readonly count: number;
}
export interface TimesRow {
  readonly what: 'lead' | 'summary' | 'checkIn';
  readonly year: number;
  readonly days: number;
  readonly count: number;
}
/** How many gave one answer to one question. */
export interface AnswerRow {
  readonly match: string;
  readonly title: string;
  readonly method: string;
  readonly question: string;
  readonly answer: string;
  readonly count: number;
}
export interface ReturnsRow {
  readonly match: string;
  readonly title: string;
  readonly asked: number;
  readonly returned: number;
}
export interface ImpactRow {
  readonly match: string;
  readonly title: string;
  readonly asked: boolean;
  readonly answered: boolean;
  readonly information: boolean;
  readonly exchange: boolean;
  readonly newNeeds: boolean;
  readonly begun: number;
  readonly kept: number;
  readonly dropped: number;
  readonly open: number;
}
export interface ReminderRow {
  readonly method: string;
  readonly task: string;
  readonly sent: number;
  readonly matches: number;
  readonly people: number;
}

const run = async <T>(db: Database, query: RawBuilder<T>): Promise<T[]> => (await query.execute(db)).rows;

export function makeReportQueries(db: Database) {
  return {
    years: async (): Promise<number[]> =>
      (
        await run(
          db,
          sql<{ year: number }>`select distinct ${YEAR} as year from matches m where not m.rehearsal order by 1 desc`,
        )
      ).map(({ year }) => year),

    counts: (year: number | undefined) =>
      run(
        db,
        sql<CountRow>`
          select case m.status when 'starting' then 'draft' else m.status end as status, m.outcome, m.method, ${YEAR} as year, count(*) as count
          from matches m where ${real(year)} group by 1, 2, 3, 4 order by 4, 3, 1, 2`,
      ),

    /**
     * Days from assignment to match, from its end to the finished summary, and from its end to the answer to the check-in; of each
     * how many matches took as long. What was taken back does not count.
     */
    times: (
      year: number | undefined,
      tasks: { readonly summary: readonly string[]; readonly checkIn: readonly string[] },
    ) =>
      run(
        db,
        sql<TimesRow>`
          with done as (
            select j.match, j.type, max(j.at) as at from journal j
            join tasks t on t.match = j.match and t.state = 'done'
              and t.id = any (case j.type when 'SUMMARY_FINALIZED' then ${sql.val([...tasks.summary])}::text[]
                else ${sql.val([...tasks.checkIn])}::text[] end)
            where j.type in ('SUMMARY_FINALIZED', 'CHECK_IN_ANSWERED') and j.refused is null group by 1, 2),
          spans as (
            select 'lead' as what, ${YEAR} as year, m.match_start - m.assigned_on as days from matches m
            where ${real(year)} and m.match_start >= m.assigned_on and m.status not in ('draft', 'starting', 'cancelled')
            union all
            select case done.type when 'SUMMARY_FINALIZED' then 'summary' else 'checkIn' end, ${YEAR},
              (done.at at time zone m.time_zone)::date - coalesce(m.match_end, m.match_start)
            from done join matches m on m.id = done.match where ${real(year)} and m.match_start is not null)
          select what, year, days, count(*) as count from spans where days >= 0 group by 1, 2, 3 order by 1, 2, 3`,
      ),

    /** Another one when a match was started or its record has gone on. */
    async stamp(): Promise<string> {
      const [row] = await run(
        db,
        sql<{ stamp: string }>`select count(*) || '/' || coalesce(sum(seq), 0) as stamp from matches`,
      );
      return row?.stamp ?? '';
    },

    /** Forms that were asked for and came back, match by match. */
    returns: (year: number | undefined) =>
      run(
        db,
        sql<ReturnsRow>`
          select m.id as match, m.title, count(*) as asked, count(*) filter (where p.state = 'returned') as returned
          from parts p join matches m on m.id = p.match where p.chart = 'evaluation' and ${real(year)}
          group by m.id, m.title, m.match_start order by m.match_start desc, m.id`,
      ),

    /** Answers to these questions, of matches from which at least so many forms came back. */
    answers: (year: number | undefined, form: string, questions: readonly string[], least: number) =>
      run(
        db,
        sql<AnswerRow>`
          with enough as (
            select p.match from parts p join matches m on m.id = p.match
            where p.chart = 'evaluation' and p.state = 'returned' and ${real(year)}
            group by p.match having count(*) >= ${least}),
          newest as (
            select distinct on (f.match, f.part) f.match, f.body from forms f
            join enough on enough.match = f.match join parts p on p.match = f.match and p.id = f.part and p.state = 'returned'
            where f.form = ${form} and f.state = 'current' and f.part like 'evaluation/%'
            order by f.match, f.part, f.revision desc)
          select m.id as match, m.title, m.method, answer.key as question, answer.value as answer, count(*) as count
          from newest join matches m on m.id = newest.match, jsonb_each_text(newest.body) answer
          where answer.key = any (${sql.val([...questions])}::text[])
          group by m.id, m.title, m.method, m.match_start, answer.key, answer.value
          order by m.match_start desc, m.id, answer.key, answer.value`,
      ),

    /**
     * What the check-in said and what became of commitments, match by match, where there is either.
     * @param checkInKinds kinds of letters that ask for the check-in
     */
    impact: (year: number | undefined, checkInKinds: readonly string[]) =>
      run(
        db,
        sql<ImpactRow>`
          with said as (
            select distinct on (match) match, type, facts from journal
            where type in ('CHECK_IN_ANSWERED', 'CHECK_IN_TAKEN_BACK') and refused is null order by match, seq desc),
          promised as (
            select match, count(*) filter (where state = 'kept') as kept, count(*) filter (where state = 'dropped') as dropped,
              count(*) filter (where state = 'open') as open
            from parts where chart = 'commitment' group by match),
          begun as (select origin, count(*) as count from matches where origin is not null and not rehearsal group by origin),
          asked as (select distinct match from letters
            where kind = any (${sql.val([...checkInKinds])}::text[]) and sent_at is not null)
          select m.id as match, m.title, asked.match is not null or coalesce(said.type = 'CHECK_IN_ANSWERED', false) as asked,
            coalesce(said.type = 'CHECK_IN_ANSWERED', false) as answered,
            coalesce((said.facts ->> 'information')::boolean, (said.facts ->> 'requests')::numeric > 0, false)
              and said.type = 'CHECK_IN_ANSWERED' as information,
            coalesce((said.facts ->> 'exchange')::boolean, false) and said.type = 'CHECK_IN_ANSWERED' as exchange,
            coalesce((said.facts ->> 'newNeeds')::boolean, false) and said.type = 'CHECK_IN_ANSWERED' as "newNeeds",
            coalesce(begun.count, 0) as begun, coalesce(promised.kept, 0) as kept,
            coalesce(promised.dropped, 0) as dropped, coalesce(promised.open, 0) as open
          from matches m left join said on said.match = m.id left join promised on promised.match = m.id
            left join begun on begun.origin = m.id left join asked on asked.match = m.id
          where ${real(year)} and (said.match is not null or promised.match is not null or asked.match is not null)
          order by m.match_start desc, m.id`,
      ),

    /** Reminders that have left, task by task. */
    reminders: (year: number | undefined) =>
      run(
        db,
        sql<ReminderRow>`
          select m.method, l.task, count(*) as sent, count(distinct l.match) as matches, count(distinct (l.match, l.person)) as people
          from letters l join matches m on m.id = l.match
          where l.kind = 'r' and l.state in ('sent', 'sending', 'unknown') and l.task is not null and ${real(year)}
          group by m.method, l.task order by sent desc, m.method, l.task`,
      ),
  };
}
