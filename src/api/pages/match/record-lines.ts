import type { JournalRow, MatchRows } from '../../../db/api-queries.ts';
import { chartOfMatch } from '../../match-view.ts';
import { POSTMASTER } from '../../returned-mail.ts';
import type { Routing } from '../../routes/common.ts';
import type { RecordLine } from '../match-page-view.ts';
import { namesOf } from '../page.ts';
import type { PartName } from '../part-words.ts';
import { merged, toRecordLine } from '../record-words.ts';
import { fileLines } from './file-lines.ts';
import type { DatedLine } from './file-lines.ts';

/** A piece of the journal, the newest line first. */
export interface Piece {
  readonly journal: readonly JournalRow[];
  /** Nothing was before it. */
  readonly toBeginning: boolean;
  /** When the oldest line was that has been told already; undefined: none was. */
  readonly before?: Date | undefined;
}

/** Lines of the record as somebody would tell them, with everybody's name, and with the files that came and went meanwhile. */
export async function recordLines(
  deps: Routing,
  rows: MatchRows,
  { journal, toBeginning, before }: Piece,
  partName: PartName,
): Promise<RecordLine[]> {
  const { match } = rows;
  const since = journal.at(-1)?.at;
  const isOfPiece = (at: Date): boolean =>
    (before === undefined || at < before) && (toBeginning || (since !== undefined && at >= since));
  const files = await deps.files.filesOf(match.id);
  const named = namesOf(rows);
  const doers = [...journal.map((row) => row.by_person), ...files.flatMap((file) => [file.by_person, file.removed_by])];
  const accounts = await accountNames(deps, doers);
  const nameOf = (person: string): string | undefined => named(person) ?? accounts.get(person);
  const words = {
    nameOf,
    partName,
    letterTitle: (kind: string) => deps.letters.title(match.method, kind) ?? 'A letter',
  };
  const chart = chartOfMatch(rows);
  const told: DatedLine[] = journal.map((row) => ({
    at: row.at,
    line: toRecordLine(row, chart, match.time_zone, words),
  }));
  const came = fileLines(files, { zone: match.time_zone, nameOf }).filter(({ at }) => isOfPiece(at));
  return merged(came.reduce(inPlace, told).map(({ line }) => line));

  /** Names of accounts that did something without being a person of the match. */
  async function accountNames({ accounts }: Routing, ids: readonly (string | null)[]): Promise<Map<string, string>> {
    const strangers = new Set(ids.filter((id) => id !== null && named(id) === undefined));
    const known = await Promise.all([...strangers].map((id) => accounts.byId(id ?? '')));
    return new Map([
      [POSTMASTER.person, 'the mail server'],
      ...known.flatMap((account): [string, string][] => (account === undefined ? [] : [[account.id, account.name]])),
    ]);
  }
}

/** The journal keeps its own order, whatever its clock said; a line from elsewhere goes before what is older. */
function inPlace(lines: readonly DatedLine[], line: DatedLine): DatedLine[] {
  const older = lines.findIndex(({ at }) => at <= line.at);
  return lines.toSpliced(older === -1 ? lines.length : older, 0, line);
}
