import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { ensureAdmin } from '../../src/db/admin.ts';
import { makeAccounts } from '../../src/db/accounts.ts';
import { migrate } from '../../src/db/migrate.ts';
import { useDatabase } from '../support/postgres.ts';

describe('migrations', () => {
  const database = useDatabase({ migrated: false });

  test('several processes may migrate at once, and again later', async () => {
    await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
    await migrate(database.url);

    const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public' order by 1`.execute(
      database.db,
    );
    expect(tables.rows.map((row) => row.name)).toEqual([
      'accounts',
      'commands',
      'deadlines',
      'files',
      'forms',
      'journal',
      'kysely_migration',
      'kysely_migration_lock',
      'letter_attempts',
      'letter_deeds',
      'letters',
      'links',
      'match_people',
      'match_people_changes',
      'match_results',
      'matches',
      'parts',
      'passkey_challenges',
      'passkeys',
      'people',
      'results_looked_for',
      'returned_mail',
      'sessions',
      'sign_in_links',
      'stale_results',
      'stale_standings',
      'standings',
      'tasks',
      'tokens',
      'watched',
    ]);
  });

  test('the administrator gets one token and a fresh sign-in link each time', async () => {
    const accounts = makeAccounts(database.db);
    const first = await ensureAdmin(database.url, { publicUrl: 'http://localhost:8080/' });
    const again = await ensureAdmin(database.url, { publicUrl: 'http://localhost:8080' });

    expect(again.token).toBeNull();
    expect(first.signInUrl).toMatch(/^http:\/\/localhost:8080\/sign-in\/[\w-]{32}$/);
    expect(again.signInUrl).not.toBe(first.signInUrl);
    expect(await accounts.bearerOf(first.token ?? '')).toMatchObject({
      account: 'administrator',
      roles: ['administrator'],
    });
  });

  test('a sign-in link works once, and looking at it does not use it up', async () => {
    const accounts = makeAccounts(database.db);
    const now = new Date();
    const { code } = await accounts.createSignInLink('administrator', now);

    expect(await accounts.signInLink(code, now)).toMatchObject({ state: 'live', name: 'Administrator' });
    const opened = await accounts.signIn(code, now);
    expect(await accounts.sessionOf(opened?.session ?? '', now)).toMatchObject({ id: 'administrator' });
    expect(await accounts.signIn(code, now)).toBeUndefined();
    expect(
      await accounts.signIn(
        (await accounts.createSignInLink('administrator', now)).code,
        new Date(now.getTime() + 86_400_001),
      ),
    ).toBeUndefined();
  });
});
