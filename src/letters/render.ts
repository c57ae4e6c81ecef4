import { UndefinedVariableError } from 'liquidjs';
import { engine } from './engine.ts';
import { canBeGap, isGiven, withGaps } from './gaps.ts';
import type { LetterKind } from './kind.ts';
import { oneLine, preparedValues } from './markdown-values.ts';
import type { LetterData } from './vocabulary.ts';

export interface RenderedLetter {
  /** One line, no control characters: it can become a header. */
  readonly subject: string;
  /** Markdown, as a person may edit it before the letter is released. */
  readonly body: string;
  /** Placeholders whose value is not known and that no condition or `default` allows for: they stand in the text as they are. */
  readonly missing: readonly string[];
}

const LONGEST_SUBJECT = 180;

/**
 * A letter to one person. Needs no more than `match.title`, `to.name` and `from.name`; what else its text or its `needs` asks for and
 * is not known stands in it as the placeholder itself, and keeps the letter a draft.
 */
export function renderLetter(kind: LetterKind, data: LetterData): RenderedLetter {
  const plain = preparedValues(data, false);
  const marked = preparedValues(data, true);
  const missing = new Set<string>((kind.needs ?? []).filter((path) => !isGiven(plain, path)));
  for (let strict = true; ;) {
    try {
      const words = rendered(kind, { plain: withGaps(plain, missing), marked: withGaps(marked, missing) }, strict);
      return { ...words, missing: [...missing] };
    } catch (error) {
      if (!strict || !UndefinedVariableError.is(error)) throw error;
      const path = String((error.originalError as { variableName?: unknown } | undefined)?.variableName);
      if (canBeGap(path) && !missing.has(path)) missing.add(path);
      else strict = false;
    }
  }
}

function rendered(
  { templates }: LetterKind,
  { plain, marked }: Readonly<Record<'plain' | 'marked', Record<string, unknown>>>,
  strictVariables: boolean,
): Pick<RenderedLetter, 'subject' | 'body'> {
  const subject = String(engine.renderSync(templates.subject, plain, { strictVariables }));
  const body = [templates.body, templates.closing].map((part) => engine.renderSync(part, marked, { strictVariables }));
  return { subject: shortened(oneLine(subject)), body: tidied(body.map(String).join('\n\n')) };
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
