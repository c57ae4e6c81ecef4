import type { LetterRow } from '../../../db/api-queries.ts';
import { apologySchema, sendAgainSchema, withdrawSchema } from '../../../contracts/api-letters.ts';
import type { Caller } from '../../access.ts';
import { carryLetter } from '../../carry-letter.ts';
import { editLetter, editSchema } from '../../edit-letter.ts';
import { approveLetters, recallLetters, settleLetter, withdrawLetter } from '../../letter-deeds.ts';
import { channelsOf } from '../../letter-fitness.ts';
import { draftApology, sendAgain } from '../../letters-again.ts';
import { releaseLetters } from '../../release-letters.ts';
import type { Routing } from '../../routes/common.ts';
import type { Deed } from './letter-doable.ts';
import { takenAs } from './letter-mistakes.ts';
import { refuseOtherWords } from './letter-stamp.ts';

/** What a form about a letter sent. */
export interface Pressed {
  readonly deed: Deed;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly key: string;
}

/** The page of a letter. */
export const letterAddress = ({ match, id }: Pick<LetterRow, 'match' | 'id'>): string =>
  `/matches/${match}/letters/${id}`;

/** The page of all letters of one kind. */
export const kindAddress = (match: string, kind: string): string =>
  `/matches/${match}/letters?kind=${encodeURIComponent(kind)}`;

/** Does what was pressed, by the same command as the API. @returns where the reader goes then */
export async function doWith(
  deps: Routing,
  caller: Caller,
  letter: LetterRow,
  { deed, fields, key }: Pressed,
): Promise<string> {
  const { id } = letter;
  switch (deed) {
    case 'edit':
      await edit(deps, caller, letter, fields);
      break;
    case 'approve':
      refuseOtherWords(letter, fields['stamp']);
      await approveLetters(deps, caller, id, [], key);
      break;
    case 'release':
      refuseOtherWords(letter, fields['stamp']);
      await releaseLetters(deps, caller, id, { letters: [], confirm: waysShown(fields['way']) }, key);
      break;
    case 'recall':
      await recallLetters(deps, caller, id, [], key);
      break;
    case 'withdraw':
      await withdrawLetter(deps, caller, id, takenAs(withdrawSchema, { reason: fields['reason'] }).reason);
      break;
    case 'resend': {
      const said = takenAs(sendAgainSchema, given({ channel: fields['channel'] }));
      return letterAddress(await sendAgain(deps, caller, id, said ?? {}, key));
    }
    case 'apology': {
      const said = takenAs(apologySchema, { letters: [], ...given({ text: fields['text'] }) });
      const [first, ...others] = await draftApology(deps, caller, id, said ?? { letters: [] }, key);
      if (first !== undefined) return others.length === 0 ? letterAddress(first) : kindAddress(first.match, first.kind);
      break;
    }
    case 'carried':
      await carryLetter(deps, caller, id);
      break;
    default:
      await settleLetter(deps, caller, id, deed);
  }
  return letterAddress(letter);
}

async function edit(deps: Routing, caller: Caller, letter: LetterRow, fields: Pressed['fields']): Promise<void> {
  // Browsers end lines as old terminals did.
  const body = String(fields['body'] ?? '').replaceAll('\r\n', '\n');
  const said = takenAs(editSchema, { subject: fields['subject'], body });
  refuseOtherWords(letter, fields['stamp'], { subject: said.subject ?? '', body: said.body ?? '' });
  await editLetter(deps, caller, letter.id, said);
}

/** A letter goes the way that its page said, or not at all. */
function waysShown(way: unknown) {
  const shown = way === 'post' || way === 'phone' ? way : 'mail';
  return { count: 1, channels: { ...channelsOf([]), [shown]: 1 } };
}

/** Without what was left empty. */
const given = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string' && value.trim() !== ''));
