import type { LetterRow, MatchRows } from '../db/api-queries.ts';
import { formatDay, localeFor } from '../letters/index.ts';
import { lettersPdf } from '../print/index.ts';
import { envelopeOf } from './addresses.ts';
import { withOwnCode } from './links/own-code.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { conflict } from './errors.ts';
import { isDraft } from './letter-fitness.ts';
import { nothingTentative } from './packet.ts';

const MOST = 500;

/** Letters on paper, each under the day on which it was let go. */
async function printLetters(
  deps: ApiDeps,
  { match, people }: MatchRows,
  letters: readonly LetterRow[],
): Promise<Buffer> {
  const printed = [];
  for (const letter of letters) {
    const { kind, person, subject, released_at: released, due_at: due } = letter;
    const to = people.find(({ id }) => id === person);
    printed.push({
      to: to === undefined ? [] : (envelopeOf(to) ?? [to.name]),
      date: formatDay(
        deps.dayAt((released ?? due).getTime(), match.time_zone),
        localeFor(deps.letters.kind(match.method, kind), to?.language ?? ''),
      ),
      subject,
      body: await withOwnCode(deps, { match, people }, letter),
    });
  }
  return lettersPdf(printed, { title: `Letters: ${match.title}`, at: nowOf(match, deps.clock()) });
}

/** Those that wait to be carried one way; 409 when there is none. */
export async function printWaiting(deps: ApiDeps, rows: MatchRows, channel: 'post' | 'phone'): Promise<Buffer> {
  const { items } = await deps.queries.letters(rows.match.id, undefined, MOST, { channel, state: 'released' });
  if (items.length === 0) throw conflict(`no letter waits for the ${channel}`);
  return printLetters(deps, rows, items);
}

/** One letter that was released; 409 for any other. */
export async function printOne(deps: ApiDeps, rows: MatchRows, letter: LetterRow): Promise<Buffer> {
  if (isDraft(letter) || letter.state === 'withdrawn')
    throw conflict(`the letter is ${letter.state}: only one that was released is printed`);
  if (letter.bears_date && !letter.automatic) nothingTentative(rows.match);
  return printLetters(deps, rows, [letter]);
}
