import { sql } from 'kysely';
import { DATE_EVENTS } from '../contracts/date-events.ts';
import type { Database } from './database.ts';

/** A line of the journal that said something about a date. */
export interface DateRow {
  readonly seq: number;
  readonly type: string;
  readonly part: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a match's record says about dates, in its order. */
export async function dateLines(db: Database, match: string): Promise<DateRow[]> {
  return db
    .selectFrom('journal')
    .select(['seq', 'type', 'part'])
    .select(sql<Record<string, unknown>>`coalesce(facts, '{}')`.as('facts'))
    .where('match', '=', match)
    .where('n', '=', 0)
    .where('type', 'in', [...DATE_EVENTS])
    .orderBy('seq')
    .execute();
}

/** Where the match takes place, as it was said last; null when nobody has (requirements.md X16). */
export async function placeOf(db: Database, match: string): Promise<string | null> {
  const row = await db
    .selectFrom('forms')
    .select('body')
    .where('match', '=', match)
    .where('form', '=', 'venue')
    .where('state', '=', 'current')
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return typeof row?.body === 'string' && row.body !== '' ? row.body : null;
}

/** Whether a letter about the same date has gone to the same person: about the same part, or, for the match, one that bears its date. */
export async function wasTold(
  db: Database,
  { match, person, part }: { readonly match: string; readonly person: string; readonly part: string | null },
): Promise<boolean> {
  const found = await db
    .selectFrom('letters')
    .select('id')
    .where('match', '=', match)
    .where('person', '=', person)
    .where('state', 'in', ['sent', 'unknown'])
    .where((eb) => (part === null ? eb('bears_date', '=', true) : eb('part', '=', part)))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
