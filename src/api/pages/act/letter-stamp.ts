import { createHash } from 'node:crypto';
import type { LetterRow } from '../../../db/api-queries.ts';
import { conflict } from '../../errors.ts';

type Words = Pick<LetterRow, 'subject' | 'body'>;

/** Stands for the words that somebody was shown, so that nobody writes over, or lets go, what was changed meanwhile. */
export const stampOf = ({ subject, body }: Words): string =>
  createHash('sha256').update(`${subject}\n${body}`).digest('hex').slice(0, 32);

/** 409 when the words are others now than those shown, unless they are those that were typed: then it was pressed twice. */
export function refuseOtherWords(now: Words, shown: unknown, typed?: Words): void {
  if (shown === stampOf(now) || (typed !== undefined && stampOf(typed) === stampOf(now))) return;
  throw conflict('somebody else changed the letter meanwhile. What it says now is below; please look again');
}
