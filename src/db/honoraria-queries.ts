import { sql } from 'kysely';
import type { Database } from './database.ts';

/** How much was paid in one currency; null: nobody said in which, nor how much. */
export interface Sum {
  readonly currency: string | null;
  readonly paid: number;
  /** Payments of which the amount was said. */
  readonly known: number;
  /** In cents. */
  readonly amount: number;
}
export interface PaidPerson {
  /** As it was written with the last payment; null: erased. */
  readonly name: string | null;
  readonly sums: readonly Sum[];
  /** The newest first. */
  readonly matches: readonly {
    readonly match: string;
    readonly title: string;
    readonly person: string;
    /** `YYYY-MM-DD`: as it was said, else the day on which it was reported, where the match is. */
    readonly paidOn: string;
  }[];
}
export interface PaidInYear {
  readonly people: readonly PaidPerson[];
  readonly count: number;
  readonly sums: readonly Sum[];
}
export interface PaidWanted {
  readonly year: number;
  /** Only matches in which this e-mail is the assistant's; undefined: all. */
  readonly mine: string | undefined;
  /** How many people, by name, and how many matches of each; undefined: all. */
  readonly most?: { readonly people: number; readonly matches: number } | undefined;
}

/** Nobody has one number in all matches: the same e-mail is the same person, else the same name and telephone. */
const WHO = sql`coalesce(
  case when p.email is not null then 'mail ' || lower(btrim(p.email))
    when p.telephone is not null and btrim(p.name) <> '' then
      'name ' || lower(regexp_replace(btrim(normalize(p.name, nfc)), '\\s+', ' ', 'g')) || ' ' || regexp_replace(p.telephone, '\\D', '', 'g')
  end, 'person ' || paid.person) collate "C"`;

/** Honoraria that were paid in a year and are paid now, in all matches but rehearsals, by person; as of the last `resultsAnew`. */
export async function paidInYear(db: Database, { year, mine, most }: PaidWanted): Promise<PaidInYear> {
  const isMine =
    mine === undefined
      ? sql`true`
      : sql`exists (select from match_people mp join people own on own.id = mp.person where mp.match = r.match
          and mp.left_at is null and lower(own.email) = ${mine.toLowerCase()} and 'assistant' = any (mp.roles))`;
  const { rows } = await sql<PaidInYear>`
    with found as materialized (
        select paid.*, p.name, ${WHO} as who
        from (
          select r.match collate "C" as match, r.title, unnest(r.paid_to) as person, unnest(r.paid_on) as day,
            unnest(r.paid_amounts) as amount, unnest(r.paid_currencies) as currency
          from match_results r where r.paid_to <> '{}' and ${isMine}) paid
          left join people p on p.id = paid.person
        -- a plain condition is guessed to hold for one payment in two hundred, and joined accordingly
        where case when paid.day like ${`${year}-%`} then true else false end),
      -- 1 is the newest
      placed as materialized (
        select found.*, row_number() over (partition by who order by day collate "C" desc, match desc, person collate "C" desc) as place
        from found),
      sums as materialized (
        select who, currency, count(*) as paid, count(amount) as known, coalesce(sum(amount), 0) as amount
        from placed group by who, currency),
      named as materialized (select who, name from placed where place = 1),
      chosen as materialized (select * from named order by name collate "en-x-icu", who limit ${most?.people ?? null}),
      summed as (
        select who, json_agg(json_build_object('currency', currency, 'paid', paid, 'known', known, 'amount', amount)
          order by currency) as sums from sums join chosen using (who) group by who),
      matched as (
        select who, json_agg(json_build_object('match', match, 'title', title, 'person', person, 'paidOn', day) order by place) as matches
        from placed join chosen using (who) where place <= ${most?.matches ?? Infinity}::float8 group by who)
    select
      (select coalesce(json_agg(json_build_object('name', name, 'sums', sums, 'matches', matches)
          order by name collate "en-x-icu", who), '[]')
        from chosen join summed using (who) join matched using (who)) as people,
      (select count(*) from named) as count,
      (select coalesce(json_agg(one order by currency), '[]') from (
        select currency, sum(paid) as paid, sum(known) as known, sum(amount) as amount from sums group by currency) one) as sums`.execute(
    db,
  );
  return rows[0] ?? { people: [], count: 0, sums: [] };
}
