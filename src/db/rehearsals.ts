import { sql } from 'kysely';
import type { Database } from './database.ts';
import { isMine } from './letter-queries.ts';
import type { Mine } from './letter-queries.ts';

/** Far more than anybody practises, or copies from. */
const MOST = 200;

/**
 * Matches by name, the newest first: those for practice, or the real ones.
 * @param mine narrows to those in which the caller holds a role; undefined: all
 */
export async function matchesByName(db: Database, rehearsal: boolean, mine: Mine | undefined) {
  let query = db
    .selectFrom('matches')
    .select(['id', 'title', 'method', 'version', 'status', 'clock', 'clock_offset', 'time_zone'])
    .where('rehearsal', '=', rehearsal)
    .where('status', '!=', 'starting')
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(MOST);
  if (mine !== undefined) query = query.where(isMine(sql`matches.id`, mine));
  return query.execute();
}

/**
 * The mail of one match that was kept, the newest first; several letters that left in one mail count as that mail.
 * @param since leaves out what was written before this instant of the match's own time
 */
export async function keptMailOf(db: Database, match: string, { since, limit }: { since?: Date; limit: number }) {
  let query = db
    .selectFrom('letters')
    .innerJoin('people', 'people.id', 'letters.person')
    .select(['letters.id', 'letters.subject', 'letters.body', 'letters.sent_at', 'letters.kind', 'people.name'])
    .where('letters.match', '=', match)
    .where('letters.mime', 'is not', null)
    .where('letters.carried_by', 'is', null)
    .orderBy('letters.sent_at', 'desc')
    .orderBy('letters.id', 'desc')
    .limit(limit);
  if (since !== undefined) query = query.where('letters.sent_at', '>=', since);
  return query.execute();
}
