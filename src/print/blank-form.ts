import { setHeading, setLine, setTitle } from './blocks.ts';
import { BOLD, bytesOf, INCH, newDocument, numberPages, oneLine, TEXT_SIZE } from './document.ts';
import type { Document } from './document.ts';

/** A question on paper: what can be ticked, or how many lines there are to write on. */
export interface BlankQuestion {
  readonly label: string;
  readonly help: string | undefined;
  readonly choices: readonly string[];
  readonly lines: number;
  /** How far it stands in: a question of a group. */
  readonly depth: number;
}

export interface BlankForm {
  readonly title: string;
  /** The title of the match, and whose form it is. */
  readonly about: readonly string[];
  readonly sections: readonly { readonly title: string; readonly questions: readonly BlankQuestion[] }[];
  /** What stands at its end: whom to call. */
  readonly end: readonly string[];
}

const LINE_HEIGHT = 0.32 * INCH;
const BOX = 9;

/** A form to be filled in by hand (requirements.md X14: everything can be done on paper). */
export function blankFormPdf(form: BlankForm, { at, lang }: { at: number; lang: string }): Promise<Buffer> {
  const doc = newDocument({ title: form.title, at, lang });
  doc.addPage();
  setTitle(doc, form.title);
  for (const line of form.about) setLine(doc, oneLine(line));
  for (const { title, questions } of form.sections) {
    doc.moveDown(1);
    keepRoom(doc, 4 * TEXT_SIZE + LINE_HEIGHT);
    setHeading(doc, title);
    for (const question of questions) setQuestion(doc, question);
  }
  doc.moveDown(1);
  for (const line of form.end) setLine(doc, oneLine(line));
  numberPages(doc, oneLine(form.title));
  return bytesOf(doc);
}

function setQuestion(doc: Document, { label, help, choices, lines, depth }: BlankQuestion): void {
  const { left } = doc.page.margins;
  const indent = left + depth * 0.25 * INCH;
  keepRoom(doc, 3 * TEXT_SIZE + Math.min(choices.length, 4) * 1.6 * TEXT_SIZE + lines * LINE_HEIGHT);
  doc.x = indent;
  setLine(doc, oneLine(label), BOLD);
  if (help !== undefined) setLine(doc, oneLine(help));
  for (const choice of choices) {
    keepRoom(doc, 2 * TEXT_SIZE);
    const { y } = doc;
    doc
      .rect(indent, y + 1, BOX, BOX)
      .lineWidth(0.75)
      .stroke('#333333');
    doc.x = indent + 2 * BOX;
    setLine(doc, oneLine(choice));
    doc.x = indent;
    doc.y = Math.max(doc.y, y + 1.5 * TEXT_SIZE);
  }
  for (let n = 1; n <= lines; n += 1) {
    const y = doc.y + n * LINE_HEIGHT;
    doc
      .moveTo(indent, y)
      .lineTo(doc.page.width - doc.page.margins.right, y)
      .lineWidth(0.5)
      .stroke('#888888');
  }
  doc.y += lines * LINE_HEIGHT + 0.15 * INCH;
  doc.x = left;
}

/** A question stands on one page with its answer. */
function keepRoom(doc: Document, height: number): void {
  if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage();
}
