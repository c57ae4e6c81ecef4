import { endsInLetter, linkId } from './keys.ts';
import type { LinkKeys, LinkSubject } from './keys.ts';
import type { LinkRow, LinkStore } from './ports.ts';
import { stateOf } from './state.ts';

/** What a letter carries: the token in an address, or the code on paper. */
export interface Issued {
  readonly id: string;
  readonly token: string;
  readonly code: string;
}

const DAY = 86_400_000;
/** One token in 32 ends in a dash, and two links in a billion have the same code; so many in a row never do. */
const MOST_TRIES = 20;

/**
 * The link for one thing of one person. While the last one opens it is that one, so that every letter about the same thing carries the
 * same address, with its time anew; else a new one takes its place.
 *
 * @param days how long it opens from now
 */
export async function issueLink(
  store: LinkStore,
  keys: LinkKeys,
  subject: LinkSubject,
  { now, days }: { readonly now: Date; readonly days: number },
): Promise<Issued> {
  const expiresAt = new Date(now.getTime() + days * DAY);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const last = await store.newest(subject);
    if (last !== undefined && stateOf(last, now) === 'live') return refreshed(store, keys, last, expiresAt);
    if (last !== undefined && last.revoked === null) await store.revoke(last.id, 'replaced');
    const n = (last?.n ?? 0) + 1 + tries;
    const id = linkId(subject, n);
    const made = issued(keys, id);
    if (!endsInLetter(made.token)) continue;
    const row = { ...subject, id, n, madeAt: now, expiresAt };
    const hashes = { tokenHash: keys.hashOfToken(made.token), codeHash: keys.hashOfCode(made.code) };
    if (await store.add({ ...row, ...hashes })) return made;
  }
  throw new Error('no free code was found for a link');
}

const issued = (keys: LinkKeys, id: string): Issued => ({ id, token: keys.tokenOf(id), code: keys.codeOf(id) });

async function refreshed(store: LinkStore, keys: LinkKeys, { id, expiresAt }: LinkRow, until: Date): Promise<Issued> {
  if (until.getTime() - expiresAt.getTime() >= DAY) await store.extend(id, until);
  return issued(keys, id);
}
