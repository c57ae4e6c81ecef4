import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Role } from '../contracts/names.ts';
import type { MatchRows, TaskRow } from './api-queries.ts';
import type { Database } from './database.ts';
import { isMine } from './letter-queries.ts';
import type { Mine } from './letter-queries.ts';
import { makePeopleQueries } from './people-queries.ts';

export const SORTS = ['due', 'start', 'title', 'newest'] as const;
export type Sort = (typeof SORTS)[number];

export interface ListWanted {
  /** Words of the title, or of an organization or a town of its people. */
  readonly q?: string | undefined;
  /** A status, `running` (not ended), or `all`. */
  readonly status: string;
  readonly method?: string | undefined;
  /** A facilitator's e-mail address. */
  readonly facilitator?: string | undefined;
  readonly late?: boolean;
  readonly atRisk?: boolean;
  readonly rehearsals?: boolean;
  readonly sort: Sort;
  /** From 1. */
  readonly page: number;
  readonly size: number;
  /** Only matches in which this e-mail holds one of these roles; undefined: all. */
  readonly mine?: Mine | undefined;
  /** The wall clock. */
  readonly now: Date;
  /** Findings that put a match at risk. */
  readonly riskCodes: readonly string[];
}

export interface ListedMatch extends MatchRows {
  /** From when on something is past its late line; null: nothing that is open now ever will be. */
  readonly lateFrom: Date | null;
}

const ENDED = sql`('closed', 'cancelled')`;
/** The match's own now: rehearsals have a clock of their own. */
const nowOf = (now: Date) => sql`(${now}::timestamptz + m.clock_offset * interval '1 millisecond')`;

const ORDER: Readonly<Record<Sort, RawBuilder<unknown>>> = {
  due: sql`s.next_due asc nulls last, m.created_at desc`,
  start: sql`m.match_start asc nulls last, m.created_at desc`,
  title: sql`lower(m.title), m.created_at desc`,
  newest: sql`m.created_at desc`,
};

function wanted(list: ListWanted): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [];
  if (list.status === 'running') all.push(sql`m.status not in ${ENDED}`);
  else if (list.status === 'draft') all.push(sql`m.status in ('draft', 'starting')`);
  else if (list.status !== 'all') all.push(sql`m.status = ${list.status}`);
  if (list.rehearsals !== true) all.push(sql`not m.rehearsal`);
  if (list.method !== undefined) all.push(sql`m.method = ${list.method}`);
  if (list.late === true) all.push(sql`m.status not in ${ENDED} and s.overdue_from <= ${nowOf(list.now)}`);
  if (list.atRisk === true)
    all.push(sql`m.status not in ${ENDED} and (s.late_from <= ${nowOf(list.now)}
      or jsonb_path_query_array(m.findings, '$[*].code') ?| ${sql.val([...list.riskCodes])}::text[])`);
  if (list.facilitator !== undefined)
    all.push(isMine(sql`m.id`, { email: list.facilitator, roles: ['facilitator'] satisfies Role[] }));
  if (list.mine !== undefined) all.push(isMine(sql`m.id`, list.mine));
  if (list.q !== undefined) all.push(found(`%${list.q.replace(/[\\%_]/g, '\\$&')}%`));
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

const found = (like: string) => sql`(m.title ilike ${like} or m.ref ilike ${like} or m.id in (
  select mp.match from people p join match_people mp on mp.person = p.id and mp.left_at is null
  where p.organization ilike ${like} or p.town ilike ${like}))`;

/** Lists of matches, without their states: what a line of a list shows is a small part of a match (decision 0033). */
export function makePortfolioQueries(db: Database) {
  const people = makePeopleQueries(db);

  return {
    /** A page of the list, and how many there are in all. */
    async list(list: ListWanted): Promise<{ items: ListedMatch[]; total: number }> {
      await sql`select stand_anew()`.execute(db);
      const { rows } = await sql<{ id: string; total: number }>`
        select m.id, count(*) over () as total from matches m left join standings s on s.match = m.id
        where ${wanted(list)} order by ${ORDER[list.sort]}, m.id
        limit ${list.size} offset ${(list.page - 1) * list.size}`.execute(db);
      return { items: await lines(db, people.peopleOf, rows), total: rows[0]?.total ?? 0 };
    },

    /**
     * Matches that run and that the reader may see: those first in which she has a part, or, as a program manager, is asked; then what
     * is due next.
     * @param mine as in `list`; undefined: all matches
     */
    async tasksOf(
      { email, isManager, mine }: { email: string; isManager: boolean; mine: Mine | undefined },
      limit: number,
    ): Promise<ListedMatch[]> {
      await sql`select stand_anew()`.execute(db);
      const takesPart = sql`m.id in (
        select mp.match from people p join match_people mp on mp.person = p.id and mp.left_at is null
        where lower(p.email) = ${email.toLowerCase()})`;
      const isAsked = isManager
        ? sql`(${takesPart} or m.id in (select match from deadlines where owner = 'programManager'))`
        : takesPart;
      const { rows } = await sql<{ id: string }>`
        select m.id from matches m left join standings s on s.match = m.id
        where m.status not in ${ENDED} and ${mine === undefined ? sql`true` : isMine(sql`m.id`, mine)}
        order by (${isAsked}) desc, s.next_due asc nulls last, m.id limit ${limit}`.execute(db);
      return lines(db, people.peopleOf, rows);
    },

    /** Everybody who facilitates a match that the reader may see, by name; one address is one person. */
    async facilitators(mine: Mine | undefined): Promise<{ email: string; name: string }[]> {
      const { rows } = await sql<{ email: string; name: string }>`
        select lower(p.email) as email, min(p.name) as name from match_people held join people p on p.id = held.person
        where 'facilitator' = any (held.roles) and held.left_at is null and p.email is not null
          ${mine === undefined ? sql`` : sql`and ${isMine(sql`held.match`, mine)}`}
        group by lower(p.email) order by min(p.name)`.execute(db);
      return rows;
    },
  };
}

function byMatch<T extends { readonly match: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const own = groups.get(one.match);
    if (own === undefined) groups.set(one.match, [one]);
    else own.push(one);
  }
  return groups;
}

/** What lines show: what is open, who is asked, and the people who are named. In the order of the ids. */
async function lines(
  db: Database,
  peopleOf: (ids: readonly string[]) => Promise<MatchRows['people'][number][]>,
  found: readonly { readonly id: string }[],
): Promise<ListedMatch[]> {
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [matches, present, tasks, parts, deadlines] = await Promise.all([
    db
      .selectFrom('matches')
      .leftJoin('standings', 'standings.match', 'matches.id')
      .select([
        'id',
        'method',
        'version',
        'title',
        'ref',
        'time_zone',
        'status',
        'outcome',
        'date_status',
        'assigned_on',
      ])
      .select(['match_start', 'match_end', 'date_version', 'seq', 'clock', 'clock_offset', 'clock_name', 'mail'])
      .select(['rehearsal', 'journal_hash', 'calendar', 'steps', 'findings', 'matches.next_due', 'created_at'])
      .select(['created_by', 'origin', 'standings.late_from as lateFrom'])
      .where('id', 'in', ids)
      .execute(),
    peopleOf(ids),
    db.selectFrom('tasks').selectAll().where('match', 'in', ids).where('state', '=', 'open').execute(),
    db
      .selectFrom('parts')
      .selectAll()
      .where('match', 'in', ids)
      // A call that is planned has a day, but no window yet.
      .where(({ eb, or }) => or([eb('done', '=', false), eb('state', '=', 'planned')]))
      .orderBy('id')
      .execute(),
    db
      .selectFrom('deadlines')
      .leftJoin('tasks', (join) =>
        join.onRef('tasks.match', '=', 'deadlines.match').onRef('tasks.id', '=', 'deadlines.task'),
      )
      .selectAll('deadlines')
      .where('deadlines.match', 'in', ids)
      .where('deadlines.policy', 'not in', ['moment', 'endOfDay'])
      // The same as in `stand_anew`: what nobody can be late with is most of them.
      .where(({ eb, or }) => or([eb('deadlines.part', 'is not', null), eb('tasks.state', '=', 'open')]))
      .orderBy('deadlines.id')
      .execute(),
  ]);
  const of = { people: byMatch(present), tasks: byMatch(tasks), parts: byMatch(parts), deadlines: byMatch(deadlines) };
  const byId = new Map(matches.map((match) => [match.id, match]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const { lateFrom, ...match } = row;
    return {
      match: { ...match, stored: null },
      lateFrom,
      people: of.people.get(id) ?? [],
      former: [],
      tasks: (of.tasks.get(id) ?? []).map((task): TaskRow => ({ ...task, reason_text: null })),
      parts: of.parts.get(id) ?? [],
      deadlines: of.deadlines.get(id) ?? [],
      successors: [],
    };
  });
}
