import type { JournalLine } from '../contracts/record.ts';
import { GENESIS, journalHash } from './journal-hash.ts';
import type { JournalRow } from './journal-hash.ts';
import type { Database } from './database.ts';

/** Adds lines at the end of a match's journal and chains them. The caller holds the match's row. */
export async function appendLines(
  db: Database,
  match: string,
  lines: readonly JournalLine[],
  recordedAt: Date,
): Promise<JournalRow[]> {
  const last = await db
    .selectFrom('journal')
    .select(['seq', 'n', 'hash'])
    .where('match', '=', match)
    .orderBy('seq', 'desc')
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  const rows = chain(match, lines, recordedAt, last);
  if (rows.length > 0) await db.insertInto('journal').values(rows.map(toValues)).execute();
  return rows;
}

/** Rows for lines that follow another one, each with the hash of the one before it. */
export function chain(
  match: string,
  lines: readonly JournalLine[],
  recordedAt: Date,
  last: Pick<JournalRow, 'seq' | 'n' | 'hash'> | undefined,
): JournalRow[] {
  const rows: JournalRow[] = [];
  for (const line of lines) {
    const previous = rows.at(-1) ?? last;
    const n = line.refused === undefined ? 0 : previous?.seq === line.seq ? previous.n + 1 : 1;
    const row = { ...toRow(match, line), n, recorded_at: recordedAt, previous: previous?.hash ?? GENESIS };
    rows.push({ ...row, hash: journalHash(row) });
  }
  return rows;
}

const toValues = (row: JournalRow) => ({
  ...row,
  facts: row.facts === null ? null : JSON.stringify(row.facts),
  refs: row.refs === null ? null : JSON.stringify(row.refs),
  caused: JSON.stringify(row.caused),
});

function toRow(match: string, { seq, at, key, event, effects, refused }: JournalLine) {
  return {
    match,
    seq,
    key,
    at: new Date(at),
    type: event.type,
    task: event.task ?? null,
    part: event.part ?? null,
    by_person: event.by.person,
    by_role: event.by.role,
    on_behalf_of: event.onBehalfOf ?? null,
    facts: event.facts ?? null,
    refs: event.refs ?? null,
    caused: [...effects],
    refused: refused ?? null,
  };
}
