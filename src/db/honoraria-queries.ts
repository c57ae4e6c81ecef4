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
    select r.match, r.title, one ->> 0 as person, one ->> 1 as "paidOn", (one ->> 2)::integer as amount, one ->> 3 as currency,
      people.name, people.email, people.telephone
    from match_results r cross join lateral jsonb_array_elements(r.payments) one
      left join people on people.id = one ->> 0
    where r.payments <> '[]' and one ->> 1 like ${`${year}-%`} and ${isMine}
    order by (one ->> 1) collate "C", r.match collate "C", (one ->> 0) collate "C"`.execute(db);
  return rows;
}
