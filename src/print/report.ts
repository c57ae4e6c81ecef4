import { setHeading, setLine, setTitle } from './blocks.ts';
import { bytesOf, INCH, newDocument, numberPages, TEXT_SIZE } from './document.ts';
import type { Document } from './document.ts';
import { setTable } from './table.ts';

export interface PrintedReport {
  readonly title: string;
  readonly lead: string;
  readonly at: number;
  readonly tables: readonly {
    readonly title: string;
    readonly help: string | undefined;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
}

/** Inches between the margins. */
const WIDTH = 6.5;
const FIRST = 0.42;
const WIDEST = 1.6;

/** A report on paper: its tables, one below the other. */
export function reportPdf({ title, lead, at, tables }: PrintedReport): Promise<Buffer> {
  const doc = newDocument({ title, at });
  doc.addPage();
  setTitle(doc, title);
  setLine(doc, lead);
  doc.moveDown(1);
  for (const table of tables) {
    // A heading stands with the first lines of its table.
    if (doc.y + INCH + 3 * TEXT_SIZE > doc.page.height - doc.page.margins.bottom) doc.addPage();
    setHeading(doc, table.title);
    if (table.help !== undefined) setLine(doc, table.help);
    setRows(doc, table);
    doc.moveDown(1);
  }
  numberPages(doc, title);
  return bytesOf(doc);
}

/** The names on the left get what the figures leave. */
function setRows(doc: Document, { columns, rows }: PrintedReport['tables'][number]): void {
  if (rows.length === 0) return setLine(doc, 'Nothing to tell yet.');
  const others = columns.length - 1;
  const other = Math.min(WIDEST, (WIDTH * (1 - FIRST)) / Math.max(1, others));
  setTable(
    doc,
    columns.map((head, n) => ({
      head,
      width: n === 0 ? WIDTH - others * other : other,
      cells: rows.map((cells) => cells[n] ?? ''),
    })),
  );
}
