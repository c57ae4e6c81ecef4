import type { LetterData } from './vocabulary.ts';

/** Values that people wrote as text, with paragraphs and lists of their own: they keep their Markdown. */
const PROSE = ['text', 'goals', 'call.notes'];

/**
 * The values of a letter, fit to stand in it: empty ones left out (Liquid takes an empty text for true), control characters
 * removed, one-line values on one line. With `markdown`, marks in one-line values are escaped, so that a name cannot become
 * a link or a heading.
 */
export function preparedValues(data: LetterData, markdown: boolean): Record<string, unknown> {
  return cleaned(data, '', markdown) as Record<string, unknown>;
}

function cleaned(value: unknown, path: string, markdown: boolean): unknown {
  if (typeof value === 'string') return cleanedText(value, path, markdown);
  if (Array.isArray(value)) {
    const list = value.map((one) => cleaned(one, path, markdown)).filter((one) => one !== undefined);
    return list.length > 0 ? list : undefined;
  }
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, cleaned(inner, path === '' ? key : `${path}.${key}`, markdown)] as const,
  );
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

function cleanedText(value: string, path: string, markdown: boolean): string | undefined {
  if (PROSE.includes(path))
    return noGap(withoutControls(value.replaceAll('\r\n', '\n').replaceAll('\r', '\n'))).trim() || undefined;
  const line = oneLine(value);
  if (line === '') return undefined;
  if (path === 'link' || path === 'asks.link')
    return /^https?:\/\/\S+$/.test(line) ? line.replace(/[<>()]/g, encodeURIComponent) : undefined;
  return markdown ? noGap(escaped(line)) : line.replace(/\{(?=[{%])/g, '{ ');
}

/** What somebody wrote must not look like a placeholder that nobody filled in (`gapsIn`). */
const noGap = (text: string): string => text.replace(/\{(?=[{%])/g, '\\{');

/** Marks that would format, and those that would make a list or a heading at the beginning of a line. */
function escaped(line: string): string {
  return line
    .replace(/[\\`*[\]<>~&]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^([#+-]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? start : `\\${start}`))
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** A value in one line whose marks format nothing. */
export const escapedLine = (value: string): string => escaped(oneLine(value));

/** One line without control characters: what headers and subjects are made of. */
export function oneLine(value: string): string {
  return withoutControls(value.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')).trim();
}

/** Control characters but the newline, and marks that turn the direction of writing around. */
function withoutControls(value: string): string {
  return value
    .replaceAll('\t', ' ')
    .replace(/[\p{Zl}\p{Zp}]/gu, '\n')
    .replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '');
}
