import { setHeading, setLine, setTitle } from './blocks.ts';
import { bytesOf, INCH, newDocument, numberPages, TEXT_SIZE } from './document.ts';
import type { Document } from './document.ts';
import { plotHeight, setPlot } from './plot.ts';
import type { PrintedPlot } from './plot.ts';
import { setTable } from './table.ts';

export interface PrintedReport {
  readonly title: string;
  readonly lead: string;
  readonly at: number;
  readonly tables: readonly {
    readonly title: string;
    readonly help: string | undefined;
    /** Drawn above the table; undefined where there is nothing to compare. */
    readonly plot: PrintedPlot | undefined;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
}

/** Inches between the margins. */
const WIDTH = 6.5;
const FIRST = 0.42;
const WIDEST = 1.6;
/** A line of a table, in points. */
const ROW = 20;

/** A report on paper: its tables, one below the other, each under the bars that are drawn of it. */
export function reportPdf({ title, lead, at, tables }: PrintedReport): Promise<Buffer> {
  const doc = newDocument({ title, at });
  doc.addPage();
  setTitle(doc, title);
  setLine(doc, lead);
  doc.moveDown(1);
  for (const table of tables) {
    keepHeading(doc, table);
    setHeading(doc, table.title);
    if (table.help !== undefined) setLine(doc, table.help);
    if (table.plot !== undefined) {
      doc.moveDown(0.3);
      setPlot(doc, table.plot);
    }
    setRows(doc, table);
    doc.moveDown(1);
  }
  numberPages(doc, title);
  return bytesOf(doc);
}

/** A heading stands with its plot and its table where the three fit a page, or with the first lines below it. */
function keepHeading(doc: Document, { plot, rows }: PrintedReport['tables'][number]): void {
  const { top, bottom } = doc.page.margins;
  const foot = doc.page.height - bottom;
  const first = INCH + 3 * TEXT_SIZE;
  const whole = first + (plot === undefined ? 0 : plotHeight(plot)) + rows.length * ROW;
  if (doc.y + (top + whole > foot ? first : whole) > foot) doc.addPage();
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
