import { sql } from 'kysely';
import type { Database } from './database.ts';

/** What somebody answered, as the record has it, with the words that came with it. */
export interface AnswerLine {
  readonly seq: number;
  readonly at: Date;
  readonly type: string;
  readonly task: string | null;
  readonly part: string | null;
  readonly by: string;
  readonly byRole: string;
  readonly onBehalfOf: string | null;
  readonly facts: Record<string, unknown> | null;
  /** By the names that the event has for them: `reason`, `text`, `form`. */
  readonly texts: Record<string, unknown>;
}

/** The accepted events of these types, the oldest first. */
export async function answerLines(db: Database, match: string, types: readonly string[]): Promise<AnswerLine[]> {
  if (types.length === 0) return [];
  return db
    .selectFrom('journal')
    .select(['seq', 'at', 'type', 'task', 'part', 'by_person as by', 'by_role as byRole'])
    .select(['on_behalf_of as onBehalfOf', 'facts'])
    .select(
      sql<Record<string, unknown>>`coalesce((
        select jsonb_object_agg(ref.key, forms.body) from jsonb_each(journal.refs) ref
        join forms on forms.match = journal.match and forms.id = ref.value ->> 'id'), '{}')`.as('texts'),
    )
    .where('match', '=', match)
    .where('n', '=', 0)
    .where('refused', 'is', null)
    .where('type', 'in', [...types])
    .orderBy('seq')
    .execute();
}
