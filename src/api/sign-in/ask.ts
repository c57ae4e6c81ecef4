import { setTimeout as timer } from 'node:timers/promises';
import type { ApiDeps } from '../deps.ts';

interface Asking {
  readonly email: string;
  readonly browser: string;
  readonly goesTo: string;
}

const SECOND = 1000;
/**
 * A mail server that puts a letter off mostly takes it some minutes later. The last try leaves its reader two of the ten minutes for
 * which the link opens.
 */
const WAITS = [30 * SECOND, 60 * SECOND, 120 * SECOND, 240 * SECOND];

/**
 * Sends a link to the account of an address, when there is one that is open. Whoever asks is not told, and must not wait for it: how
 * long this takes would tell. A letter that the mail server puts off is handed over again while its link opens, and kept in the memory
 * of this process only: who could read it could sign in.
 *
 * @param closing no try is waited for any more
 */
export async function sendLink(deps: ApiDeps, { email, browser, goesTo }: Asking, closing: AbortSignal): Promise<void> {
  const { accounts, clock, log, publicUrl, sendSignInLetter, wait = pause } = deps;
  const now = new Date(clock());
  const account = await accounts.byEmail(email);
  if (account === undefined || account.email === null || account.closedAt !== null) return;
  const code = await accounts.createAskedLink(account.id, { browser, goesTo, now });
  if (code === undefined) return log.warn({ account: account.id }, 'too many sign-in letters were asked for');
  const to = { name: account.name, email: account.email };
  const letter = { to, link: `${publicUrl}/sign-in/${code}`, now: now.getTime() };
  const opens = async () => (await accounts.signInLink(code, new Date(clock()), { browser }))?.state === 'live';
  for (const next of [...WAITS, undefined]) {
    const { state, response } = await sendSignInLetter(letter);
    if (state === 'sent') return;
    const again = state === 'deferred' && next !== undefined;
    log.warn(
      { account: account.id, state, again, response: withoutAddresses(response) },
      'a sign-in letter was not taken',
    );
    if (!again) return;
    await wait(next, closing);
    if (closing.aborted || !(await opens())) return;
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  timer(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);

/** A mail server repeats the address that it refuses; the log names nobody. */
const withoutAddresses = (response: string): string => response.replace(/[^\s<>]+@[^\s<>]+/g, '…');
