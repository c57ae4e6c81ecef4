import { bytesOf, INCH, newDocument, oneLine, REGULAR } from './document.ts';
import type { Document } from './document.ts';

/** Avery 5160: three columns of ten labels on US letter paper, each 2 5/8 by 1 inch. */
const SHEET = { columns: 3, rows: 10, left: 0.1875 * INCH, top: 0.5 * INCH, across: 2.75 * INCH, down: INCH };
const LABEL = { width: 2.625 * INCH, height: INCH };
const PADDING = { x: 0.15 * INCH, y: 0.1 * INCH };
const SIZES = [10, 9, 8, 7, 6];

export const LABELS_A_SHEET = SHEET.columns * SHEET.rows;

/** Address labels, row by row. `skip`: how many labels of the first sheet are used already. */
export function labelsPdf(
  addresses: readonly (readonly string[])[],
  { title, at, skip = 0 }: { title: string; at: number; skip?: number },
): Promise<Buffer> {
  const doc = newDocument({ title, at, margins: { top: 0, bottom: 0, left: 0, right: 0 } });
  addresses.forEach((lines, n) => {
    const place = (n + skip) % LABELS_A_SHEET;
    if (n === 0 || place === 0) doc.addPage();
    setLabel(doc, lines, place);
  });
  return bytesOf(doc);
}

/** An address that is too long is set smaller; what still does not fit is cut off, never printed on the next label. */
function setLabel(doc: Document, lines: readonly string[], place: number): void {
  const x = SHEET.left + (place % SHEET.columns) * SHEET.across + PADDING.x;
  const y = SHEET.top + Math.floor(place / SHEET.columns) * SHEET.down + PADDING.y;
  const box = { width: LABEL.width - 2 * PADDING.x, height: LABEL.height - 2 * PADDING.y };
  const text = lines.map(oneLine).join('\n');
  doc.font(REGULAR);
  const size = SIZES.find((one) => doc.fontSize(one).heightOfString(text, { width: box.width }) <= box.height);
  doc.fontSize(size ?? SIZES.at(-1) ?? 6).text(text, x, y, { ...box, ellipsis: true });
}
