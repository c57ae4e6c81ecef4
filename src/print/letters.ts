import { toBlocks } from '../letters/index.ts';
import { setBlocks, setLine } from './blocks.ts';
import { BOLD, bytesOf, newDocument, oneLine } from './document.ts';
import type { Document } from './document.ts';

/** A letter on paper. */
export interface PrintedLetter {
  /** Name and address, line by line. */
  readonly to: readonly string[];
  /** The day, in words. */
  readonly date: string;
  readonly subject: string;
  /** Markdown. */
  readonly body: string;
}

/** Letters for the post, each from a new page on. */
export function lettersPdf(
  letters: readonly PrintedLetter[],
  { title, at, lang }: { title: string; at: number; lang?: string },
): Promise<Buffer> {
  const doc = newDocument({ title, at, ...(lang === undefined ? {} : { lang }) });
  for (const letter of letters) setLetter(doc, letter);
  return bytesOf(doc);
}

/** Begins a page. The address stands where the window of an envelope shows it. */
export function setLetter(doc: Document, { to, date, subject, body }: PrintedLetter): void {
  doc.addPage();
  for (const line of to) setLine(doc, oneLine(line));
  doc.moveDown(1.5);
  setLine(doc, date);
  doc.moveDown(1);
  setLine(doc, oneLine(subject), BOLD);
  doc.moveDown(0.8);
  setBlocks(doc, toBlocks(body));
}
