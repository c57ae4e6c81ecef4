import { CsvError, parse } from 'csv-parse/sync';
import { MOST_ROWS } from '../../contracts/people-import.ts';
import type { ImportField, ImportWish } from '../../contracts/people-import.ts';
import { invalid } from '../errors.ts';
import { plain, recognised } from './headings.ts';
import type { Columns } from './headings.ts';

export interface TableRow {
  /** Where it ends in the text. */
  readonly line: number;
  readonly cells: readonly string[];
}
export interface Table {
  readonly headings: readonly string[];
  readonly columns: Columns;
  readonly rows: readonly TableRow[];
}

const DELIMITERS = ['\t', ',', ';', '|'];

/** The pasted text as a table. What is no table at all is refused whole, with what would be right. */
export function readTable({ text, mapping }: Pick<ImportWish, 'text' | 'mapping'>): Table {
  if (/[^\P{Cc}\n\r\t]/u.test(text) || /\p{Surrogate}/u.test(text))
    throw invalid('text', 'is not text: save the table as CSV in UTF-8, or copy its cells');
  const [head, ...rows] = parsed(text);
  if (head === undefined) throw invalid('text', 'is empty: the first line holds headings, each further one a person');
  const headings = head.cells;
  const columns = columnsOf(headings, mapping);
  if (!columns.has('name') && !columns.has('firstName') && !columns.has('lastName'))
    throw invalid(
      'text',
      'is no table with headings: the first line must name its columns, one of them Name, or say in mapping which one holds the name',
      headings.slice(0, 50).map((heading) => heading.slice(0, 100)),
    );
  if (rows.length > MOST_ROWS) throw invalid('text', `has ${rows.length} rows: ${MOST_ROWS} at most in one go`);
  return { headings, columns, rows };
}

function parsed(text: string): TableRow[] {
  const [first = ''] = text.split(/\r\n|\n|\r/, 1);
  const count = (mark: string) => first.split(mark).length;
  const delimiter = DELIMITERS.reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  try {
    const found = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return found.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: unknown };
    throw invalid('text', `is no CSV: ${error.message}${typeof lines === 'number' ? ` (line ${lines})` : ''}`);
  }
}

/** What was recognised, and over it what the caller says. */
function columnsOf(headings: readonly string[], mapping: ImportWish['mapping']): Columns {
  const columns = recognised(headings);
  for (const [field, heading] of Object.entries(mapping) as [ImportField, string | null][]) {
    columns.delete(field);
    if (heading === null) continue;
    const column = headings.findIndex((one) => one === heading || plain(one) === plain(heading));
    if (column < 0) throw invalid(`mapping.${field}`, `there is no column ${heading}`, headings);
    for (const [other, taken] of columns) if (taken === column) columns.delete(other);
    columns.set(field, column);
  }
  return columns;
}
