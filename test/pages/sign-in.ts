import type { Role } from '../../src/contracts/names.ts';
import type { House } from '../api/house.ts';

/** Signs somebody in by a link, and gives the session's cookie. */
export async function signIn(
  house: House,
  account: { name: string; email?: string; roles?: readonly Role[] },
): Promise<string> {
  const made = await house.accounts.create(account);
  const { code } = await house.accounts.createSignInLink(made.id, new Date());
  const answer = await house.app.inject({ method: 'POST', url: `/sign-in/${code}` });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}
