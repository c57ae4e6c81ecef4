import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../src/embedded/ports.ts';
import { startPostgres } from '../../src/embedded/postgres.ts';

/** A real server: what was committed outlives kill -9, and whoever starts next does not care how the last one ended. */
describe('the PostgreSQL we start', { timeout: 30_000 }, () => {
  let root: string;
  beforeAll(async () => {
    // mkdtemp makes a folder of mode 0700: as root, the account postgres may not enter it, which is one of the cases to be met.
    root = await mkdtemp(join(tmpdir(), 'peermatch-postgres-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test('keeps committed rows through kill -9, with safe settings, on loopback only', async () => {
    const options = { dataDir: join(root, 'killed'), port: await freePort() };
    const first = await startPostgres(options);
    await query(first.url, 'create table kept (day date); insert into kept values (current_date)');
    await first.kill();

    const second = await startPostgres(options);

    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select day from kept')).toHaveLength(1);
    for (const [name, value] of Object.entries({
      fsync: 'on',
      synchronous_commit: 'on',
      listen_addresses: '127.0.0.1',
    })) {
      expect(await query(second.url, `show ${name}`)).toEqual([{ [name]: value }]);
    }
    await second.stop();
  });

  test('ends a server that a killed start left behind and goes on with its data', async () => {
    const options = { dataDir: join(root, 'left'), port: await freePort() };
    const left = await startPostgres(options);
    await query(left.url, 'create table kept (day date)');

    const next = await startPostgres(options);

    expect(await left.exited).not.toBe('');
    expect(await query(next.url, 'select * from kept')).toEqual([]);
    await next.stop();
  });

  test('makes its cluster anew when the first start was killed half-way', async () => {
    const dataDir = join(root, 'half');
    await mkdir(join(dataDir, 'postgres.new', 'base'), { recursive: true });

    const server = await startPostgres({ dataDir, port: await freePort() });

    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
