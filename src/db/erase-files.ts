import { sql } from 'kysely';
import type { DatabaseTransaction } from './database.ts';
import type { Erasing } from './erase-texts.ts';
import { ERASED } from './erased-words.ts';

/**
 * Files that are hers go, with their names and descriptions, and so do the bytes of captured mail, in which they may have left; where
 * others name her in theirs, her name goes. What a file of somebody else says inside is not known here (decision 0028).
 */
export async function eraseFiles(tx: DatabaseTransaction, { match, person, at, finder }: Erasing): Promise<void> {
  const hers = await tx
    .updateTable('files')
    .set({ name: ERASED, description: null, content: null, erased_at: at })
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
  const others = await tx
    .selectFrom('files')
    .select(['id', 'name', 'description'])
    .where('match', '=', match)
    .execute();
  const cleaned = others.flatMap(({ id, name, description }) => {
    const now = { name: finder.clean(name), description: description === null ? null : finder.clean(description) };
    return now.name === name && now.description === description ? [] : [{ id, ...now }];
  });
  await sql`
    update files as old set name = new.name, description = new.description
    from jsonb_to_recordset(${JSON.stringify(cleaned)}::jsonb) as new (id text, name text, description text)
    where old.id = new.id`.execute(tx);
}
