import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { freePort } from '../../src/embedded/ports.ts';
import { startSink } from './sink.ts';
import type { Sink } from './sink.ts';
import { until } from './until.ts';

const START = fileURLToPath(new URL('../../dist/cli/start.js', import.meta.url));

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** The product as `npm start` runs it, in a folder of its own, with a real SMTP server beside it. */
export interface Peermatch {
  readonly dataDir: string;
  readonly url: string;
  readonly sink: Sink;
  readonly db: pg.Pool;
  readonly temporal: Client;
  readonly temporalAddress: string;
  /** The process of now of a part: worker, api, temporal or postgres. */
  pidOf(part: string): number;
  /** Sends a request with the administrator's token, or with another one. */
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    options?: CallOptions,
  ): Promise<Answer<T>>;
  /** A token with these roles, for the person with this address. */
  token(roles: readonly string[], email: string): Promise<string>;
  readonly process: ChildProcess;
  readonly output: () => string;
  /** @param options.keep leaves the folder, so that it can be started again */
  stop(options?: { readonly keep?: boolean }): Promise<void>;
}

interface CallOptions {
  readonly token?: string;
  readonly key?: string;
}

/** Starts it and waits until it is ready, in a new folder or in a kept one. Ends everything in `stop`, and removes the folder. */
export async function startPeermatch(env: Record<string, string> = {}, kept?: string): Promise<Peermatch> {
  const dataDir = kept ?? (await mkdtemp(join(tmpdir(), 'peermatch-')));
  const port = await freePort();
  const sink = await startSink();
  const child = spawn(process.execPath, [START], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      SMTP_URL: sink.url,
      LOG_LEVEL: 'warn',
      RECALL_SECONDS: '0',
      NODE_ENV: 'production',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, `${url}/readyz`, () => output);
  const admin = (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim();
  const ports = JSON.parse(await readFile(join(dataDir, 'ports.json'), 'utf8')) as {
    postgres: number;
    temporal: number;
  };
  const password = (await readFile(join(dataDir, 'postgres-password'), 'utf8')).trim();
  const db = new pg.Pool({
    connectionString: `postgres://postgres:${password}@127.0.0.1:${ports.postgres}/peermatch`,
    max: 3,
  });
  db.on('error', () => {});
  const temporalAddress = `127.0.0.1:${ports.temporal}`;
  const connection = await Connection.connect({ address: temporalAddress });

  const call: Peermatch['call'] = async (method, path, body, options = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${options.token ?? admin}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: parsed(text) as never };
  };
  return {
    dataDir,
    url,
    sink,
    db,
    temporal: new Client({ connection }),
    temporalAddress,
    pidOf: (part) => pidOf(part, dataDir, child),
    call,
    token: async (roles, email) =>
      (await call<{ token: string }>('POST', '/api/v1/tokens', { roles, email, name: email })).body.token,
    process: child,
    output: () => output,
    stop: async ({ keep = false } = {}) => {
      await connection.close().catch(() => {});
      await db.end();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await ended;
      }
      await sink.close();
      if (!keep) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

async function untilReady(child: ChildProcess, url: string, output: () => string): Promise<void> {
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`the start ended with ${child.exitCode}:\n${output()}`);
    return (await fetch(url).catch(() => undefined))?.ok;
  });
}

/** Servers keep their ids in the data folder; worker and API are children of the start. */
function pidOf(part: string, dataDir: string, start: ChildProcess): number {
  if (part === 'temporal') return Number(readFileSync(join(dataDir, 'temporal.pid'), 'utf8'));
  if (part === 'postgres')
    return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const children = readFileSync(`/proc/${start.pid}/task/${start.pid}/children`, 'utf8').trim().split(' ');
  const found = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${part}/main.js`));
  if (found === undefined) throw new Error(`no ${part} runs`);
  return Number(found);
}
