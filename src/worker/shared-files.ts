import type { ActivityPorts } from '../activities/ports.ts';
import type { TakenLetter } from '../activities/hand-over-ports.ts';
import type { FileStore } from '../db/files.ts';
import { fittingFiles } from '../letters/index.ts';
import type { LetterBook } from '../letters/index.ts';

interface SharedFiles {
  readonly files: Pick<FileStore, 'sharedIn' | 'contentOf'>;
  readonly letters: (method: string) => LetterBook;
  /** How many bytes may leave with one letter. */
  readonly most: number;
}

/** The files that a match shares, for letters whose kind brings them; read when a letter leaves, because they may change while it waits. */
export function makeSharedFiles({ files, letters, most }: SharedFiles): ActivityPorts['filesFor'] {
  return async ({ match, kind }: TakenLetter) => {
    if (letters(match.method).get(kind)?.attach === undefined) return undefined;
    const { attached, left } = fittingFiles(await files.sharedIn(match.id), most);
    const found = [];
    for (const { id, name, type, bytes } of attached) {
      const content = await files.contentOf(id);
      // Taken away this very moment: it is nobody's to send any more.
      if (content !== undefined) found.push({ name, type, bytes, content });
    }
    return { attached: found, left: left.map(({ name, bytes }) => ({ name, bytes })) };
  };
}
