import type { Block } from '../letters/index.ts';
import { BOLD, INCH, oneLine, REGULAR, TEXT_SIZE } from './document.ts';
import type { Document } from './document.ts';

const INDENT = 0.25 * INCH;
const LINE_GAP = 2;

/** Sets the pieces of a letter one below the other. */
export function setBlocks(doc: Document, blocks: readonly Block[]): void {
  for (const block of blocks) {
    if (block.kind === 'rule') setRule(doc);
    else if (block.kind === 'heading') setHeading(doc, block.runs.map(({ text }) => text).join(''));
    else setRuns(doc, block);
  }
}

export function setTitle(doc: Document, text: string): void {
  doc.font(BOLD).fontSize(20).text(oneLine(text), { lineGap: 2 }).moveDown(0.6);
}

export function setHeading(doc: Document, text: string): void {
  doc.font(BOLD).fontSize(13).text(oneLine(text), { lineGap: LINE_GAP }).moveDown(0.3);
}

export function setLine(doc: Document, text: string, font: typeof BOLD | typeof REGULAR = REGULAR): void {
  doc.font(font).fontSize(TEXT_SIZE).text(text, { lineGap: LINE_GAP });
}

function setRule(doc: Document): void {
  const { left, right } = doc.page.margins;
  const y = doc.y + 4;
  doc
    .moveTo(left, y)
    .lineTo(doc.page.width - right, y)
    .lineWidth(0.5)
    .stroke('#888888');
  doc.y = y + 8;
}

/** A paragraph, or the line of a list: bold and plain words follow each other on one line. */
function setRuns(doc: Document, { runs, kind, depth, marker }: Block): void {
  const { left, right } = doc.page.margins;
  const indent = kind === 'item' ? depth * INDENT : 0;
  const width = doc.page.width - left - right - indent;
  doc.fontSize(TEXT_SIZE);
  if (marker !== '') {
    keepTogether(doc);
    const { y } = doc;
    doc.font(REGULAR).text(marker, left + indent - INDENT, y, { lineBreak: false });
    doc.y = y;
  }
  doc.x = left + indent;
  runs.forEach(({ text, bold }, n) => {
    const continued = n < runs.length - 1;
    doc.font(bold ? BOLD : REGULAR).text(text, { width, lineGap: LINE_GAP, continued });
  });
  doc.x = left;
  doc.moveDown(kind === 'item' ? 0.25 : 0.7);
}

/** A mark must not stand at the foot of a page with its text on the next one. */
function keepTogether(doc: Document): void {
  const foot = doc.page.height - doc.page.margins.bottom;
  if (doc.y + 2 * TEXT_SIZE > foot) doc.addPage();
}
