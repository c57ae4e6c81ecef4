/** A report as data: the page, the table for a spreadsheet and the paper are all made of this. */
export interface Report {
  readonly id: ReportId;
  readonly title: string;
  /** What it says and what it leaves out, in a sentence or two. */
  readonly lead: string;
  readonly tables: readonly ReportTable[];
}

export const REPORT_IDS = ['counts', 'times', 'evaluation', 'impact', 'reminders'] as const;
export type ReportId = (typeof REPORT_IDS)[number];

export const REPORT_TITLES: Readonly<Record<ReportId, string>> = {
  counts: 'How many matches',
  times: 'How long things take',
  evaluation: 'What people thought of it',
  impact: 'What came of it',
  reminders: 'What needs reminding',
};

export type Cell = string | number | null;
export interface ReportRow {
  readonly cells: readonly Cell[];
  /** The match that the line is about. */
  readonly match?: string;
}
export interface ReportTable {
  readonly title: string;
  readonly help?: string;
  readonly columns: readonly string[];
  readonly rows: readonly ReportRow[];
  /** How many lines there are, when these are the first of them. */
  readonly total?: number;
  /** The column that is also drawn, against the first one. */
  readonly drawn?: number;
}

/** Fewer answers than this are not broken down: who gave them could be guessed. */
export const FEWEST = 3;

export const row = (...cells: Cell[]): ReportRow => ({ cells });

/** A table for a spreadsheet: one below the other, each with its title in the first column. */
export const reportLines = ({ tables }: Report): string[][] =>
  tables.flatMap(({ title, columns, rows }) => [
    ['table', ...columns],
    ...rows.map(({ cells }) => [title, ...cells.map(cellWords)]),
  ]);

export const cellWords = (cell: Cell): string => (cell === null ? '' : String(cell));

/** Sums up the counts of those that are alike, in the order in which they come. */
export function summed<T>(
  all: readonly T[],
  nameOf: (one: T) => string,
  countOf: (one: T) => number,
): [string, number][] {
  const sums = new Map<string, number>();
  for (const one of all) sums.set(nameOf(one), (sums.get(nameOf(one)) ?? 0) + countOf(one));
  return [...sums];
}

export interface Counted {
  readonly value: number;
  readonly count: number;
}

/** The value in the middle of values that stand there so many times each, in their order; of two in the middle, half-way. */
export function median(values: readonly Counted[]): number | null {
  const sorted = values.toSorted((one, other) => one.value - other.value);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const at = (place: number): number => {
    let seen = 0;
    return sorted.find(({ count }) => (seen += count) > place)?.value ?? NaN;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}

export function average(values: readonly Counted[]): number | null {
  const total = values.reduce((sum, { count }) => sum + count, 0);
  return total === 0 ? null : rounded(values.reduce((sum, { value, count }) => sum + value * count, 0) / total);
}
const rounded = (value: number): number => Math.round(value * 100) / 100;
export const share = (part: number, whole: number): string =>
  whole === 0 ? '' : `${Math.round((100 * part) / whole)} %`;
