import type { LetterHead } from '../../db/letter-overview.ts';

/** Letters of one kind and one day. */
export interface LetterGroup {
  readonly kind: string;
  readonly at: string;
  readonly letters: readonly LetterHead[];
}

const isDraft = ({ state }: LetterHead): boolean => state === 'draft' || state === 'edited';
const isStuck = ({ state }: LetterHead): boolean => state === 'failed' || state === 'unknown';

/** Those that wait to be released, oldest first. */
export const draftGroups = (letters: readonly LetterHead[], dayOf: (at: Date) => string): LetterGroup[] =>
  grouped(letters.filter(isDraft), ({ due_at: at }) => at, dayOf);

/** Those about which somebody has to do something, because the mail did not go through. */
export const stuckLetters = (letters: readonly LetterHead[]): LetterHead[] => letters.filter(isStuck);

function grouped(
  letters: readonly LetterHead[],
  atOf: (letter: LetterHead) => Date,
  dayOf: (at: Date) => string,
): LetterGroup[] {
  const groups = new Map<string, LetterGroup>();
  for (const letter of letters) {
    const at = atOf(letter);
    const name = `${letter.kind} ${dayOf(at)}`;
    const known = groups.get(name) ?? { kind: letter.kind, at: at.toISOString(), letters: [] };
    groups.set(name, { ...known, letters: [...known.letters, letter] });
  }
  return [...groups.values()];
}
