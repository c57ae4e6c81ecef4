import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from './database.ts';
import type { FilesTable } from './schema.ts';

/** A file without its bytes. */
export type FileRow = Omit<FilesTable, 'content' | 'at' | 'removed_at' | 'removed_by' | 'erased_at'> & {
  readonly at: Date;
  readonly removed_at: Date | null;
  readonly removed_by: string | null;
  readonly erased_at: Date | null;
  /** An event says that it was shared. */
  readonly shared: boolean;
};
export type NewFile = Omit<FileRow, 'removed_at' | 'removed_by' | 'erased_at' | 'shared'> & {
  readonly content: Buffer;
};

export type FileStore = ReturnType<typeof makeFileStore>;

const COLUMNS = [
  'id',
  'match',
  'name',
  'description',
  'type',
  'bytes',
  'sha256',
  'by_person',
  'at',
  'owner',
  'agreed',
  'team',
  'removed_at',
  'removed_by',
  'erased_at',
] as const;
/** What one statement reads: the worker's statements may not take long. */
const PIECE = 1024 * 1024;

/** Files of matches (design.md 6). */
export function makeFileStore(db: Database) {
  const rows = () => db.selectFrom('files').select([...COLUMNS, isShared.as('shared')]);
  return {
    /** All that there were, also those that were taken away, in the order in which they came. */
    async filesOf(match: string): Promise<FileRow[]> {
      return rows().where('match', '=', match).orderBy('at').orderBy('id').execute();
    },

    /** Those that events share and that are still there. */
    async sharedIn(match: string): Promise<FileRow[]> {
      return rows()
        .where('match', '=', match)
        .where('content', 'is not', null)
        .where(isShared)
        .orderBy('at')
        .orderBy('id')
        .execute();
    },

    async file(match: string, id: string): Promise<FileRow | undefined> {
      return rows().where('match', '=', match).where('id', '=', id).executeTakeFirst();
    },

    /** Its bytes, piece by piece; undefined when it is gone, also when it goes in the middle of it. */
    async contentOf(id: string): Promise<Buffer | undefined> {
      const pieces: Buffer[] = [];
      for (let from = 1; ; from += PIECE) {
        const { rows: found } = await sql<{ piece: Buffer | null }>`
          select substring(content from ${from}::integer for ${PIECE}::integer) as piece from files where id = ${id}`.execute(
          db,
        );
        const piece = found[0]?.piece;
        if (piece === null || piece === undefined) return undefined;
        pieces.push(piece);
        if (piece.length < PIECE) return Buffer.concat(pieces);
      }
    },

    /** Says anew what it is about; nothing of a file that was erased. */
    async describe(match: string, id: string, description: string | null): Promise<void> {
      await db
        .updateTable('files')
        .set({ description })
        .where('match', '=', match)
        .where('id', '=', id)
        .where('erased_at', 'is', null)
        .execute();
    },

    /** Takes the bytes away and keeps the rest; false when they were gone already. */
    async remove(match: string, id: string, { by, at }: { readonly by: string; readonly at: Date }): Promise<boolean> {
      const gone = await db
        .updateTable('files')
        .set({ content: null, removed_at: at, removed_by: by })
        .where('match', '=', match)
        .where('id', '=', id)
        .where('content', 'is not', null)
        .returning('id')
        .executeTakeFirst();
      return gone !== undefined;
    },
  };
}

const isShared = sql<boolean>`exists (
  select from journal where journal.match = files.match and journal.n = 0
    and journal.facts -> 'files' @> to_jsonb(files.id))`;

/** Adds a file, unless the match would then hold more bytes than `most`: answers how many it holds without it. */
export async function addFile(
  tx: DatabaseTransaction,
  file: NewFile,
  most: number,
): Promise<{ readonly added: boolean; readonly held: number }> {
  // One at a time: two that fit each by itself may not fit together.
  await sql`select pg_advisory_xact_lock(hashtext(${`files ${file.match}`}))`.execute(tx);
  const { held } = await tx
    .selectFrom('files')
    .select(sql<number>`coalesce(sum(bytes), 0)`.as('held'))
    .where('match', '=', file.match)
    .where('content', 'is not', null)
    .executeTakeFirstOrThrow();
  const added = Number(held) + file.bytes <= most;
  if (added) await tx.insertInto('files').values(file).execute();
  return { added, held: Number(held) };
}
