import type { LetterRow, MatchRows } from '../../db/api-queries.ts';
import { daysOf, hasOwnLink, issueLink, subjectOf, withCode } from '../../links/index.ts';
import { inLanguage, namesOf } from '../../letters/index.ts';
import { linksOf } from '../../machines/index.ts';
import { nowOf } from '../deps.ts';
import type { ApiDeps } from '../deps.ts';

type OnPaper = Pick<LetterRow, 'kind' | 'person' | 'part' | 'task' | 'body' | 'id'>;

/** A letter as it is printed: in the place of its reader's own link an address that can be typed, and the code for it. */
export async function withOwnCode(
  deps: ApiDeps,
  { match, people }: Pick<MatchRows, 'match' | 'people'>,
  letter: OnPaper,
): Promise<string> {
  const { publicUrl, links, letters, queries } = deps;
  const { kind, person, part, task, body } = letter;
  if (!hasOwnLink(body, publicUrl)) return body;
  const entries = linksOf(match.method);
  const purpose = (await queries.linkOfLetter(letter.id)) ?? letters.link(match.method, kind) ?? '';
  const subject = subjectOf(entries, { match: match.id, person, purpose, part, task });
  if (subject === undefined) return body;
  const now = new Date(nowOf(match, deps.clock()));
  const { code } = await issueLink(links.store, links.keys, subject, { now, days: daysOf(entries, purpose) });
  const known = letters.kind(match.method, kind);
  const to = people.find(({ id }) => id === person);
  return withCode(body, publicUrl, code, namesOf(known && inLanguage(known, to?.language ?? '')).code);
}
