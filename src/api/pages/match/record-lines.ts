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
  const doers = [...journal.map((row) => row.by_person), ...files.flatMap((file) => [file.by_person, file.removed_by])];
  const nameOf = await namesOfDoers(deps, rows, doers);
  const lines = told(deps, rows, journal, { nameOf, partName });
  const dated: DatedLine[] = journal.map(({ at }, index) => ({ at, line: lines[index] as RecordLine }));
  const came = fileLines(files, { zone: match.time_zone, nameOf }).filter(({ at }) => isOfPiece(at));
  return merged(came.reduce(inPlace, dated).map(({ line }) => line));
}

/** A few lines of the record by themselves. */
export async function linesOf(
  deps: Routing,
  rows: MatchRows,
  journal: readonly JournalRow[],
  partName: PartName,
): Promise<RecordLine[]> {
  const doers = journal.map((row) => row.by_person);
  return merged(told(deps, rows, journal, { nameOf: await namesOfDoers(deps, rows, doers), partName }));
}

interface Naming {
  readonly nameOf: (person: string) => string | undefined;
  readonly partName: PartName;
}

function told(deps: Routing, rows: MatchRows, journal: readonly JournalRow[], naming: Naming): RecordLine[] {
  const { match } = rows;
  const letterTitle = (kind: string) => deps.letters.title(match.method, kind) ?? 'A letter';
  const chart = chartOfMatch(rows);
  return journal.map((row) => toRecordLine(row, chart, match.time_zone, { ...naming, letterTitle }));
}

/** Names of the people of a match, and of accounts that did something without being among them. */
async function namesOfDoers(
  { accounts }: Routing,
  rows: MatchRows,
  doers: readonly (string | null)[],
): Promise<Naming['nameOf']> {
  const named = namesOf(rows);
  const strangers = new Set(doers.filter((id) => id !== null && named(id) === undefined));
  const known = await Promise.all([...strangers].map((id) => accounts.byId(id ?? '')));
  const names = new Map([
    [POSTMASTER.person, 'the mail server'],
    ...known.flatMap((account): [string, string][] => (account === undefined ? [] : [[account.id, account.name]])),
  ]);
  return (person) => named(person) ?? names.get(person);
}

/** The journal keeps its own order, whatever its clock said; a line from elsewhere goes before what is older. */
function inPlace(lines: readonly DatedLine[], line: DatedLine): DatedLine[] {
  const older = lines.findIndex(({ at }) => at <= line.at);
  return lines.toSpliced(older === -1 ? lines.length : older, 0, line);
}
