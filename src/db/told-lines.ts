import { sql } from 'kysely';
import type { ToldLine } from '../contracts/commitments.ts';
import type { Database } from './database.ts';

/** Lines of these types that a match has taken, in their order, each with the texts that came with it. */
export async function toldLines(db: Database, match: string, types: readonly string[]): Promise<ToldLine[]> {
  if (types.length === 0) return [];
  const rows = await db
    .selectFrom('journal')
    .select(['seq', 'at', 'type', 'part', 'by_person as by', 'on_behalf_of as onBehalfOf', 'facts'])
    .select(
      sql<Record<string, unknown>>`coalesce((
        select jsonb_object_agg(ref.key, forms.body) from jsonb_each(journal.refs) as ref
        join forms on forms.match = journal.match and forms.id = ref.value ->> 'id'
      ), '{}')`.as('texts'),
    )
    .where('match', '=', match)
    .where('type', 'in', [...types])
    .where('refused', 'is', null)
    .orderBy('seq')
    .orderBy('n')
    .execute();
  return rows.map((row) => ({ ...row, facts: row.facts ?? {} }));
}
