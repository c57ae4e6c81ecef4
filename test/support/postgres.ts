import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { freePort } from '../../src/embedded/ports.ts';
import { startPostgres } from '../../src/embedded/postgres.ts';
import type { TestProject } from 'vitest/node';
import type { Database } from '../../src/db/database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

const MIGRATED = 'migrated';

/** vitest's global set-up: one PostgreSQL for the whole run, migrated once. Name this file in `globalSetup`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  await run(server.url, `create database ${MIGRATED}`);
  await migrate(databaseOf(server.url, MIGRATED));
  project.provide('postgresUrl', server.url);
  return server.stop;
}

export interface TestDatabase {
  /** Its address; read it inside a test or a hook, not while the file loads. */
  readonly url: string;
  readonly db: Database;
}

/** Gives a test file a migrated database of its own; it goes with its server. */
export function useDatabase({ migrated = true }: { migrated?: boolean } = {}): TestDatabase {
  let url: string | undefined;
  let db: Database | undefined;

  beforeAll(async () => {
    const name = `test_${randomBytes(6).toString('hex')}`;
    const server = inject('postgresUrl');
    await run(server, `create database ${name} ${migrated ? `template ${MIGRATED}` : ''}`);
    url = databaseOf(server, name);
    db = openDatabase(url);
  }, 60_000);

  afterAll(() => db?.destroy());

  const ready = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the test database is there only inside tests and hooks');
    return value;
  };
  return {
    get url() {
      return ready(url);
    },
    get db() {
      return ready(db);
    },
  };
}

const databaseOf = (url: string, name: string): string => url.replace(/\/[^/]*$/, `/${name}`);

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'peermatch-postgres-'));
  // The server runs as the user postgres when we are root.
  await chmod(dataDir, 0o755);
  const server = await startPostgres({ dataDir, port: await freePort() });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
