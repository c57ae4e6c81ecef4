import { engine } from './engine.ts';
import type { LetterKind } from './kind.ts';
import { preparedValues } from './markdown-values.ts';

/** A file as a letter speaks of it. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: number;
}

/** Which files leave with a letter, and which are too large for it together with those before them. */
export interface FilesOfLetter<T extends NamedFile> {
  readonly attached: readonly T[];
  readonly left: readonly T[];
}

/** Files in their order, as long as they fit into so many bytes; a smaller one may still fit after a larger one. */
export function fittingFiles<T extends NamedFile>(files: readonly T[], most: number): FilesOfLetter<T> {
  const attached: T[] = [];
  const left: T[] = [];
  let room = most;
  for (const file of files) {
    const fits = file.bytes <= room;
    (fits ? attached : left).push(file);
    if (fits) room -= file.bytes;
  }
  return { attached, left };
}

/**
 * The letter's Markdown with what is said of its files at its end: it is written when the letter leaves, because files may come and go
 * while it waits.
 */
export function withFilesNote(
  letter: { readonly body: string; readonly from: string; readonly to: string; readonly title: string },
  kind: LetterKind | undefined,
  { attached, left }: FilesOfLetter<NamedFile>,
): string {
  const template = kind?.templates.files;
  if (template === undefined || attached.length + left.length === 0) return letter.body;
  const files = { attached: attached.map(named), left: left.map(named) };
  const data = { match: { title: letter.title }, to: { name: letter.to }, from: { name: letter.from }, files };
  const note = String(engine.renderSync(template, preparedValues(data, true)));
  return `${letter.body.trimEnd()}\n\n${note.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

const named = ({ name, bytes }: NamedFile): string => `${name} (${formatBytes(bytes)})`;

const MEGABYTE = 1024 * 1024;

/** In words: `10 MB`, `1.4 MB`, `300 kB`; never more than it is. */
export function formatBytes(bytes: number): string {
  if (bytes < MEGABYTE) return `${Math.floor(bytes / 1024)} kB`;
  return `${Math.floor((bytes * 10) / MEGABYTE) / 10} MB`;
}
