import type { Role, TokenRole } from '../../../contracts/names.ts';
import { listWords, roleWords } from '../words.ts';

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const ago = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' });

/** "5 hours ago": where its reader's clock is, a page does not know. */
export function agoWords(at: Date, now: number): string {
  const passed = now - at.getTime();
  const step = STEPS.find(([, length]) => passed >= length);
  return step === undefined ? 'just now' : ago.format(-Math.floor(passed / step[1]), step[0]);
}

/** What somebody may do here, in a sentence. */
export function mayWords(roles: readonly Role[]): string {
  const all = roles.filter((role) => role === 'administrator' || role === 'programManager').map(roleWords);
  return all.length === 0 ? 'the matches of this e-mail address' : `all matches, as ${listWords(all)}`;
}

export const tokenRoleWords = (role: TokenRole): string =>
  role === 'postmaster' ? 'mail server that reports what came back' : roleWords(role);
