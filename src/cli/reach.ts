import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { openDatabase } from '../db/database.ts';
import { readPorts } from '../embedded/ports.ts';
import { givenTemporal } from './servers.ts';
import type { Database } from '../db/database.ts';
import type { Settings } from '../settings.ts';

const FIRST = 'start Peermatch first (npm start)';

/** The database of the settings, or the one that a running start of this DATA_DIR brought along. */
export async function reachDatabase(settings: Settings): Promise<Database> {
  return openDatabase(settings.databaseUrl ?? (await ownDatabase(settings)), { connections: 2 });
}

async function ownDatabase({ dataDir }: Settings): Promise<string> {
  const { postgres } = await readPorts(join(dataDir, 'ports.json'));
  const password = await readFile(join(dataDir, 'postgres-password'), 'utf8').catch(() => undefined);
  if (postgres === undefined || password === undefined)
    throw new Error(`There is no database in ${dataDir}: ${FIRST}, or set DATABASE_URL or DATA_DIR`);
  return `postgres://postgres:${password.trim()}@127.0.0.1:${postgres}/peermatch`;
}

/** The Temporal server of the settings, or the one that a running start of this DATA_DIR brought along. */
export async function reachTemporal(settings: Settings): Promise<Client> {
  const given = givenTemporal(settings, process.env);
  const { connectionOptions, namespace } = given === undefined ? { connectionOptions: {} } : loadClientConnectConfig();
  const address = given ?? (await ownTemporal(settings));
  const connection = await Connection.connect({ ...connectionOptions, address }).catch((cause: unknown) => {
    throw new Error(`No Temporal server answers at ${address}: ${FIRST}, or set TEMPORAL_ADDRESS`, { cause });
  });
  return new Client({ connection, namespace: namespace ?? settings.temporalNamespace });
}

async function ownTemporal({ dataDir }: Settings): Promise<string> {
  const { temporal } = await readPorts(join(dataDir, 'ports.json'));
  if (temporal === undefined)
    throw new Error(`There is no Temporal server in ${dataDir}: ${FIRST}, or set TEMPORAL_ADDRESS or DATA_DIR`);
  return `127.0.0.1:${temporal}`;
}
