import type { LetterRow } from '../db/api-queries.ts';
import { makePaperLetters } from '../db/paper-letters.ts';
import { personOf } from './access.ts';
import type { Caller } from './access.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { conflict } from './errors.ts';
import { visibleLetter } from './release-letters.ts';

/** A person says that she posted a letter, or read it out (requirements.md X9, X14). Said twice, it stays as it was said first. */
export async function carryLetter(deps: ApiDeps, caller: Caller, id: string): Promise<LetterRow> {
  const { letter, rows } = await visibleLetter(deps, caller, id);
  if (letter.channel !== 'post' && letter.channel !== 'phone')
    throw conflict('the letter goes by mail, which leaves by itself');
  const at = new Date(nowOf(rows.match, deps.clock()));
  const done = await makePaperLetters(deps.db).handOver(letter.id, personOf(caller, rows.people), at);
  const now = (await deps.queries.letter(letter.id)) ?? letter;
  if (!done && now.handed_over_by === null) throw conflict(whyNot(now.state));
  return now;
}

const whyNot = (state: string): string =>
  state === 'released'
    ? 'what the letter asks for is settled, or the date that it names is tentative again'
    : `the letter is ${state}: only one that was released is carried`;
