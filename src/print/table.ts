import { BOLD, INCH, oneLine, REGULAR } from './document.ts';
import type { Document } from './document.ts';

export interface Column {
  readonly head: string;
  /** In inches. */
  readonly width: number;
  readonly cells: readonly string[];
}

const SIZE = 10;
const PADDING = 4;

/** A table that goes on over pages, its head repeated on each; a row is never torn. */
export function setTable(doc: Document, columns: readonly Column[]): void {
  const rows = columns[0]?.cells.length ?? 0;
  setRow(doc, columns, heads(columns), BOLD);
  for (let n = 0; n < rows; n += 1) {
    const cells = columns.map(({ cells: own }) => oneLine(own[n] ?? ''));
    if (doc.y + heightOf(doc, columns, cells) > doc.page.height - doc.page.margins.bottom) {
      doc.addPage();
      setRow(doc, columns, heads(columns), BOLD);
    }
    setRow(doc, columns, cells, REGULAR);
  }
  doc.x = doc.page.margins.left;
}

const heads = (columns: readonly Column[]): string[] => columns.map(({ head }) => head);

function heightOf(doc: Document, columns: readonly Column[], cells: readonly string[]): number {
  doc.font(REGULAR).fontSize(SIZE);
  const heights = cells.map((cell, n) => doc.heightOfString(cell || ' ', { width: innerWidth(columns[n]) }));
  return Math.max(...heights) + 2 * PADDING;
}

const innerWidth = (column: Column | undefined): number => (column?.width ?? 1) * INCH - 2 * PADDING;

function setRow(doc: Document, columns: readonly Column[], cells: readonly string[], font: string): void {
  const height = heightOf(doc, columns, cells);
  const top = doc.y;
  let x = doc.page.margins.left;
  columns.forEach((column, n) => {
    doc
      .font(font)
      .fontSize(SIZE)
      .text(cells[n] ?? '', x + PADDING, top + PADDING, { width: innerWidth(column) });
    x += column.width * INCH;
  });
  const bottom = top + height;
  doc
    .moveTo(doc.page.margins.left, bottom)
    .lineTo(x, bottom)
    .lineWidth(font === BOLD ? 1 : 0.5)
    .stroke(font === BOLD ? 'black' : '#bbbbbb');
  doc.y = bottom;
}
