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
  /** Where there is no e-mail. */
  readonly telephone: string | null;
}

/**
 * Honoraria that were paid in a year and are paid now, in all matches but rehearsals, the first that was paid first; as of the last
 * `resultsAnew`.
 * @param mine only matches in which this e-mail is the assistant's; undefined: all
 */
export async function paymentsOf(db: Database, year: number, mine: string | undefined): Promise<PaymentRow[]> {
  const isMine =
    mine === undefined
      ? sql`true`
      : sql`exists (select from match_people mp join people p on p.id = mp.person where mp.match = r.match
          and mp.left_at is null and lower(p.email) = ${mine.toLowerCase()} and 'assistant' = any (mp.roles))`;
  const { rows } = await sql<PaymentRow>`
    select paid.*, p.name, p.email, case when p.email is null then p.telephone end as telephone
    from (
      select r.match, r.title, unnest(r.paid_to) as person, unnest(r.paid_on) as "paidOn", unnest(r.paid_amounts) as amount,
        unnest(r.paid_currencies) as currency
      from match_results r where r.paid_to <> '{}' and ${isMine}) paid
      left join people p on p.id = paid.person
    where paid."paidOn" like ${`${year}-%`}
    order by paid."paidOn" collate "C", paid.match collate "C", paid.person collate "C"`.execute(db);
  return rows;
}
