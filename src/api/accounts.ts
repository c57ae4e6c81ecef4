import { z } from 'zod';
import { newTokenSchema } from '../contracts/api.ts';
import type { Role } from '../contracts/names.ts';
import type { AccountChange, ListedAccount } from '../db/accounts.ts';
import { sha256 } from '../db/secrets.ts';
import type { Caller } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { conflict, invalid, notFound } from './errors.ts';

/** What an account is given: whoever facilitates or assists a match is that by the e-mail address, not by the account. */
export const GIVEN_ROLES = ['programManager', 'administrator'] as const satisfies readonly Role[];
/** What a token may be given. */
export const TOKENS_FOR = ['administrator', 'programManager', 'facilitator', 'assistant', 'postmaster'] as const;

export const accountSchema = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.email().max(254).nullable(),
  roles: z.array(z.enum(GIVEN_ROLES)),
});
export type AccountInput = z.infer<typeof accountSchema>;
export const tokenSchema = newTokenSchema.pick({ name: true }).extend({ roles: z.array(z.enum(TOKENS_FOR)).min(1) });

/** Whom the start prints a link for: the way back in when nobody else can. */
const PRINTED = 'administrator';
const idOf = ({ account }: Caller, key: string): string => sha256(`${account}\n${key}`).slice(0, 24);

/** An account that there is. */
export async function accountOf({ accounts }: ApiDeps, id: string): Promise<ListedAccount> {
  const account = await accounts.byId(id);
  if (account === undefined) throw notFound('there is no such account');
  return account;
}

/** Adds an account; the same press twice adds one. Throws 422 for an address that another one has. */
export async function addAccount(deps: ApiDeps, caller: Caller, input: AccountInput, key: string): Promise<string> {
  const id = idOf(caller, key);
  await unique(() => deps.accounts.create({ id, ...input }));
  deps.log.info({ by: caller.account, account: id, roles: input.roles }, 'an account was added');
  return id;
}

/** Changes name, address and roles; other roles than those that can be given stay. */
export async function changeAccount(deps: ApiDeps, caller: Caller, id: string, input: AccountInput): Promise<void> {
  const { roles: before } = await accountOf(deps, id);
  if ((id === caller.account || id === PRINTED) && !input.roles.includes('administrator'))
    throw invalid('roles', 'this account stays an administrator, so that somebody always is one');
  const kept = before.filter((role) => !(GIVEN_ROLES as readonly Role[]).includes(role));
  const change: AccountChange = { ...input, roles: [...input.roles, ...kept] };
  await unique(() => deps.accounts.change(id, change));
  deps.log.info({ by: caller.account, account: id, roles: change.roles }, 'an account was changed');
}

/** Closes an account: nobody is signed in by it, and its tokens speak for nobody, from now on. */
export async function closeAccount(deps: ApiDeps, caller: Caller, id: string): Promise<void> {
  mustBeClosable(caller, id);
  const { closedAt } = await accountOf(deps, id);
  // Pressed twice, or by two: it was closed when it was closed first.
  if (closedAt !== null) return;
  await deps.accounts.close(id, new Date(deps.clock()));
  deps.log.info({ by: caller.account, account: id }, 'an account was closed');
}

/** Throws 409 for the accounts that keep a way in: the caller's own, and the one that the start signs in. */
export function mustBeClosable(caller: Caller, id: string): void {
  if (id === caller.account) throw conflict('you cannot close your own account; another administrator can');
  if (id === PRINTED) throw conflict('this account stays open: the link that is printed at the start signs it in');
}

export async function reopenAccount(deps: ApiDeps, caller: Caller, id: string): Promise<void> {
  await accountOf(deps, id);
  await deps.accounts.reopen(id);
  deps.log.info({ by: caller.account, account: id }, 'an account was opened again');
}

/** Makes a token that speaks for the account; undefined when this press of the button has made it already. */
export async function makeToken(
  deps: ApiDeps,
  caller: Caller,
  account: ListedAccount,
  { name, roles }: z.infer<typeof tokenSchema>,
  key: string,
): Promise<string | undefined> {
  mustBeOpen(account);
  const id = idOf(caller, key);
  const email = account.email ?? undefined;
  const token = { name, roles, email, account: account.id };
  const secret = await deps.accounts.createTokenOnce(id, token, new Date(deps.clock()));
  deps.log.info({ by: caller.account, account: account.id, token: id, roles }, 'a token was made');
  return secret;
}

export async function revokeToken(deps: ApiDeps, caller: Caller, account: string, id: string): Promise<void> {
  const its = await deps.accounts.tokensOf(account);
  if (!its.some((token) => token.id === id)) throw notFound('this account has no such token');
  await deps.accounts.revokeToken(id, new Date(deps.clock()));
  deps.log.info({ by: caller.account, account, token: id }, 'a token was revoked');
}

/** A link to hand over, where no mail server is set. Where there is one, whoever wants in asks for a letter. */
export async function linkToHandOver(deps: ApiDeps, caller: Caller, account: ListedAccount): Promise<string> {
  mustBeOpen(account);
  if (deps.canSendMail) throw conflict('a mail server is set: whoever wants in asks for a letter');
  const { code } = await deps.accounts.createSignInLink(account.id, new Date(deps.clock()));
  deps.log.info({ by: caller.account, account: account.id }, 'a sign-in link was made to be handed over');
  return `${deps.publicUrl}/sign-in/${code}`;
}

/** Throws 409 for a closed account: nothing speaks for it. */
export function mustBeOpen({ closedAt }: ListedAccount): void {
  if (closedAt !== null) throw conflict('the account is closed');
}

const UNIQUE_VIOLATION = '23505';
async function unique(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
    throw invalid('email', 'another account has this address');
  }
}
