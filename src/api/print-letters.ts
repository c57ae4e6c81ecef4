import type { LetterRow, MatchRows } from '../db/api-queries.ts';
import { formatDay } from '../letters/index.ts';
import { lettersPdf } from '../print/index.ts';
import { envelopeOf } from './addresses.ts';
import { withOwnCode } from './links/own-code.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';

/** Letters on paper, each under the day on which it was let go. */
export async function printLetters(
  deps: ApiDeps,
  { match, people }: MatchRows,
  letters: readonly LetterRow[],
): Promise<Buffer> {
  const printed = [];
  for (const letter of letters) {
    const { person, subject, released_at: released, due_at: due } = letter;
    const to = people.find(({ id }) => id === person);
    printed.push({
      to: to === undefined ? [] : (envelopeOf(to) ?? [to.name]),
      date: formatDay(deps.dayAt((released ?? due).getTime(), match.time_zone)),
      subject,
      body: await withOwnCode(deps, match, letter),
    });
  }
  return lettersPdf(printed, { title: `Letters: ${match.title}`, at: nowOf(match, deps.clock()) });
}
