/** What stands where something personal stood. */
export const ERASED = 'erased on request';

export interface Names {
  /** Written as they are: a name in small letters may be a word of its own. */
  readonly exact: readonly string[];
  /** In any letters: e-mail addresses. */
  readonly anyCase: readonly string[];
}

/** Finds the names of a person in texts, also where Markdown or JSON has put marks into them. */
export interface Finder {
  /** For the database's own search, which may find too much: `~` and `~*`. */
  readonly exact: string;
  readonly anyCase: string;
  /** The value with the names taken out of all its texts. */
  readonly clean: <T>(value: T) => T;
}

/** Matches nothing. */
const NOTHING = '[^\\s\\S]';
const BEFORE = '(?<![\\p{L}\\p{N}])';
const AFTER = '(?![\\p{L}\\p{N}])';

/** @param instead what stands in place of a name */
export function finderOf({ exact, anyCase }: Names, instead = ERASED): Finder {
  const [exactly, freely] = [patternOf(exact), patternOf(anyCase)];
  const patterns = [
    new RegExp(`${BEFORE}(?:${exactly})${AFTER}`, 'gu'),
    new RegExp(`${BEFORE}(?:${freely})${AFTER}`, 'giu'),
  ];
  const cleanText = (text: string): string =>
    patterns.reduce((now, pattern) => now.replace(pattern, () => instead), text);
  return { exact: exactly, anyCase: freely, clean: (value) => mapTexts(value, cleanText) };
}

const patternOf = (names: readonly string[]): string =>
  names.length === 0
    ? NOTHING
    : // The longest first, so that a part of a name does not hide the whole.
      [...names]
        .sort((one, other) => other.length - one.length)
        .map(loosely)
        .join('|');

/** Spaces may be line ends, and before any mark there may be the backslash of Markdown, which JSON doubles. */
const loosely = (name: string): string =>
  Array.from(name.trim().replace(/\s+/g, ' '), (char) => {
    if (char === ' ') return '(?:\\s|\\\\+[nrt])+';
    if (/[\p{L}\p{N}]/u.test(char)) return char;
    return `\\\\*${/[\^$\\.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char}`;
  }).join('');

/** The same value with every text in it changed. */
function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((one) => mapTexts<unknown>(one, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts<unknown>(inner, change)])) as T;
}

/** Numbers, days, yes or no and codes stay when words go, so that counts do. */
const isCode = (text: string): boolean => /^([a-z][A-Za-z0-9]{0,39}|\d{4}-\d{2}-\d{2}|\d*)$/.test(text);

/** A person's own answers without words. */
export const withoutWords = <T>(value: T, finder: Finder): T =>
  mapTexts(value, (text) => (isCode(finder.clean(text)) ? text : ERASED));

/** All texts in a value that are more than a code. */
export function wordsIn(value: unknown): string[] {
  const words: string[] = [];
  mapTexts(value, (text) => {
    if (!isCode(text.trim())) words.push(text);
    return text;
  });
  return words;
}
