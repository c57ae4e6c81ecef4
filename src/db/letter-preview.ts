import type { TakenLetter } from '../activities/hand-over-ports.ts';
import type { Database } from './database.ts';
import { datesOf, lookAgain, toTaken } from './taken-letter.ts';
import { peopleOf } from './records.ts';

/** The letter as the hand-over would take it up now, without taking it: the same signer, reply-to, words and dates. */
export async function lookAt(db: Database, letter: string): Promise<TakenLetter | undefined> {
  return db.transaction().execute(async (tx) => {
    const row = await lookAgain(tx, letter, false);
    return row && toTaken(row, await peopleOf(tx, row.match), await datesOf(tx, row));
  });
}
