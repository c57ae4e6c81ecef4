import type { FileRow } from '../../../db/files.ts';
import type { RecordLine } from '../match-page-view.ts';
import { instantWords } from '../words.ts';

/** A line of the record with the instant that it has its place by. */
export interface DatedLine {
  readonly at: Date;
  readonly line: RecordLine;
}

/** That files came and were taken away: no event of the match, so it is told from the files themselves (decision 0038). */
export function fileLines(
  files: readonly FileRow[],
  { zone, nameOf }: { readonly zone: string; readonly nameOf: (person: string) => string | undefined },
): DatedLine[] {
  const told = (at: Date, what: string, by: string, about: string): DatedLine => {
    const when = instantWords(at.toISOString(), zone);
    return { at, line: { when, what, by: nameOf(by) ?? 'somebody', about, caused: [] } };
  };
  return files.flatMap(({ name, at, by_person: by, removed_at: removedAt, removed_by: removedBy }) => [
    told(at, 'File brought', by, name),
    ...(removedAt === null || removedBy === null ? [] : [told(removedAt, 'File taken away', removedBy, name)]),
  ]);
}
