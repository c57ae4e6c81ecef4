import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Role } from '../contracts/names.ts';
import type { Database } from './database.ts';
import { listedMatches } from './listed-rows.ts';
import type { ListedMatch } from './listed-rows.ts';
import { isMine } from './letter-queries.ts';
import type { Mine } from './letter-queries.ts';

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
      or (m.status <> 'cancelling' and jsonb_path_query_array(m.findings, '$[*].code') ?| ${sql.val([...list.riskCodes])}::text[]))`);
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
  return {
    /** A page of the list, and how many there are in all. */
    async list(list: ListWanted): Promise<{ items: ListedMatch[]; total: number }> {
      await sql`select stand_anew()`.execute(db);
      const order = sql`${ORDER[list.sort]}, m.id`;
      const items = await listedMatches(
        db,
        sql`select m.id, count(*) over () as total, row_number() over (order by ${order}) as place
          from matches m left join standings s on s.match = m.id
          where ${wanted(list)} order by place limit ${list.size} offset ${(list.page - 1) * list.size}`,
      );
      return { items, total: items[0]?.total ?? 0 };
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
      return listedMatches(
        db,
        sql`select m.id, 0 as total, row_number() over (order by (${isAsked}) desc, s.next_due asc nulls last, m.id) as place
          from matches m left join standings s on s.match = m.id
          where m.status not in ${ENDED} and ${mine === undefined ? sql`true` : isMine(sql`m.id`, mine)}
          order by place limit ${limit}`,
      );
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
