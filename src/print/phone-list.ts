import { setLine, setTitle } from './blocks.ts';
import { bytesOf, newDocument, numberPages, oneLine } from './document.ts';
import { setTable } from './table.ts';

/** Somebody to call, because mail does not reach her. */
export interface PhoneLine {
  readonly name: string;
  readonly team: string;
  readonly telephone: string;
  readonly why: string;
  /** Subjects of the letters that wait to be read out. */
  readonly letters: readonly string[];
}

/** Whom to call, for a clipboard: the last column stays empty for a tick and a note. */
export async function phoneListPdf(
  lines: readonly PhoneLine[],
  { title, at }: { title: string; at: number },
): Promise<Buffer> {
  const doc = newDocument({ title: `Telephone list: ${title}`, at });
  doc.addPage();
  setTitle(doc, 'Telephone list');
  setLine(doc, oneLine(title));
  doc.moveDown(1);
  if (lines.length === 0) setLine(doc, 'Everybody can be reached by e-mail.');
  else
    setTable(doc, [
      { head: 'Name', width: 1.5, cells: lines.map(({ name }) => name) },
      { head: 'Telephone', width: 1.2, cells: lines.map(({ telephone }) => telephone || 'not known') },
      { head: 'Why', width: 1.2, cells: lines.map(({ why }) => why) },
      { head: 'To be told', width: 1.7, cells: lines.map(({ letters }) => letters.join('; ')) },
      { head: 'Called', width: 0.9, cells: lines.map(() => '') },
    ]);
  numberPages(doc, oneLine(title));
  return bytesOf(doc);
}
