import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { accountFor, findPostgres } from './postgres-binaries.ts';
import { endLeftover, spawnServer } from './server-process.ts';
import type { Account, PostgresBinaries } from './postgres-binaries.ts';
import type { Running } from './server-process.ts';

const DATABASE = 'peermatch';
const USER = 'postgres';
const START_LIMIT_MS = 60_000;

export interface PostgresOptions {
  /** Made when missing. The cluster lies in its folder `postgres`, the password beside it. */
  readonly dataDir: string;
  readonly port: number;
}

export interface PostgresServer extends Running {
  readonly url: string;
}

interface Cluster {
  readonly folder: string;
  readonly password: string;
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
}

/**
 * Starts PostgreSQL on loopback and waits until it answers; the first time it makes the cluster and the database `peermatch`.
 * A server that an earlier, killed start left on the same folder is ended first; crash recovery does the rest.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const cluster = await openCluster(options.dataDir);
  // The first line of PostgreSQL's own lock file is the server's id. When that id is another program's by now, the file is stale.
  await endLeftover(join(cluster.folder, 'postmaster.pid'), cluster.folder, 'SIGINT');
  const url = `postgres://${USER}:${cluster.password}@127.0.0.1:${options.port}/`;
  const logFile = join(options.dataDir, 'postgres.log');
  const server = await untilItAnswers(cluster, options.port, url, logFile);
  await createDatabase(url);
  return { ...server, url: url + DATABASE };
}

async function openCluster(dataDir: string): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true });
  const binaries = await findPostgres();
  const cluster = {
    folder: join(dataDir, 'postgres'),
    password: await readPassword(join(dataDir, 'postgres-password')),
    binaries,
    account: await accountFor(dataDir, binaries),
  };
  if (!(await exists(join(cluster.folder, 'PG_VERSION')))) await initialise(cluster);
  return cluster;
}

/** Made once, readable by its owner only. */
async function readPassword(file: string): Promise<string> {
  const made = randomBytes(24).toString('base64url');
  await writeFile(file, made, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(file, 'utf8')).trim();
}

/** Takes its place by a rename, so that a start that is killed here leaves no half cluster. */
async function initialise(cluster: Cluster): Promise<void> {
  const fresh = `${cluster.folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  const passwordFile = `${cluster.folder}.pw`;
  await writeFile(passwordFile, cluster.password, { mode: 0o600 });
  for (const path of [fresh, passwordFile]) await giveTo(cluster.account, path);
  try {
    // The builtin provider sorts the same on every machine, whatever locales it has.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = [`--username=${USER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    const { command, args, ids } = asAccount(cluster, [
      cluster.binaries.initdb,
      `--pgdata=${fresh}`,
      ...access,
      ...locale,
    ]);
    await promisify(execFile)(command, args, ids);
    await rename(fresh, cluster.folder);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function giveTo(account: Account | undefined, path: string): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid);
  if (path.endsWith('.new')) await chmod(path, 0o700);
}

/**
 * A postmaster that was killed leaves its backends running for a moment, and PostgreSQL refuses to start beside them: try again.
 */
async function untilItAnswers(cluster: Cluster, port: number, url: string, logFile: string): Promise<Running> {
  const deadline = Date.now() + START_LIMIT_MS;
  let server = await spawnPostgres(cluster, port, logFile);
  while (!(await answers(url))) {
    const ended = await Promise.race([server.exited, sleep(50, undefined)]);
    if (Date.now() > deadline) {
      await server.kill();
      throw new Error(`PostgreSQL does not start${ended === undefined ? '' : ` (${ended})`}; its log is ${logFile}`);
    }
    if (ended === undefined) continue;
    await sleep(500);
    server = await spawnPostgres(cluster, port, logFile);
  }
  return server;
}

async function spawnPostgres(cluster: Cluster, port: number, logFile: string): Promise<Running> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { command, args, ids } = asAccount(cluster, [
    cluster.binaries.postgres,
    '-D',
    cluster.folder,
    '-p',
    String(port),
    ...flags,
  ]);
  // SIGINT is PostgreSQL's "fast" shutdown: open transactions are rolled back, everything committed is kept.
  return spawnServer({ command, args, ...ids, logFile, stopSignal: 'SIGINT' });
}

function asAccount(
  cluster: Cluster,
  line: readonly string[],
): { command: string; args: string[]; ids: { uid?: number; gid?: number } } {
  const { account } = cluster;
  const [command = '', ...args] = [...(account?.prefix ?? []), ...line];
  const direct = account !== undefined && account.prefix.length === 0;
  return { command, args, ids: direct ? { uid: account.uid, gid: account.gid } : {} };
}

async function answers(url: string): Promise<boolean> {
  return withClient(url + 'postgres', async () => true).catch(() => false);
}

async function createDatabase(url: string): Promise<void> {
  await withClient(url + 'postgres', async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(DATABASE)}`);
  });
}

/** For doctor: throws when the database of a URL does not answer. */
export async function reachPostgres(url: string): Promise<void> {
  await withClient(url, async () => undefined);
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
