import { sql } from 'kysely';
import type { Database } from './database.ts';
import { LETTER_COLUMNS } from './letter-queries.ts';
import type { LetterRow } from './letter-queries.ts';
import { stillHolds } from './paper-letters.ts';

/** A letter without its words, for pages that only name it. */
export type LetterHead = Omit<LetterRow, 'body'>;
/** One that has not left; `holds`: it may still be carried (X11). */
export type StandingLetter = LetterHead & { readonly holds: boolean };

/** Letters of one kind that left on one day. */
export interface SentLetters {
  readonly kind: string;
  /** When the last of them left. */
  readonly at: Date;
  readonly count: number;
  readonly people: number;
  /** Some of them, the oldest first. */
  readonly some: readonly { readonly id: string; readonly person: string; readonly subject: string }[];
}

const HEAD = LETTER_COLUMNS.filter((column) => column !== 'body');
const GONE = ['sent', 'withdrawn'] as const;
/** Far more than wait in any match; a page must end somewhere. */
const MOST = 2000;
const SOME = 12;

/** What the page of a match shows of letters: those that stand, and counts of those that left. */
export const makeLetterOverview = (db: Database) => ({
  /** Everything that was neither sent nor withdrawn, by due date. */
  async standingLetters(match: string): Promise<StandingLetter[]> {
    return db
      .selectFrom('letters')
      .select(HEAD)
      .select(stillHolds.as('holds'))
      .where('match', '=', match)
      .where('state', 'not in', GONE)
      .orderBy('due_at')
      .orderBy('id')
      .limit(MOST)
      .execute();
  },

  /** By kind and day, the newest first. @param zone the day is that of this time zone */
  async sentLettersByDay(match: string, zone: string): Promise<SentLetters[]> {
    const { rows } = await sql<SentLetters>`
      select kind, max(sent_at) as at, count(*)::int as count, count(distinct person)::int as people,
        (array_agg(json_build_object('id', id, 'person', person, 'subject', subject) order by due_at, id))[1:${sql.lit(SOME)}] as some
      from letters where match = ${match} and sent_at is not null
      group by kind, (sent_at at time zone ${zone})::date
      order by max(sent_at) desc`.execute(db);
    return rows;
  },
});
