import type { ApiDeps } from '../deps.ts';

interface Asking {
  readonly email: string;
  readonly browser: string;
  readonly goesTo: string;
}

/**
 * Sends a link to the account of an address, when there is one that is open. Whoever asks is not told, and must not wait for it: how
 * long this takes would tell.
 */
export async function sendLink(deps: ApiDeps, { email, browser, goesTo }: Asking): Promise<void> {
  const { accounts, clock, log, publicUrl, sendSignInLetter } = deps;
  const now = new Date(clock());
  const account = await accounts.byEmail(email);
  if (account === undefined || account.email === null || account.closedAt !== null) return;
  const code = await accounts.createAskedLink(account.id, { browser, goesTo, now });
  if (code === undefined) return log.warn({ account: account.id }, 'too many sign-in letters were asked for');
  const to = { name: account.name, email: account.email };
  const refused = await sendSignInLetter({ to, link: `${publicUrl}/sign-in/${code}`, now: now.getTime() });
  if (refused !== undefined)
    log.warn({ account: account.id, response: withoutAddresses(refused) }, 'a sign-in letter was not taken');
}

/** A mail server repeats the address that it refuses; the log names nobody. */
const withoutAddresses = (response: string): string => response.replace(/[^\s<>]+@[^\s<>]+/g, '…');
