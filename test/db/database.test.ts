import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { useDatabase } from '../support/postgres.ts';

const database = useDatabase({ migrated: false });

describe('the pool', () => {
  test('a connection that breaks while it is in use is told, and replaced by itself', async () => {
    const broken: Error[] = [];
    const db = openDatabase(database.url, { connections: 1, onError: (error) => broken.push(error) });
    const inUse = db.connection().execute(async (held) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(held);
      await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(database.db);
      // Nothing is asked of it when it breaks, so that no query takes the error.
      await expect.poll(() => broken.length, { timeout: 5_000 }).toBeGreaterThan(0);
      await sql`select 1`.execute(held);
    });

    await expect(inUse).rejects.toThrow();
    await expect(sql<{ one: number }>`select 1 as one`.execute(db)).resolves.toMatchObject({ rows: [{ one: 1 }] });
    await db.destroy();
  });
});
