import { sql } from 'kysely';
import type { DerivedChanges, RecordedMatch, WrittenChanges } from '../activities/record-ports.ts';
import type { JournalLine } from '../contracts/record.ts';
import type { Database } from './database.ts';
import { changedRows, findingRows, instant, NEXT_LETTER, stepsOf } from './derived-rows.ts';
import { chain } from './journal-lines.ts';
import type { JournalRow } from './journal-hash.ts';

/**
 * Adds lines and writes what changed, in one statement that is its own transaction. It writes nothing when the match is not as it
 * was read: the row's `seq` and the journal's last hash are compared while the row is taken.
 */
export async function writeChanges(
  db: Database,
  match: RecordedMatch,
  lines: readonly JournalLine[],
  changes: DerivedChanges,
): Promise<WrittenChanges | undefined> {
  const { view, deadlines, planned, partPersons, state, gone } = changes;
  const { journalHash: hash, seq } = match;
  const tail = hash === null ? undefined : { seq, n: 0, hash };
  const journal = chain(match.id, lines, changes.recordedAt, tail);
  const rows = changedRows(match.id, { view, deadlines, planned, partPersons, seq: state.seq, reasons: {} });
  const closed = sql`gone as (delete from deadlines where match = ${match.id} and id = any (${[...gone]}::text[]) and exists (select from held))`;
  const { rows: held } = await sql<{ next: Date | null }>`
    with held as (${matchRow(match, changes, journal.at(-1)?.hash ?? hash)} returning ${NEXT_LETTER} as next),
      journal_rows as (${journalRows(journal)}),
      ${sql.join(gone.length > 0 ? [...rows, closed] : rows)}
    select next from held`.execute(db);
  const now = { seq: state.seq, journalHash: journal.at(-1)?.hash ?? hash };
  return held[0] && { nextLetter: held[0].next ?? undefined, now };
}

function matchRow(match: RecordedMatch, { state, view, nextDue, clockOffset }: DerivedChanges, hash: string | null) {
  const { open, parts, findings, ...fields } = state;
  const found = findings === undefined ? null : findingRows(findings);
  const other = JSON.stringify(findings === undefined ? fields : { ...fields, findings });
  return sql`
    update matches set status = ${view.status}, outcome = ${view.outcome},
      date_status = coalesce(${view.dateStatus}::text, date_status), seq = ${state.seq},
      stored = stored || ${other}::jsonb || jsonb_build_object(
        'open', stored -> 'open' || ${JSON.stringify(open)}::jsonb, 'parts', stored -> 'parts' || ${JSON.stringify(parts)}::jsonb),
      findings = coalesce(${found}::jsonb, findings), next_due = ${instant(nextDue)},
      steps = coalesce(${stepsOf(view)}::jsonb, steps), clock_offset = coalesce(${clockOffset}::bigint, clock_offset),
      journal_hash = ${hash}
    where id = ${match.id} and seq = ${match.seq} and journal_hash is not distinct from ${match.journalHash}`;
}

const journalRows = (rows: readonly JournalRow[]) => sql`
  insert into journal select row.* from jsonb_populate_recordset(null::journal, ${JSON.stringify(rows)}::jsonb) as row
  where exists (select from held)`;
