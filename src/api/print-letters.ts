import type { LetterRow, MatchRows } from '../db/api-queries.ts';
import { formatDay, localeFor } from '../letters/index.ts';
import { lettersPdf } from '../print/index.ts';
import type { PrintedLetter } from '../print/index.ts';
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
  const locales = new Set<string>();
  const printed: PrintedLetter[] = [];
  for (const letter of letters) {
    const { kind, person, subject, released_at: released, due_at: due } = letter;
    const to = people.find(({ id }) => id === person);
    const locale = localeFor(deps.letters.kind(match.method, kind), to?.language ?? '');
    locales.add(locale);
    printed.push({
      to: to === undefined ? [] : (envelopeOf(to) ?? [to.name]),
      date: formatDay(deps.dayAt((released ?? due).getTime(), match.time_zone), locale),
      subject,
      body: await withOwnCode(deps, { match, people }, letter),
    });
  }
  const [only] = printed.length === 1 ? printed : [];
  const [lang] = locales.size === 1 ? locales : [];
  const title = only?.subject ?? `Letters: ${match.title}`;
  return lettersPdf(printed, { title, at: nowOf(match, deps.clock()), ...(lang === undefined ? {} : { lang }) });
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
