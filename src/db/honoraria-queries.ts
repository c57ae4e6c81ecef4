import { sql } from 'kysely';
import type { Database } from './database.ts';

/** An honorarium that is paid, of whatever match, with the person who got it. */
export interface PaymentRow {
  readonly match: string;
  readonly title: string;
  readonly person: string;
  /** `YYYY-MM-DD`: as it was said, else the day on which it was reported, where the match is. */
  readonly paidOn: string;
  /** What was said last of how much it is, in cents, with its currency. */
  readonly amount: number | null;
  readonly currency: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly telephone: string | null;
}

/**
 * Honoraria that were paid in a year and are paid now, in all matches but rehearsals, the first that was paid first.
 * @param mine only matches in which this e-mail is the assistant's; undefined: all
 */
export async function paymentsOf(db: Database, year: number, mine: string | undefined): Promise<PaymentRow[]> {
  const isMine =
    mine === undefined
      ? sql`true`
      : sql`exists (select from match_people mp join people p on p.id = mp.person where mp.match = m.id
          and mp.left_at is null and lower(p.email) = ${mine.toLowerCase()} and 'assistant' = any (mp.roles))`;
  const { rows } = await sql<PaymentRow>`
    with paid as (
      select part.match, part.id as part,
        (array_agg(j.facts ->> 'paidOn' order by j.seq desc) filter (where j.type = 'HONORARIUM_PAID'))[1] as said_on,
        max(j.at) filter (where j.type = 'HONORARIUM_PAID') as at,
        (array_agg(j.facts order by j.seq desc) filter (where jsonb_typeof(j.facts -> 'amount') = 'number'))[1] as said
      from parts part join journal j on j.match = part.match and j.part = part.id
        and j.type in ('HONORARIUM_PROCESSED', 'HONORARIUM_PAID') and j.refused is null
      where part.chart = 'honorarium' and part.state = 'paid'
      group by part.match, part.id),
    payments as (
      select paid.*, m.title, split_part(paid.part, '/', 2) as person,
        coalesce(nullif(said_on, ''), (paid.at at time zone m.time_zone)::date::text) as "paidOn"
      from paid join matches m on m.id = paid.match and not m.rehearsal where ${isMine})
    select payments.match, payments.title, payments.person, payments."paidOn", (said ->> 'amount')::integer as amount,
      case when said is null then null else coalesce(nullif(said ->> 'currency', ''), 'USD') end as currency,
      people.name, people.email, people.telephone
    from payments left join people on people.id = payments.person
    where payments."paidOn" like ${`${year}-%`} order by payments."paidOn", payments.match, payments.part`.execute(db);
  return rows;
}
