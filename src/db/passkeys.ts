import type { Database } from './database.ts';

/** Time to find the phone, the finger or the stick. */
const CHALLENGE_LIFE = 5 * 60_000;

/** A key that somebody's device keeps, as far as a server knows it. */
export interface Passkey {
  /** The credential's id, base64url. */
  readonly id: string;
  readonly account: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** How often it was used, as the device counts; 0 where it does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
}
export interface ListedPasskey {
  readonly id: string;
  readonly name: string;
  readonly transports: readonly string[];
  readonly madeAt: Date;
  readonly lastUsedAt: Date | null;
}

/** Passkeys, and what their owners' browsers were asked to sign. */
export function passkeys(db: Database) {
  return {
    /** False when there is one with that id. */
    async addPasskey({ publicKey, transports, ...passkey }: Passkey & { name: string }, now: Date): Promise<boolean> {
      const row = { ...passkey, public_key: Buffer.from(publicKey), transports: [...transports], made_at: now };
      const { numInsertedOrUpdatedRows: added } = await db
        .insertInto('passkeys')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirstOrThrow();
      return added === 1n;
    },

    /** Of an account that is open. */
    async passkey(id: string): Promise<Passkey | undefined> {
      const row = await db
        .selectFrom('passkeys')
        .innerJoin('accounts', 'accounts.id', 'passkeys.account')
        .select(['passkeys.id', 'account', 'public_key', 'counter', 'transports'])
        .where('passkeys.id', '=', id)
        .where('closed_at', 'is', null)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { public_key: publicKey, ...rest } = row;
      return { ...rest, publicKey: new Uint8Array(publicKey) };
    },

    async passkeyUsed(id: string, counter: number, now: Date): Promise<void> {
      await db.updateTable('passkeys').set({ counter, last_used_at: now }).where('id', '=', id).execute();
    },

    async passkeysOf(account: string): Promise<ListedPasskey[]> {
      return db
        .selectFrom('passkeys')
        .select(['id', 'name', 'transports', 'made_at as madeAt', 'last_used_at as lastUsedAt'])
        .where('account', '=', account)
        .orderBy('made_at')
        .execute();
    },

    async removePasskey(account: string, id: string): Promise<void> {
      await db.deleteFrom('passkeys').where('account', '=', account).where('id', '=', id).execute();
    },

    /** @param asked the browser or the account that was asked */
    async keepChallenge(challenge: string, asked: string, now: Date): Promise<void> {
      const expiresAt = new Date(now.getTime() + CHALLENGE_LIFE);
      await db.insertInto('passkey_challenges').values({ challenge, asked, expires_at: expiresAt }).execute();
    },

    /** Whether that was asked there, and not answered yet; it is answered now. */
    async takeChallenge(challenge: string, asked: string, now: Date): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('passkey_challenges')
        .where('challenge', '=', challenge)
        .where('asked', '=', asked)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
