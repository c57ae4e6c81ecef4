import type { Role } from '../contracts/names.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { makeId, makeSecret, sha256 } from './secrets.ts';

const HOUR = 3_600_000;
/** A session ends when it was not used for so long: somebody else may sit there the next morning. */
const IDLE_END = 12 * HOUR;
/** And then in any case. */
const LIFE = 30 * 24 * HOUR;
/** That something was used is written down so often at most, ms. */
export const NOTED_EVERY = 5 * 60_000;

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
}
export interface OpenedSession {
  readonly account: string;
  /** What the browser keeps. */
  readonly session: string;
  readonly expiresAt: Date;
}
export interface ListedSession {
  readonly id: string;
  readonly device: string;
  readonly madeAt: Date;
  readonly lastUsedAt: Date;
}

/** Who is signed in, and where. */
export function sessions(db: Database) {
  const live = (now: Date) =>
    db
      .selectFrom('sessions')
      .where('expires_at', '>', now)
      .where('last_used_at', '>', new Date(now.getTime() - IDLE_END));

  return {
    async openSession(account: string, device: string, now: Date): Promise<OpenedSession> {
      return insertSession(db, account, device, now);
    },

    /** Who is signed in by a session; using it keeps it open. `id` names the session to its owner. */
    async sessionOf(session: string, now: Date): Promise<(Account & { readonly session: string }) | undefined> {
      const hash = sha256(session);
      const found = await live(now)
        .innerJoin('accounts', 'accounts.id', 'sessions.account')
        .select(['accounts.id', 'accounts.name', 'accounts.email', 'accounts.roles'])
        .select(['sessions.id as session', 'last_used_at'])
        .where('hash', '=', hash)
        .where('closed_at', 'is', null)
        .executeTakeFirst();
      if (found === undefined) return undefined;
      const { last_used_at: lastUsed, ...account } = found;
      if (now.getTime() - lastUsed.getTime() > NOTED_EVERY)
        await db.updateTable('sessions').set({ last_used_at: now }).where('hash', '=', hash).execute();
      return account;
    },

    /** Whether somebody is still signed in by a session; asking is no use of it. */
    async isSignedIn(session: string, now: Date): Promise<boolean> {
      const found = await live(now).select('id').where('hash', '=', sha256(session)).executeTakeFirst();
      return found !== undefined;
    },

    /** Where an account is signed in, the last used first. */
    async sessionsOf(account: string, now: Date): Promise<ListedSession[]> {
      return live(now)
        .select(['id', 'device', 'made_at as madeAt', 'last_used_at as lastUsedAt'])
        .where('account', '=', account)
        .orderBy('last_used_at', 'desc')
        .execute();
    },

    async signOut(session: string): Promise<void> {
      await db.deleteFrom('sessions').where('hash', '=', sha256(session)).execute();
    },

    /** Ends one of an account's sessions, by its id; without one, all. */
    async endSessions(account: string, id?: string): Promise<void> {
      const its = db.deleteFrom('sessions').where('account', '=', account);
      await (id === undefined ? its : its.where('id', '=', id)).execute();
    },

    /** Throws away what can no longer be used. A link is known for a day longer, so that who opens it is told why. */
    async forgetExpired(now: Date): Promise<void> {
      const yesterday = new Date(now.getTime() - 24 * HOUR);
      await db.deleteFrom('sign_in_links').where('expires_at', '<', yesterday).execute();
      await db.deleteFrom('passkey_challenges').where('expires_at', '<', now).execute();
      await db
        .deleteFrom('sessions')
        .where((eb) => eb.or([eb('expires_at', '<', now), eb('last_used_at', '<', new Date(now.getTime() - IDLE_END))]))
        .execute();
    },
  };
}

export async function insertSession(
  db: Database | DatabaseTransaction,
  account: string,
  device: string,
  now: Date,
): Promise<OpenedSession> {
  const session = makeSecret();
  const expiresAt = new Date(now.getTime() + LIFE);
  await db
    .insertInto('sessions')
    .values({
      hash: sha256(session),
      id: makeId(),
      account,
      device,
      expires_at: expiresAt,
      made_at: now,
      last_used_at: now,
    })
    .execute();
  return { account, session, expiresAt };
}
