import { z } from 'zod';
import { prose, subjectLine } from '../contracts/api-letters.ts';
import type { LetterRow } from '../db/api-queries.ts';
import type { Caller } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { conflict } from './errors.ts';
import { releasingRole, visibleLetter } from './release-letters.ts';

/** What may be changed in a draft: its subject, its text, or both. */
export const editSchema = z
  .strictObject({
    subject: subjectLine.optional(),
    body: prose.optional(),
  })
  .refine(({ subject, body }) => subject !== undefined || body !== undefined, 'give subject or body');

/** Changes a draft; whoever approved it must say yes again. 403 for who does not release it, 409 when it is no draft any more. */
export async function editLetter(
  deps: ApiDeps,
  caller: Caller,
  id: string,
  said: z.infer<typeof editSchema>,
): Promise<LetterRow> {
  const { letter, rows } = await visibleLetter(deps, caller, id);
  releasingRole(deps, caller, rows, letter);
  const edited = await deps.queries.editLetter(letter.id, said);
  if (edited === undefined) throw conflict(`the letter is ${letter.state}: only a draft can be edited`);
  return edited;
}
