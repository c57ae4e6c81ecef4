import type { LetterRow } from '../../db/api-queries.ts';

/** Letters of one kind and one day. */
export interface LetterGroup {
  readonly kind: string;
  readonly at: string;
  readonly letters: readonly LetterRow[];
}

const isDraft = ({ state }: LetterRow): boolean => state === 'draft' || state === 'edited';
const isStuck = ({ state }: LetterRow): boolean => state === 'failed' || state === 'unknown';

/** Those that wait to be released, oldest first. */
export const draftGroups = (letters: readonly LetterRow[], dayOf: (at: Date) => string): LetterGroup[] =>
  grouped(letters.filter(isDraft), ({ due_at: at }) => at, dayOf);

/** Those about which somebody has to do something, because the mail did not go through. */
export const stuckLetters = (letters: readonly LetterRow[]): LetterRow[] => letters.filter(isStuck);

/** Those that were sent, newest first. */
export const sentGroups = (letters: readonly LetterRow[], dayOf: (at: Date) => string): LetterGroup[] =>
  grouped(
    letters.filter(({ sent_at: at }) => at !== null),
    ({ sent_at: sent, due_at: due }) => sent ?? due,
    dayOf,
  ).sort((one, other) => (one.at > other.at ? -1 : 1));

function grouped(
  letters: readonly LetterRow[],
  atOf: (letter: LetterRow) => Date,
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
