import { sql } from 'kysely';
import type { NewLetter } from '../activities/letter-ports.ts';
import type { DatabaseTransaction } from './database.ts';

/**
 * One ask for an item waits for a person at a time: on the list of whom to call, or held up for a later morning, an older one says
 * less than the newer (requirements.md B3).
 */
export async function replaceOlderAsks(
  tx: DatabaseTransaction,
  match: string,
  letters: readonly NewLetter[],
): Promise<void> {
  for (const { kind, task, part, person, seq } of letters.filter(({ source }) => source.window !== undefined)) {
    await sql`
      update letters set state = 'withdrawn', withdrawn_seq = ${seq}, reason = 'a newer reminder says the same'
      where match = ${match} and kind = ${kind} and person = ${person} and seq < ${seq} and not edited
        and task is not distinct from ${task} and part is not distinct from ${part} and data ? 'window'
        and (state in ('queued', 'deferred') or (state = 'released' and channel <> 'mail'))`.execute(tx);
  }
}
