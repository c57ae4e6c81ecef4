import { sql } from 'kysely';
import { LETTER_COLUMNS } from './letter-queries.ts';
import type { LetterRow } from './api-queries.ts';
import type { DatabaseTransaction } from './database.ts';
import { noteDeeds } from './letter-life.ts';
import type { Doer } from './letter-life.ts';
import { letterId } from './letter-transaction.ts';

/** A new letter that takes the place of one that was sent, or apologises for it. */
export interface AgainDraft {
  readonly of: LetterRow;
  readonly kind: string;
  readonly from: LetterRow['from_role'];
  readonly channel: 'mail' | 'post' | 'phone';
  readonly subject: string;
  readonly body: string;
  readonly state: 'draft' | 'edited';
  /** For a letter that bears a date: the version that its words name. */
  readonly v: number;
  readonly namesOldDate: boolean;
  /** It is the same letter once more: it asks for the same, and settles that the old one did not arrive. */
  readonly same: boolean;
}

/** Far above what charts and moves of people count (`ask` of a send key). */
const FIRST = 1_000_000;

/**
 * Writes the draft, under a number of its own, so that its send key and its Message-ID are new ones.
 * @param keyOf the send key with this number
 */
export async function draftAgain(
  tx: DatabaseTransaction,
  { of, kind, from, channel, subject, body, state, v, namesOldDate, same }: AgainDraft,
  keyOf: (ask: number) => string,
  by: Doer,
): Promise<LetterRow> {
  await tx.selectFrom('letters').select('id').where('id', '=', of.id).forUpdate().executeTakeFirstOrThrow();
  const { last } = await tx
    .selectFrom('letters')
    .select(({ fn }) => fn.max('ask').as('last'))
    .where('match', '=', of.match)
    .where('kind', '=', kind)
    .where('person', '=', of.person)
    .executeTakeFirstOrThrow();
  const ask = Math.max(FIRST, Number(last ?? 0) + 1);
  const key = keyOf(ask);
  const id = letterId(key);
  const unread = !same || subject !== of.subject || body !== of.body;
  await sql`
    insert into letters (id, match, kind, task, part, generation, ask, person, v, send_key, state, channel, automatic, essential,
      from_role, subject, body, bears_date, names_old_date, edited, due_at, message_date, data, seq, again_of, approved_at, approved_by)
    select ${id}, match, ${kind}, task, part, generation, ${ask}, person, ${v}, ${key}, ${state}, ${channel}, false, true,
      ${from}, ${subject}, ${body}, ${same} and bears_date, ${namesOldDate}, ${state === 'edited'}, ${by.at}, ${by.at},
      case when ${same} then data else '{"data":{}}'::jsonb end, seq, id,
      case when ${unread} then null else approved_at end, case when ${unread} then null else approved_by end
    from letters where id = ${of.id}`.execute(tx);
  await noteDeeds(tx, [of.id], same ? 'sentAgain' : 'apologised', by);
  if (same)
    await tx
      .updateTable('letters')
      .set({ settled_as: 'again', settled_at: by.at, settled_by: by.person })
      .where('id', '=', of.id)
      .where('state', 'in', ['failed', 'unknown'])
      .execute();
  return tx.selectFrom('letters').select(LETTER_COLUMNS).where('id', '=', id).executeTakeFirstOrThrow();
}
