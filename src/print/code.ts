import { setLine, setTitle } from './blocks.ts';
import { BOLD, bytesOf, newDocument, oneLine } from './document.ts';

/** A slip of paper with which somebody gets to her own page. */
export interface PrintedCode {
  readonly to: readonly string[];
  readonly match: string;
  /** What the page is for, in words. */
  readonly purpose: string;
  /** Where the code is typed. */
  readonly address: string;
  readonly code: string;
  /** The last day on which it opens, in words. */
  readonly until: string;
}

export function codePdf(slip: PrintedCode, { at }: { at: number }): Promise<Buffer> {
  const doc = newDocument({ title: `Code: ${slip.match}`, at });
  doc.addPage();
  for (const line of slip.to) setLine(doc, oneLine(line));
  doc.moveDown(2);
  setTitle(doc, slip.match);
  setLine(doc, oneLine(slip.purpose), BOLD);
  doc.moveDown(1);
  setLine(doc, `1. Open this address: ${slip.address}`);
  setLine(doc, '2. Type this code:');
  doc.moveDown(0.5);
  setTitle(doc, slip.code);
  setLine(doc, `It opens until ${slip.until}, as often as you like. It is yours alone: please do not pass it on.`);
  return bytesOf(doc);
}
