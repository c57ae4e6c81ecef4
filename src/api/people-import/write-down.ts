import type { Command } from '../../db/api-commands.ts';
import type { DatabaseTransaction } from '../../db/database.ts';
import { addPeople, updatePeople } from '../../db/people-rows.ts';
import type { RowChange } from '../../db/people-rows.ts';
import type { NewPerson } from '../../contracts/people.ts';
import { toChange } from './compare.ts';
import type { Compared } from './compare.ts';
import type { Kept } from './kept.ts';

/** Writes what the rows say. @returns the rows with the ids of those who are new */
export async function writeDown(
  tx: DatabaseTransaction,
  match: string,
  kept: Kept,
  compared: readonly Compared[],
): Promise<Kept> {
  const fresh: NewPerson[] = [];
  const changes: RowChange[] = [];
  for (const { action, known, said } of compared) {
    if (said === undefined || action === 'same') continue;
    if (known === undefined) fresh.push(said);
    else changes.push({ id: known.id, said: toChange(known, said), back: known.left });
  }
  const ids = fresh.length > 0 ? await addPeople(tx, match, fresh) : [];
  if (changes.length > 0) await updatePeople(tx, match, changes);
  const next = ids.values();
  return kept.map((one) =>
    one.action === 'add' && one.person === null ? { ...one, person: next.next().value ?? null } : one,
  );
}

/** With the key, in the same transaction: whoever sends it again goes on with these rows. */
export async function keepPlan(tx: DatabaseTransaction, { account, key }: Command, kept: Kept): Promise<void> {
  await tx
    .updateTable('commands')
    .set({ answer: JSON.stringify(kept) })
    .where('account', '=', account)
    .where('key', '=', key)
    .execute();
}

/** The match did not want them: those who were new are gone again. */
export async function takeBack(tx: DatabaseTransaction, match: string, added: readonly string[]): Promise<void> {
  if (added.length === 0) return;
  await tx
    .deleteFrom('match_people')
    .where('match', '=', match)
    .where('person', 'in', [...added])
    .execute();
  await tx
    .deleteFrom('people')
    .where('id', 'in', [...added])
    .execute();
}
