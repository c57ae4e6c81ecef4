import type { Role } from '../contracts/names.ts';
import type { Database } from './database.ts';
import { passkeys } from './passkeys.ts';
import { makeId } from './secrets.ts';
import { sessions } from './sessions.ts';
import type { Account } from './sessions.ts';
import { signInLinks } from './sign-in-links.ts';
import { tokens } from './tokens.ts';

export interface ListedAccount extends Account {
  /** Nobody signs in by it since then. */
  readonly closedAt: Date | null;
}
export interface AccountChange {
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
}
export type Accounts = ReturnType<typeof makeAccounts>;

const ACCOUNT = ['id', 'name', 'email', 'roles'] as const;
const LISTED = [...ACCOUNT, 'closed_at as closedAt'] as const;

/** Accounts of staff, and what opens them: links, passkeys, sessions, tokens (design.md 8). Secrets are kept as SHA-256 only. */
export function makeAccounts(db: Database) {
  return { ...accountRows(db), ...tokens(db), ...signInLinks(db), ...sessions(db), ...passkeys(db) };
}

function accountRows(db: Database) {
  return {
    /** @param account its `id`, when the same press of a button may come twice: it counts once */
    async create(account: {
      id?: string;
      name: string;
      email?: string | null | undefined;
      roles?: readonly Role[];
    }): Promise<Account> {
      const { id = makeId(), name, email = null, roles = [] } = account;
      const row = { id, name, email, roles: [...roles] };
      await db
        .insertInto('accounts')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      return row;
    },

    async byId(id: string): Promise<ListedAccount | undefined> {
      return db.selectFrom('accounts').select(LISTED).where('id', '=', id).executeTakeFirst();
    },

    async byEmail(email: string): Promise<ListedAccount | undefined> {
      return db
        .selectFrom('accounts')
        .select(LISTED)
        .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', email.toLowerCase()))
        .executeTakeFirst();
    },

    /** All of them: those that are open first, each by name. */
    async list(): Promise<ListedAccount[]> {
      return db
        .selectFrom('accounts')
        .select(LISTED)
        .orderBy((eb) => eb('closed_at', 'is not', null))
        .orderBy('name')
        .orderBy('id')
        .execute();
    },

    /** Its tokens go on speaking for the same person: an address that was the account's becomes the new one. */
    async change(id: string, { name, email, roles }: AccountChange): Promise<void> {
      await db.transaction().execute(async (tx) => {
        const before = await tx
          .selectFrom('accounts')
          .select('email')
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst();
        await tx
          .updateTable('accounts')
          .set({ name, email, roles: [...roles] })
          .where('id', '=', id)
          .execute();
        if (before === undefined || before.email === null || before.email === email) return;
        await tx
          .updateTable('tokens')
          .set({ email })
          .where('account', '=', id)
          .where('email', '=', before.email)
          .execute();
      });
    },

    /** Ends everything that it was used by: sessions, links, passkeys, tokens. Opening it again brings none of them back. */
    async close(id: string, now: Date): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await tx.updateTable('accounts').set({ closed_at: now }).where('id', '=', id).execute();
        for (const table of ['sessions', 'sign_in_links', 'passkeys'] as const)
          await tx.deleteFrom(table).where('account', '=', id).execute();
        await tx
          .updateTable('tokens')
          .set({ revoked_at: now })
          .where('account', '=', id)
          .where('revoked_at', 'is', null)
          .execute();
      });
    },

    async reopen(id: string): Promise<void> {
      await db.updateTable('accounts').set({ closed_at: null }).where('id', '=', id).execute();
    },
  };
}
