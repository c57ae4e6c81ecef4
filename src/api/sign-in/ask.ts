import type { DueLetter } from '../../db/sign-in-links.ts';
import type { ApiDeps } from '../deps.ts';

interface Asking {
  readonly email: string;
  readonly browser: string;
  readonly goesTo: string;
}

const SECOND = 1000;
/**
 * So long after the asking a letter that was put off is brought again. A mail server mostly takes it some minutes later; the last try
 * leaves its reader two of the ten minutes for which the link opens.
 */
const TRIES = [30 * SECOND, 90 * SECOND, 210 * SECOND, 450 * SECOND];

/**
 * Sends a link to the account of an address, when there is one that is open. Whoever asks is not told, and must not wait for it: how
 * long this takes would tell.
 */
export async function sendLink(deps: ApiDeps, { email, browser, goesTo }: Asking): Promise<void> {
  const { accounts, clock, log } = deps;
  const askedAt = new Date(clock());
  const account = await accounts.byEmail(email);
  if (account === undefined || account.email === null || account.closedAt !== null) return;
  const code = await accounts.createAskedLink(account.id, { browser, goesTo, now: askedAt });
  if (code === undefined) return log.warn({ account: account.id }, 'too many sign-in letters were asked for');
  await bring(deps, { account: account.id, to: { name: account.name, email: account.email }, code, askedAt });
}

/**
 * Brings the letters again that mail servers put off, while their links open, whichever process was asked for them (decision 0030).
 *
 * @returns how many were brought
 */
export async function bringAgain(deps: ApiDeps): Promise<number> {
  if (!deps.canSendMail) return 0;
  const due = await deps.accounts.takeDueLetters(new Date(deps.clock()));
  for (const letter of due) await bring(deps, letter);
  return due.length;
}

async function bring(
  { accounts, clock, log, publicUrl, sendSignInLetter }: ApiDeps,
  { account, to, code, askedAt }: DueLetter,
): Promise<void> {
  const { state, response } = await sendSignInLetter({ to, link: `${publicUrl}/sign-in/${code}`, now: clock() });
  const next = TRIES.map((wait) => askedAt.getTime() + wait).find((at) => at > clock());
  const again = state === 'deferred' && next !== undefined;
  await accounts.letterAgain(code, again ? new Date(next) : null);
  if (state === 'sent') return;
  log.warn({ account, state, again, response: withoutAddresses(response) }, 'a sign-in letter was not taken');
}

/** A mail server repeats the address that it refuses; the log names nobody. */
const withoutAddresses = (response: string): string => response.replace(/[^\s<>]+@[^\s<>]+/g, '…');
