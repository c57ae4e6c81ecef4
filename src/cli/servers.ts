import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { startPostgres } from '../embedded/postgres.ts';
import { findTemporal, prepareNamespace, registerSearchAttributes, startTemporal } from '../embedded/temporal.ts';
import { supervise } from './supervise.ts';
import type { Ports } from '../embedded/ports.ts';
import type { Settings } from '../settings.ts';
import type { Print, Supervised } from './supervise.ts';

export interface Database {
  readonly url: string;
  readonly server?: Supervised;
}

export interface Temporal {
  readonly address: string;
  readonly uiAddress?: string | undefined;
  readonly server?: Supervised;
}

/** The database that DATABASE_URL names, or our own. */
export async function openDatabase(settings: Settings, ports: Ports, print: Print): Promise<Database> {
  if (settings.databaseUrl !== undefined) return { url: settings.databaseUrl };
  const start = () => startPostgres({ dataDir: settings.dataDir, port: ports.postgres });
  const server = await supervise({ name: 'postgres', start }, print);
  return { url: server.current().url, server };
}

/** The Temporal server that the environment names, or our own. */
export async function openTemporal(settings: Settings, ports: Ports, print: Print): Promise<Temporal> {
  const given = givenTemporal(settings, process.env);
  if (given !== undefined) return { address: given };
  const { dataDir, temporalNamespace: namespace } = settings;
  const binary = await findTemporal({ progress: (line) => print('temporal', line) });
  const uiPort = settings.temporalUi ? ports.temporalUi : undefined;
  const start = () => startTemporal({ binary, dataDir, port: ports.temporal, uiPort, namespace });
  const server = await supervise({ name: 'temporal', start }, print);
  const { address, uiAddress } = server.current();
  return { address, uiAddress, server };
}

/** TEMPORAL_ADDRESS, or the address of the profile that TEMPORAL_PROFILE names in Temporal's own configuration file. */
export function givenTemporal(
  settings: Settings,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (settings.temporalAddress !== undefined) return settings.temporalAddress;
  return env['TEMPORAL_PROFILE'] ? loadClientConnectConfig().connectionOptions.address : undefined;
}

/**
 * Our own namespace is made fit; on somebody else's only the search attributes are registered, and where that is not permitted
 * matches start without them (design.md 5).
 */
export async function readyNamespace(settings: Settings, temporal: Temporal, print: Print): Promise<void> {
  const own = temporal.server !== undefined;
  const { connectionOptions, namespace } = own ? { connectionOptions: {} } : loadClientConnectConfig();
  const connection = await Connection.connect({ ...connectionOptions, address: temporal.address });
  try {
    if (own) return await prepareNamespace(connection, settings.temporalNamespace);
    await registerSearchAttributes(connection, namespace ?? settings.temporalNamespace);
  } catch (error) {
    if (own) throw error;
    print('temporal', `search attributes could not be registered: ${(error as Error).message}`);
  } finally {
    await connection.close();
  }
}

/** What worker, API and demo are told beside the settings themselves. */
export function environmentOf(settings: Settings, database: Database, temporal: Temporal): NodeJS.ProcessEnv {
  return {
    ...(temporal.server === undefined ? process.env : withOwnTemporal(process.env, settings, temporal)),
    DATABASE_URL: database.url,
    PORT: String(settings.port),
    PUBLIC_URL: settings.publicUrl,
    DATA_DIR: settings.dataDir,
  };
}

/** With our own server, what a person set up for another one (profile, keys, TLS) must not get in its way. */
function withOwnTemporal(env: NodeJS.ProcessEnv, settings: Settings, temporal: Temporal): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return {
    ...Object.fromEntries(others),
    TEMPORAL_CONFIG_FILE: emptyProfile(settings),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: settings.temporalNamespace,
  };
}

/** The SDK stumbles over a file without profiles, so this one has an empty one. */
function emptyProfile({ dataDir }: Settings): string {
  const file = join(dataDir, 'temporal.toml');
  writeFileSync(file, '[profile.default]\n');
  return file;
}
