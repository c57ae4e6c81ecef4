import { sql } from 'kysely';
import type { Database } from './database.ts';

/** One line about a payment, of whatever match, with the person whom it is about. */
export interface PaymentLine {
  readonly match: string;
  readonly title: string;
  readonly zone: string;
  readonly part: string;
  readonly type: string;
  readonly at: Date;
  readonly facts: Readonly<Record<string, unknown>> | null;
  readonly person: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly telephone: string | null;
}

/**
 * Lines of these types about honoraria that are paid now, in all matches but rehearsals, in the order of their matches' records.
 * @param mine only matches in which this e-mail is the assistant's; undefined: all
 */
export async function paymentLines(
  db: Database,
  types: readonly string[],
  mine: string | undefined,
): Promise<PaymentLine[]> {
  let query = db
    .selectFrom('journal')
    .innerJoin('parts', (join) =>
      join.onRef('parts.match', '=', 'journal.match').onRef('parts.id', '=', 'journal.part'),
    )
    .innerJoin('matches', 'matches.id', 'journal.match')
    .leftJoin('people', (join) => join.on(sql<boolean>`people.id = split_part(parts.id, '/', 2)`))
    .select([
      'journal.match',
      'matches.title',
      'matches.time_zone as zone',
      'journal.type',
      'journal.at',
      'journal.facts',
    ])
    .select(['parts.id as part', 'people.name', 'people.email', 'people.telephone'])
    .select(sql<string>`split_part(parts.id, '/', 2)`.as('person'))
    .where('parts.chart', '=', 'honorarium')
    .where('parts.state', '=', 'paid')
    .where('matches.rehearsal', '=', false)
    .where('journal.type', 'in', [...types])
    .where('journal.refused', 'is', null)
    .orderBy('journal.match')
    .orderBy('journal.seq');
  if (mine !== undefined)
    query = query.where(
      sql<boolean>`exists (select from match_people mp join people p on p.id = mp.person where mp.match = matches.id
        and mp.left_at is null and lower(p.email) = ${mine.toLowerCase()} and 'assistant' = any (mp.roles))`,
    );
  return query.execute();
}
