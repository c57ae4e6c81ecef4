import { sql } from 'kysely';
import type { DatabaseTransaction } from './database.ts';
import type { Erasing } from './erase-texts.ts';
import { ERASED } from './erased-words.ts';

/**
 * Files that are hers go, with their names, and so do the bytes of captured mail, in which they may have left; other files that name
 * her in their own names get other names. What a file of somebody else says inside is not known here (decision 0028).
 */
export async function eraseFiles(tx: DatabaseTransaction, { match, person, at, finder }: Erasing): Promise<void> {
  const hers = await tx
    .updateTable('files')
    .set({ name: ERASED, content: null, erased_at: at })
    .where('match', '=', match)
    .where('owner', '=', person)
    .returning('id')
    .execute();
  if (hers.length > 0)
    await tx
      .updateTable('letters')
      .set({ mime: null })
      .where('match', '=', match)
      .where('mime', 'is not', null)
      .execute();
  const others = await tx.selectFrom('files').select(['id', 'name']).where('match', '=', match).execute();
  const renamed = others.map(({ id, name }) => ({ id, name: finder.clean(name), was: name }));
  await sql`
    update files as old set name = new.name
    from jsonb_to_recordset(${JSON.stringify(renamed.filter(({ name, was }) => name !== was))}::jsonb)
      as new (id text, name text)
    where old.id = new.id`.execute(tx);
}
