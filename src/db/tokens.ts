import type { TokenRole } from '../contracts/names.ts';
import type { Database } from './database.ts';
import { makeId, makeSecret, sha256 } from './secrets.ts';
import { NOTED_EVERY } from './sessions.ts';

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
export interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly TokenRole[];
  readonly madeAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Tokens of callers of the API. */
export function tokens(db: Database) {
  return {
    /** Makes a token. Its secret is in the answer and nowhere else. */
    async createToken(token: NewToken): Promise<{ id: string; secret: string; account: string }> {
      const account = token.account ?? (await accountOf(db, token));
      const id = makeId();
      const secret = await insertToken(db, id, { ...token, account });
      return { id, secret: secret ?? '', account };
    },

    /** The same for a press of a button, which counts once: undefined when its token is there already. */
    async createTokenOnce(
      id: string,
      token: NewToken & { readonly account: string },
      now: Date,
    ): Promise<string | undefined> {
      return insertToken(db, id, token, now);
    },

    async bearerOf(secret: string, now = new Date()): Promise<TokenBearer | undefined> {
      const hash = sha256(secret);
      const found = await db
        .selectFrom('tokens')
        .innerJoin('accounts', 'accounts.id', 'tokens.account')
        .select(['tokens.id as token', 'account', 'tokens.name', 'tokens.email', 'tokens.roles', 'last_used_at'])
        .where('hash', '=', hash)
        .where('revoked_at', 'is', null)
        .where('closed_at', 'is', null)
        .executeTakeFirst();
      if (found === undefined) return undefined;
      const { last_used_at: lastUsed, ...bearer } = found;
      if (lastUsed === null || now.getTime() - lastUsed.getTime() > NOTED_EVERY)
        await db.updateTable('tokens').set({ last_used_at: now }).where('hash', '=', hash).execute();
      return bearer;
    },

    /** The tokens of an account, the newest first. */
    async tokensOf(account: string): Promise<ListedToken[]> {
      return db
        .selectFrom('tokens')
        .select(['id', 'name', 'roles', 'created_at as madeAt', 'last_used_at as lastUsedAt'])
        .select('revoked_at as revokedAt')
        .where('account', '=', account)
        .orderBy('created_at', 'desc')
        .execute();
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
  };
}

/** The account of the token's e-mail, or a new one of its name. */
async function accountOf(db: Database, { name, email }: NewToken): Promise<string> {
  const known =
    email === undefined
      ? undefined
      : await db
          .selectFrom('accounts')
          .select('id')
          .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', email.toLowerCase()))
          .executeTakeFirst();
  if (known !== undefined) return known.id;
  const id = makeId();
  await db
    .insertInto('accounts')
    .values({ id, name, email: email ?? null })
    .execute();
  return id;
}

async function insertToken(db: Database, id: string, token: NewToken & { account: string }, now = new Date()) {
  const secret = makeSecret();
  const made = await db
    .insertInto('tokens')
    .values({
      id,
      hash: sha256(secret),
      account: token.account,
      roles: [...token.roles],
      name: token.name,
      email: token.email ?? null,
      created_at: now,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made && secret;
}
