import type { Role, TokenRole } from '../contracts/names.ts';
import type { Database } from './database.ts';
import { makeId, makeSecret, sha256 } from './secrets.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
}
/** Who a token speaks for. */
export interface TokenBearer {
  readonly token: string;
  readonly account: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly TokenRole[];
}
export interface NewToken {
  readonly name: string;
  readonly roles: readonly TokenRole[];
  readonly email?: string | undefined;
  /** The account it belongs to; without one, the account of that e-mail, or a new one. */
  readonly account?: string | undefined;
}
export type Accounts = ReturnType<typeof makeAccounts>;

const LINK_LIFE = 24 * 3_600_000;
const SESSION_LIFE = 30 * 24 * 3_600_000;

/** Accounts of staff, tokens of callers, sign-in links and sessions (design.md 8). Secrets are kept as SHA-256 only. */
export function makeAccounts(db: Database) {
  return {
    async create(account: { name: string; email?: string | undefined; roles?: readonly Role[] }): Promise<Account> {
      const id = makeId();
      const roles = [...(account.roles ?? [])];
      await db
        .insertInto('accounts')
        .values({ id, name: account.name, email: account.email ?? null, roles })
        .execute();
      return { id, name: account.name, email: account.email ?? null, roles };
    },

    async byId(id: string): Promise<Account | undefined> {
      return db.selectFrom('accounts').select(['id', 'name', 'email', 'roles']).where('id', '=', id).executeTakeFirst();
    },

    async byEmail(email: string): Promise<Account | undefined> {
      return db
        .selectFrom('accounts')
        .select(['id', 'name', 'email', 'roles'])
        .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', email.toLowerCase()))
        .executeTakeFirst();
    },

    /** Makes a token. Its secret is in the answer and nowhere else. */
    async createToken(token: NewToken): Promise<{ id: string; secret: string; account: string }> {
      const secret = makeSecret();
      const id = makeId();
      const owner = token.account ?? (token.email === undefined ? undefined : (await this.byEmail(token.email))?.id);
      const account = owner ?? (await this.create({ name: token.name, email: token.email })).id;
      await db
        .insertInto('tokens')
        .values({
          id,
          hash: sha256(secret),
          account,
          roles: [...token.roles],
          name: token.name,
          email: token.email ?? null,
          revoked_at: null,
        })
        .execute();
      return { id, secret, account };
    },

    async bearerOf(secret: string): Promise<TokenBearer | undefined> {
      return db
        .selectFrom('tokens')
        .select(['id as token', 'account', 'name', 'email', 'roles'])
        .where('hash', '=', sha256(secret))
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
    },

    async revokeToken(id: string, at: Date): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('tokens')
        .set({ revoked_at: at })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** A code that signs in once, within 24 hours. */
    async createSignInLink(account: string, now: Date): Promise<{ code: string; expiresAt: Date }> {
      const code = makeSecret();
      const expiresAt = new Date(now.getTime() + LINK_LIFE);
      await db
        .insertInto('sign_in_links')
        .values({ hash: sha256(code), account, expires_at: expiresAt, used_at: null })
        .execute();
      return { code, expiresAt };
    },

    /** The account that a code would sign in; looking does not use it up (mail scanners look, too). */
    async peekSignInLink(code: string, now: Date): Promise<Account | undefined> {
      return db
        .selectFrom('sign_in_links')
        .innerJoin('accounts', 'accounts.id', 'sign_in_links.account')
        .select(['accounts.id', 'accounts.name', 'accounts.email', 'accounts.roles'])
        .where('hash', '=', sha256(code))
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
    },

    /** Uses a code up and opens a session; undefined when the code is unknown, used or too old. */
    async signIn(code: string, now: Date): Promise<{ account: string; session: string; expiresAt: Date } | undefined> {
      const used = await db
        .updateTable('sign_in_links')
        .set({ used_at: now })
        .where('hash', '=', sha256(code))
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('account')
        .executeTakeFirst();
      if (used === undefined) return undefined;
      const session = makeSecret();
      const expiresAt = new Date(now.getTime() + SESSION_LIFE);
      await db
        .insertInto('sessions')
        .values({ hash: sha256(session), account: used.account, expires_at: expiresAt })
        .execute();
      return { account: used.account, session, expiresAt };
    },

    async sessionOf(session: string, now: Date): Promise<Account | undefined> {
      return db
        .selectFrom('sessions')
        .innerJoin('accounts', 'accounts.id', 'sessions.account')
        .select(['accounts.id', 'accounts.name', 'accounts.email', 'accounts.roles'])
        .where('hash', '=', sha256(session))
        .where('expires_at', '>', now)
        .executeTakeFirst();
    },

    async signOut(session: string): Promise<void> {
      await db.deleteFrom('sessions').where('hash', '=', sha256(session)).execute();
    },

    /** Throws away links and sessions that can no longer be used. */
    async forgetExpired(now: Date): Promise<void> {
      await db.deleteFrom('sign_in_links').where('expires_at', '<', now).execute();
      await db.deleteFrom('sessions').where('expires_at', '<', now).execute();
    },
  };
}
