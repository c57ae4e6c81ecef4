import { sql } from 'kysely';
import type { Database } from './database.ts';

/** What rules read that no chart knows: forms, and reasons that people gave. */
export function makeCheckQueries(db: Database) {
  return {
    /** The current bodies of every form of the match: one, or one for each part that it is about. */
    async currentForms(match: string): Promise<Record<string, unknown[]>> {
      const rows = await db
        .selectFrom('forms')
        .select(['form', 'body'])
        .distinctOn(['form', 'part'])
        .where('match', '=', match)
        .where('state', '=', 'current')
        .orderBy('form')
        .orderBy('part')
        .orderBy('revision', 'desc')
        .execute();
      const bodies: Record<string, unknown[]> = {};
      for (const { form, body } of rows) (bodies[form] ??= []).push(body);
      return bodies;
    },

    /** The reason that came with the last event of this kind; undefined when there is none. */
    async reasonOf(match: string, type: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('journal')
        .innerJoin('forms', (join) =>
          join.on(sql<boolean>`forms.match = journal.match and forms.id = journal.refs -> 'reason' ->> 'id'`),
        )
        .select('forms.body')
        .where('journal.match', '=', match)
        .where('journal.type', '=', type)
        .where('journal.refused', 'is', null)
        .orderBy('journal.seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return typeof row?.body === 'string' ? row.body : undefined;
    },
  };
}
