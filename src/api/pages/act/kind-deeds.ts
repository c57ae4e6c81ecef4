import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LetterRow } from '../../../db/api-queries.ts';
import type { Caller } from '../../access.ts';
import { conflict } from '../../errors.ts';
import { approveLetters, recallLetters } from '../../letter-deeds.ts';
import { releaseLetters } from '../../release-letters.ts';
import type { Routing } from '../../routes/common.ts';
import { takenAs } from './letter-mistakes.ts';
import { stampOf } from './letter-stamp.ts';

export const KIND_DEEDS = ['approve', 'release', 'recall'] as const;
/** What is done with all letters of a kind in one press. */
export type KindDeed = (typeof KIND_DEEDS)[number];

const count = z.coerce.number().int().min(0);
const shown = z.object({
  letters: z.string().transform((ids) => ids.split(',').filter((id) => id !== '')),
  stamp: z.string(),
  mail: count,
  post: count,
  phone: count,
});

interface Pressed {
  readonly deed: KindDeed;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly key: string;
}

/**
 * Does it with exactly the letters, the words and the ways that the page showed (requirements.md B2.23); 409 when any of it is
 * other now.
 */
export async function doWithKind(deps: Routing, caller: Caller, match: string, pressed: Pressed): Promise<void> {
  const { deed, fields, key } = pressed;
  const { letters, stamp, ...channels } = takenAs(shown, fields);
  const [first, ...others] = letters;
  if (first === undefined) throw conflict('there is no letter to do this with');
  const now = await deps.queries.lettersById(match, letters);
  if (now.length !== letters.length) throw conflict('some of these letters are not of this match');
  if (deed !== 'recall' && stampOfAll(now) !== stamp)
    throw conflict('somebody else changed a letter meanwhile; please look at them again');
  if (deed === 'approve') await approveLetters(deps, caller, first, others, key);
  else if (deed === 'recall') await recallLetters(deps, caller, first, others, key);
  else {
    const confirm = { count: letters.length, channels };
    await releaseLetters(deps, caller, first, { letters: others, confirm }, key);
  }
}

/** Stands for the words of all of them, in whatever order. */
export const stampOfAll = (letters: readonly LetterRow[]): string =>
  createHash('sha256')
    .update(
      letters
        .map((one) => `${one.id} ${stampOf(one)}`)
        .sort()
        .join('\n'),
    )
    .digest('hex')
    .slice(0, 32);
