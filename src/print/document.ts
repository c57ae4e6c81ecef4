import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';

export type Document = PDFKit.PDFDocument;

// Public Sans of the US Web Design System: it has the letters of Spanish and of most languages written like it.
const FONTS = 'public-sans/PublicSans';
const fontFile = (style: string): string =>
  fileURLToPath(import.meta.resolve(`@uswds/uswds/fonts/${FONTS}-${style}.ttf`));
export const REGULAR = 'regular';
export const BOLD = 'bold';

/** Points; 72 make an inch. */
export const INCH = 72;
export const TEXT_SIZE = 11;
const MARGIN = INCH;

export interface Paper {
  readonly title: string;
  /** The instant at which it is printed, epoch ms: the same data make the same file. */
  readonly at: number;
  /** Default: American English. */
  readonly lang?: string;
  readonly margins?: { top: number; bottom: number; left: number; right: number };
}

/** An empty document on US letter paper, its fonts embedded, without a page yet. */
export function newDocument({ title, at, lang = 'en-US', margins }: Paper): Document {
  const edges = { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN };
  const doc = new PDFDocument({
    size: 'LETTER',
    autoFirstPage: false,
    bufferPages: true,
    margins: margins ?? edges,
    info: { Title: title, CreationDate: new Date(at), ModDate: new Date(at) },
    lang,
    displayTitle: true,
  });
  doc.registerFont(REGULAR, fontFile('Regular'));
  doc.registerFont(BOLD, fontFile('Bold'));
  return doc;
}

/** Ends the document. Call it once, last. */
export function bytesOf(doc: Document): Promise<Buffer> {
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  doc.end();
  return whole;
}

/** Written last, when it is known how many pages there are. */
export function numberPages(doc: Document, words: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    const { left, right, bottom } = doc.page.margins;
    // Text below the margin would open another page.
    doc.page.margins.bottom = 0;
    doc
      .font(REGULAR)
      .fontSize(8)
      .fillColor('#555555')
      .text(`${words} · ${page + 1}/${count}`, left, doc.page.height - bottom / 2, {
        width: doc.page.width - left - right,
        align: 'center',
        lineBreak: false,
      });
    doc.page.margins.bottom = bottom;
    doc.fillColor('black');
  }
}

/** One line of text without control characters: names come from people. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
