import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { SEARCH_ATTRIBUTES } from '../contracts/names.ts';
import { isListening } from './ports.ts';
import { endLeftover, spawnServer } from './server-process.ts';
import type { Running } from './server-process.ts';

export { findTemporal } from './temporal-binary.ts';

/**
 * What Peermatch needs of any server, here and in deploy/temporal/dynamicconfig.yaml (measured: temporal.md 0).
 * Time skipping is for rehearsals; timers are else up to 1 s late and 20 a second; an eleventh update in flight loses a running task;
 * a run that follows another within a second waits, and time skipping does not wait for it: a rehearsal would jump over its dates.
 */
export const DYNAMIC_CONFIG: Readonly<Record<string, string>> = {
  'frontend.WorkflowTimeSkippingEnabled': 'true',
  'history.timerProcessorMaxTimeShift': '"10ms"',
  'history.timerProcessorMaxPollRPS': '1000',
  'history.maxInFlightUpdates': '1000',
  'history.workflowIdReuseMinimalInterval': '"0s"',
};

/** Numbers of the wire protocol (temporal.api.enums.v1.IndexedValueType); its package is not among our dependencies. */
const KEYWORD = 2;
const DATETIME = 6;

/** gRPC's ALREADY_EXISTS. */
const ALREADY_EXISTS = 6;

const START_LIMIT_MS = 60_000;

export interface TemporalOptions {
  /** From {@link findTemporal}. */
  readonly binary: string;
  /** The folder of temporal.db; made when missing. */
  readonly dataDir: string;
  readonly port: number;
  /** Without one the web UI is not served. */
  readonly uiPort?: number | undefined;
  /** Made at start beside `default`. */
  readonly namespace?: string | undefined;
}

export interface TemporalServer extends Running {
  readonly address: string;
  readonly uiAddress?: string;
}

/**
 * Starts the one-file Temporal server and waits until it answers. A server that an earlier, killed start left on the same file is
 * ended first. Call {@link prepareNamespace} before the first match.
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  await mkdir(options.dataDir, { recursive: true });
  const file = join(options.dataDir, 'temporal.db');
  const pidFile = join(options.dataDir, 'temporal.pid');
  await endLeftover(pidFile, file, 'SIGTERM');
  const logFile = join(options.dataDir, 'temporal.log');
  const server = await spawnServer({
    command: options.binary,
    args: startArguments(options, file),
    logFile,
    stopSignal: 'SIGTERM',
  });
  await writeFile(pidFile, `${server.pid}\n`);
  const address = `127.0.0.1:${options.port}`;
  await untilItAnswers(address, options.port, server, logFile);
  return {
    ...server,
    address,
    ...(options.uiPort === undefined ? {} : { uiAddress: `http://127.0.0.1:${options.uiPort}` }),
  };
}

/** Write-ahead log with full sync: twice the throughput of the default journal, and as durable (temporal.md 0). */
function startArguments(options: TemporalOptions, file: string): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(options.port), '--log-level', 'warn'],
    ...(options.uiPort === undefined ? ['--headless'] : ['--ui-port', String(options.uiPort)]),
    ...['--db-filename', file, '--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=full'],
    ...(options.namespace === undefined ? [] : ['--namespace', options.namespace]),
    ...Object.entries(DYNAMIC_CONFIG).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
  ];
}

async function untilItAnswers(address: string, port: number, server: Running, logFile: string): Promise<void> {
  let ended: string | undefined;
  void server.exited.then((how) => (ended = how));
  for (const deadline = Date.now() + START_LIMIT_MS; ; await sleep(50)) {
    if (ended !== undefined) throw new Error(`The Temporal server ended at once (${ended}); its log is ${logFile}`);
    // gRPC waits a second after a refused connection; so it is asked only once somebody listens.
    if (!(await isListening(port)) && Date.now() < deadline) continue;
    try {
      await (await Connection.connect({ address, connectTimeout: '1s' })).close();
      return;
    } catch (error) {
      if (Date.now() < deadline) continue;
      await server.kill();
      throw new Error(`The Temporal server does not answer; its log is ${logFile}`, { cause: error });
    }
  }
}

/**
 * Makes a namespace of our own server fit for Peermatch: closed runs are kept for a year, and the search attributes exist.
 * May be repeated. On somebody else's cluster call only {@link registerSearchAttributes}: how long runs are kept is theirs to say.
 */
export async function prepareNamespace(connection: Connection, namespace = 'default'): Promise<void> {
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs('365 days') },
  });
  await registerSearchAttributes(connection, namespace);
}

/** Registers what design.md 5 names. May be repeated; throws where the server does not permit it. */
export async function registerSearchAttributes(connection: Connection, namespace = 'default'): Promise<void> {
  const { method, status, facilitator, nextDue } = SEARCH_ATTRIBUTES;
  const searchAttributes = { [method]: KEYWORD, [status]: KEYWORD, [facilitator]: KEYWORD, [nextDue]: DATETIME };
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if ((error as { code?: number }).code !== ALREADY_EXISTS) throw error;
  }
}
