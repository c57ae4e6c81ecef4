import type { JournalLine } from '../contracts/record.ts';
import type { Place, StandingLine } from './record-ports.ts';

export interface Verdict {
  /** Everything at and after this place is of a branch that the workflow never took. */
  readonly removeFrom: Place | null;
  readonly write: readonly JournalLine[];
  /** What lists and pages show must be written: something is new, or was taken anew. */
  readonly fresh: boolean;
}

/**
 * Replace-by-key (design.md 5). A local activity commits before its update is durable, so the journal may hold lines that the
 * workflow never took. The workflow's own time tells: a line with the same seq and key stands; another key and a later `at`
 * replaces it and all that follows; an earlier one is a leftover of a dead run and is ignored, with all that follows it.
 */
export function judge(standing: readonly StandingLine[], lines: readonly JournalLine[]): Verdict {
  let rows = [...standing];
  let removeFrom: Place | null = null;
  let fresh = lines.length === 0;
  const write: JournalLine[] = [];
  const remove = (place: Place): void => {
    if (!rows.some((row) => !before(row, place))) return;
    rows = rows.filter((row) => before(row, place));
    removeFrom ??= place;
    fresh = true;
  };

  for (const line of lines) {
    const same = rows.find((row) => isSameSlot(row, line));
    const ahead = rows.filter((row) => row.seq > line.seq);
    if (same === undefined) {
      if (ahead.some((row) => row.at >= line.at)) break;
      remove({ seq: line.seq + 1, n: 0 });
      write.push(line);
      fresh = true;
    } else if (same.key !== line.key) {
      if (same.at >= line.at) break;
      remove({ seq: line.seq, n: 0 });
      write.push(line);
    } else if (same.at > line.at) {
      break;
    } else if (same.at < line.at) {
      // Taken anew under the same key: what once followed it was never taken.
      if (line.refused === undefined) remove({ seq: line.seq, n: 1 });
      fresh = true;
    }
  }
  return { removeFrom, write, fresh };
}

/** Accepted lines meet by seq; refused signals, of which one seq may have many, by key as well. */
const isSameSlot = (row: StandingLine, line: JournalLine): boolean =>
  row.seq === line.seq && (line.refused === undefined ? row.n === 0 : row.n > 0 && row.key === line.key);

const before = (row: Place, place: Place): boolean => row.seq < place.seq || (row.seq === place.seq && row.n < place.n);
