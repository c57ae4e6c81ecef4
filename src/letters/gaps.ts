import { PLACEHOLDERS } from './placeholders.ts';

/** What stands in a draft where something is not known yet: the placeholder itself, for a person to fill in. */
const asGap = (path: string): string => `{{ ${path} }}`;

/** Whether a name can be filled in by hand; one of a loop cannot, because nobody sees which round it was. */
export const canBeGap = (path: string): boolean => Object.hasOwn(PLACEHOLDERS, path);

/** The values with their gaps, so that a text is rendered as far as it goes. Every first name is there, so that a missing one is named whole. */
export function withGaps(
  values: Readonly<Record<string, unknown>>,
  gaps: ReadonlySet<string>,
): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const path of Object.keys(PLACEHOLDERS)) {
    const [first = '', second] = path.split('.');
    if (second !== undefined) whole[first] ??= { ...(values[first] as object | undefined) };
    else if (values[first] !== undefined) whole[first] = values[first];
  }
  for (const path of gaps) {
    const [first = '', second] = path.split('.');
    if (second === undefined) whole[first] = LISTS.includes(path) ? [asGap(path)] : asGap(path);
    else whole[first] = { ...(whole[first] as object | undefined), [second]: asGap(path) };
  }
  return whole;
}
const LISTS = ['items', 'commitments', 'asks'];

/** Whether a value is there; empty ones were left out before. */
export function isGiven(values: Readonly<Record<string, unknown>>, path: string): boolean {
  const [first = '', second] = path.split('.');
  const outer = values[first];
  return second === undefined
    ? outer !== undefined
    : (outer as Record<string, unknown> | undefined)?.[second] !== undefined;
}

/**
 * What in a text is still to be filled in: placeholders that were not known, or that a person typed in. What people wrote for a
 * letter never counts, because its braces are escaped (`preparedValues`).
 */
export function gapsIn(...texts: readonly string[]): string[] {
  const found = texts.flatMap((text) =>
    [...text.matchAll(/(?<!\\)(?:\{\{-?\s*([^{}]*?)\s*-?\}\}|\{%-?\s*([^{}]*?)\s*-?%\})/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    ),
  );
  return [...new Set(found)];
}
