import type { ActivityPorts, LinkTarget } from '../activities/ports.ts';
import type { TakenLetter } from '../activities/hand-over-ports.ts';
import type { LetterBook } from '../letters/index.ts';
import { daysOf, hasOwnLink, issueLink, linkOf, ownLinkOf, subjectOf, withToken } from '../links/index.ts';
import type { LinkEntries, LinkKeys, LinkStore } from '../links/index.ts';

export interface OwnLinks {
  readonly store: LinkStore;
  readonly keys: LinkKeys;
  readonly publicUrl: string;
  readonly entries: (method: string) => LinkEntries;
  readonly letters: (method: string) => LetterBook;
  /** The wall clock, epoch ms. */
  readonly clock: () => number;
}

/**
 * Links in letters. While a letter is written and waits it holds a place for its reader's own link, which is put in when it is handed
 * over. Staff get the page of the match where a letter has no link of its own.
 */
export function makeOwnLinks({
  store,
  keys,
  publicUrl,
  entries,
  letters,
  clock,
}: OwnLinks): Pick<ActivityPorts, 'link' | 'linked'> {
  return {
    link: (target: LinkTarget): string | undefined => {
      const { match, staff, purpose } = target;
      const own = purpose !== undefined && subjectOf(entries(target.method), { ...target, purpose }) !== undefined;
      return own ? ownLinkOf(publicUrl) : staff ? `${publicUrl}/matches/${match}` : undefined;
    },
    linked: async (letter: TakenLetter): Promise<TakenLetter> => {
      if (!hasOwnLink(letter.body, publicUrl)) return letter;
      const { match, kind, source, to, part, task } = letter;
      const known = entries(match.method);
      const purpose = source.link ?? letters(match.method).get(kind)?.link ?? '';
      const subject = subjectOf(known, { match: match.id, person: to.person, purpose, part, task });
      if (subject === undefined) throw new Error(`the letter ${kind} has no link`);
      const now = new Date(clock() + letter.clockOffset);
      const { token } = await issueLink(store, keys, subject, { now, days: daysOf(known, purpose) });
      return { ...letter, body: withToken(letter.body, publicUrl, token), ownLink: linkOf(publicUrl, token) };
    },
  };
}
