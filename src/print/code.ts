import { setLine, setTitle } from './blocks.ts';
import { BOLD, bytesOf, newDocument, oneLine } from './document.ts';

/** A slip of paper with which somebody gets to her own page. */
export interface PrintedCode {
  readonly to: readonly string[];
  /** What it is, for the window in which it is shown. */
  readonly title: string;
  readonly match: string;
  /** What the page is for, in words. */
  readonly purpose: string;
  /** What to do: where to go, what to type. */
  readonly open: string;
  readonly type: string;
  readonly code: string;
  /** Until when it opens. */
  readonly until: string;
}

export function codePdf(slip: PrintedCode, { at, lang }: { at: number; lang: string }): Promise<Buffer> {
  const doc = newDocument({ title: oneLine(slip.title), at, lang });
  doc.addPage();
  for (const line of slip.to) setLine(doc, oneLine(line));
  doc.moveDown(2);
  setTitle(doc, slip.match);
  setLine(doc, oneLine(slip.purpose), BOLD);
  doc.moveDown(1);
  setLine(doc, slip.open);
  setLine(doc, slip.type);
  doc.moveDown(0.5);
  setTitle(doc, slip.code);
  setLine(doc, slip.until);
  return bytesOf(doc);
}
