import { makeAccounts } from './accounts.ts';
import { openDatabase } from './database.ts';

const ADMINISTRATOR = 'administrator';

/**
 * Makes the administrator's account and token, once, and a fresh sign-in link that works once within 24 hours (design.md 10).
 * The caller keeps the token: it is null on every later call.
 */
export async function ensureAdmin(
  databaseUrl: string,
  options: { publicUrl: string },
): Promise<{ token: string | null; signInUrl: string }> {
  const db = openDatabase(databaseUrl, { connections: 1 });
  try {
    const accounts = makeAccounts(db);
    const made = await db
      .insertInto('accounts')
      .values({ id: ADMINISTRATOR, name: 'Administrator', email: null, roles: ['administrator'] })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    const token =
      made && (await accounts.createToken({ name: 'Administrator', roles: ['administrator'], account: ADMINISTRATOR }));
    const link = await accounts.createSignInLink(ADMINISTRATOR, new Date());
    return { token: token?.secret ?? null, signInUrl: `${options.publicUrl.replace(/\/+$/, '')}/sign-in/${link.code}` };
  } finally {
    await db.destroy();
  }
}
