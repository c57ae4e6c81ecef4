import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from './database.ts';
import { YEAR } from './match-results.ts';

/** What reports count. Rehearsals are left out everywhere: no results are kept of them. */
const real = (year: number | undefined) =>
  year === undefined ? sql`not m.rehearsal` : sql`not m.rehearsal and ${YEAR} = ${year}`;
const told = (year: number | undefined) => (year === undefined ? sql`true` : sql`r.year = ${year}`);

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
  readonly question: string;
  readonly answer: string;
  readonly count: number;
}
interface Answers {
  readonly questions: readonly string[];
  readonly given: readonly string[];
  readonly counts: readonly number[];
}
export interface ReturnsRow {
  readonly match: string;
  readonly title: string;
  readonly asked: number;
  readonly returned: number;
  readonly answers: readonly AnswerRow[];
}
/** What the check-in said and what became of commitments: in numbers of matches, and of commitments. */
export interface ImpactSums {
  readonly asked: number;
  readonly answered: number;
  readonly information: number;
  readonly exchange: number;
  readonly newNeeds: number;
  readonly begun: number;
  readonly kept: number;
  readonly dropped: number;
  readonly open: number;
}
export interface ImpactRow {
  readonly match: string;
  readonly title: string;
  readonly asked: boolean;
  readonly answered: boolean;
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

const NO_IMPACT = {
  ...{ asked: 0, answered: 0, information: 0, exchange: 0, newNeeds: 0, begun: 0 },
  ...{ kept: 0, dropped: 0, open: 0, matches: 0 },
};

/** A site that has answered was asked, in whatever way. */
const impacts = (checkInKinds: readonly string[]) => sql`match_results r
  left join (select distinct match from letters where kind = any (${sql.val([...checkInKinds])}::text[]) and kind <> 'r' and sent_at is not null)
    letter on letter.match = r.match
  cross join lateral (select letter.match is not null or r.answered as asked) asked`;
const TOLD = sql`(asked or r.kept + r.dropped + r.open > 0)`;

const run = async <T>(db: Database, query: RawBuilder<T>): Promise<T[]> => (await query.execute(db)).rows;

export function makeReportQueries(db: Database) {
  return {
    years: async (): Promise<number[]> =>
      (await run(db, sql<{ year: number }>`select distinct year from match_results order by 1 desc`)).map(
        ({ year }) => year,
      ),

    counts: (year: number | undefined) =>
      run(
        db,
        sql<CountRow>`
          select case m.status when 'starting' then 'draft' else m.status end as status, m.outcome, m.method, ${YEAR} as year, count(*) as count
          from matches m where ${real(year)} group by 1, 2, 3, 4 order by 4, 3, 1, 2`,
      ),

    /** Days from assignment to match, from its end to the finished summary, and from its end to the answer to the check-in; of each how many matches took as long. */
    times: (year: number | undefined) =>
      run(
        db,
        sql<TimesRow>`
          select what, r.year, days, count(*) as count
          from match_results r,
            lateral (values ('lead', r.lead_days), ('summary', r.summary_days), ('checkIn', r.check_in_days)) span (what, days)
          where ${told(year)} and days is not null group by 1, 2, 3 order by 1, 2, 3`,
      ),

    /** Evaluation forms that were asked for and came back. */
    async returned(year: number | undefined): Promise<{ asked: number; returned: number; matches: number }> {
      const [row] = await run(
        db,
        sql<{ asked: number; returned: number; matches: number }>`
          select coalesce(sum(r.forms_asked), 0) as asked, coalesce(sum(r.forms_returned), 0) as returned, count(*) as matches
          from match_results r where ${told(year)} and r.forms_asked > 0`,
      );
      return row ?? { asked: 0, returned: 0, matches: 0 };
    },

    /** All answers, of matches from which at least so many forms came back. */
    answers: (year: number | undefined, least: number) =>
      run(
        db,
        sql<AnswerRow>`
          select question, answer, sum(count) as count
          from (
            select unnest(r.answered_questions) as question, unnest(r.answers) as answer, unnest(r.answer_counts) as count
            from match_results r where ${told(year)} and r.forms_returned >= ${least}) one
          group by 1, 2 order by 1, 2`,
      ),

    /** The same match by match, the newest first; at most so many matches. */
    async answersByMatch(
      year: number | undefined,
      { least, limit }: { readonly least: number; readonly limit: number },
    ): Promise<ReturnsRow[]> {
      const rows = await run(
        db,
        sql<Omit<ReturnsRow, 'answers'> & Answers>`
          select r.match, r.title, r.forms_asked as asked, r.forms_returned as returned, r.answered_questions as questions,
            r.answers as given, r.answer_counts as counts
          from match_results r where ${told(year)} and r.forms_asked > 0 order by r.starts_on desc, r.match limit ${limit}`,
      );
      return rows.map(({ questions, given, counts, ...row }) => ({
        ...row,
        answers:
          row.returned < least
            ? []
            : questions.map((question, n) => ({ question, answer: given[n] ?? '', count: counts[n] ?? 0 })),
      }));
    },

    /**
     * What the check-in said and what became of commitments, in sums.
     * @param checkInKinds kinds of letters that ask for the check-in
     */
    async impact(year: number | undefined, checkInKinds: readonly string[]): Promise<ImpactSums & { matches: number }> {
      const [row] = await run(
        db,
        sql<ImpactSums & { matches: number }>`
          select count(*) filter (where asked) as asked, count(*) filter (where r.answered) as answered,
            count(*) filter (where r.information) as information, count(*) filter (where r.exchange) as exchange,
            count(*) filter (where r.new_needs) as "newNeeds", coalesce(sum(begun.count), 0) as begun,
            coalesce(sum(r.kept), 0) as kept, coalesce(sum(r.dropped), 0) as dropped, coalesce(sum(r.open), 0) as open,
            count(*) as matches
          from ${impacts(checkInKinds)}
            left join (select origin, count(*) as count from matches where origin is not null and not rehearsal group by origin) begun
              on begun.origin = r.match
          where ${told(year)} and ${TOLD}`,
      );
      return row ?? NO_IMPACT;
    },

    /** The same match by match, the newest first, where there is either; at most so many matches. */
    impactByMatch: (year: number | undefined, checkInKinds: readonly string[], limit: number) =>
      run(
        db,
        sql<ImpactRow>`
          select r.match, r.title, asked, r.answered, r.kept, r.dropped, r.open from ${impacts(checkInKinds)}
          where ${told(year)} and ${TOLD} order by r.starts_on desc, r.match limit ${limit}`,
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
