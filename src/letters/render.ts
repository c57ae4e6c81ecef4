import { engine } from './engine.ts';
import type { LetterKind } from './load.ts';
import { oneLine, preparedValues } from './markdown-values.ts';
import type { LetterData } from './vocabulary.ts';

export interface RenderedLetter {
  /** One line, no control characters: it can become a header. */
  readonly subject: string;
  /** Markdown, as a person may edit it before the letter is released. */
  readonly body: string;
}

const LONGEST_SUBJECT = 180;

/** A letter to one person. Needs no more than `match.title`, `to.name` and `from.name`. */
export function renderLetter(kind: LetterKind, data: LetterData): RenderedLetter {
  const subject = String(engine.renderSync(kind.templates.subject, preparedValues(data, false)));
  const values = preparedValues(data, true);
  const body = [kind.templates.body, kind.templates.closing].map((part) => String(engine.renderSync(part, values)));
  return { subject: shortened(oneLine(subject)), body: tidied(body.join('\n\n')) };
}

const shortened = (line: string): string =>
  line.length > LONGEST_SUBJECT ? `${line.slice(0, LONGEST_SUBJECT - 1).trimEnd()}…` : line;

/** Conditions leave blank lines and spaces behind. */
function tidied(body: string): string {
  return `${body
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
