import type { JournalLine } from '../contracts/record.ts';
import type { LetterBook } from '../letters/index.ts';

/** The kinds of letter to which an event says yes: `approvedBy` in their front matter (requirements.md A2.3, m13a and m13b). */
export const kindsApprovedBy = (
  book: LetterBook,
  { event, refused }: Pick<JournalLine, 'event' | 'refused'>,
): string[] =>
  refused === undefined
    ? [...book.values()].flatMap((kind) => (kind.approvedBy === event.type ? [kind.kind] : []))
    : [];
