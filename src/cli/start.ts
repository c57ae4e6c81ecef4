import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureAdmin } from '../db/admin.ts';
import { migrate } from '../db/migrate.ts';
import { lockDataDir } from '../embedded/lock.ts';
import { choosePorts, isFree } from '../embedded/ports.ts';
import { endLeftovers } from '../embedded/leftovers.ts';
import { readSettings } from '../settings.ts';
import { makePrint } from './print.ts';
import { environmentOf, openDatabase, openTemporal, readyNamespace } from './servers.ts';
import { program, stopInOrder, supervise } from './supervise.ts';
import { welcome } from './welcome.ts';
import type { Settings } from '../settings.ts';
import type { Database, Temporal } from './servers.ts';
import type { Supervised } from './supervise.ts';

const USAGE = `npm start [-- --demo | --prepare]
  --demo     fill in one worked match once everything runs
  --prepare  only migrate the database, make the administrator and register search attributes, then end (for containers)`;

/** npm passes Ctrl-C on a second time; only a later one means "now". */
const IMPATIENT_MS = 1000;
const READY_LIMIT_MS = 60_000;

const print = makePrint(process.stdout);
const say = (line: string): void => print('start', line);
const script = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** What runs, in the order in which it is stopped. */
const services: Supervised[] = [];
const stopping = new AbortController();

/** The one-command start (design.md 10): lock, servers, schema, worker, API; then it watches over them until told to stop. */
async function start(settings: Settings, options: { demo: boolean; prepare: boolean }): Promise<void> {
  const { database, temporal } = await openServers(settings);
  const [signInUrl] = await Promise.all([
    prepareDatabase(settings, database),
    readyNamespace(settings, temporal, print),
  ]);
  if (options.prepare) return say(`prepared; the administrator signs in, once within 24 hours, at ${signInUrl}`);
  if (stopping.signal.aborted) return;
  const env = environmentOf(settings, database, temporal);
  await openPrograms(env);
  if (!(await untilReady(settings))) return;
  if (options.demo) await runDemo(env);
  console.log(welcome(settings, { temporalUi: temporal.uiAddress, signInUrl, tokenFile: tokenFile(settings) }));
  await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }));
}

/** Both at once; when one fails, the other still gets on the list of what must be stopped. */
async function openServers(settings: Settings): Promise<{ database: Database; temporal: Temporal }> {
  const ports = await choosePorts(settings.dataDir);
  say('starting the servers');
  const opened = await Promise.allSettled([
    openTemporal(settings, ports, print),
    openDatabase(settings, ports, print),
  ] as const);
  for (const result of opened) {
    if (result.status === 'fulfilled' && result.value.server !== undefined) services.push(result.value.server);
  }
  const [temporal, database] = opened;
  if (temporal.status === 'rejected') throw temporal.reason;
  if (database.status === 'rejected') throw database.reason;
  return { database: database.value, temporal: temporal.value };
}

/** Answers the administrator's sign-in link. His token is shown to nobody but the owner of DATA_DIR. */
async function prepareDatabase(settings: Settings, database: Database): Promise<string> {
  await migrate(database.url);
  const { token, signInUrl } = await ensureAdmin(database.url, { publicUrl: settings.publicUrl });
  if (token !== null) await writeFile(tokenFile(settings), `${token}\n`, { mode: 0o600 });
  return signInUrl;
}

const tokenFile = (settings: Settings): string => join(settings.dataDir, 'admin-token');

async function openPrograms(env: NodeJS.ProcessEnv): Promise<void> {
  say('starting worker and API');
  for (const [name, path] of [
    ['worker', 'worker/main.js'],
    ['api', 'api/main.js'],
  ] as const) {
    if (!existsSync(script(path))) throw new Error(`dist/${path} is missing; run: npm run build`);
    services.unshift(await supervise(program(name, script(path), env, print), print));
  }
}

/** Whether it became ready before somebody stopped us. */
async function untilReady({ host, port }: Settings): Promise<boolean> {
  const at = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const limit = Date.now() + READY_LIMIT_MS;
  for (let told = 0; !stopping.signal.aborted; await sleep(100)) {
    const answer = await fetch(`http://${at}:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return true;
    if (Date.now() < limit || told > 0) continue;
    told = 1;
    say(`not ready after a minute; /readyz says: ${(await answer?.text()) ?? 'nothing'}. Still trying; Ctrl-C stops.`);
  }
  return false;
}

async function runDemo(env: NodeJS.ProcessEnv): Promise<void> {
  say('filling in the worked match');
  const demo = await program('demo', script('cli/demo.js'), env, print).start();
  const how = await Promise.race([demo.exited, aborted()]);
  if (how !== 'code 0') say(`the worked match is not complete (${how})`);
  if (how === 'stopped') await demo.stop();
}

const aborted = async (): Promise<string> =>
  new Promise((resolve) => stopping.signal.addEventListener('abort', () => resolve('stopped'), { once: true }));

function listenForTheEnd(): void {
  let first = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (first === 0) first = Date.now();
      else if (Date.now() - first > IMPATIENT_MS) for (const service of services) void service.current().kill();
      stopping.abort();
    });
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { demo: { type: 'boolean' }, prepare: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(USAGE);
  const settings = readSettings(process.env);
  // As root the account postgres must be able to pass through to its own folder; the secrets in here have modes of their own.
  await mkdir(settings.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  // Everything else that is written in there is for its owner only.
  process.umask(0o077);
  const unlock = await lockDataDir(settings.dataDir);
  listenForTheEnd();
  try {
    await endLeftovers(settings.dataDir);
    if (!values.prepare && !(await isFree(settings.port, settings.host))) {
      throw new Error(`Port ${settings.port} is in use. Set PORT to another one.`);
    }
    await start(settings, { demo: values.demo ?? false, prepare: values.prepare ?? false });
  } finally {
    await stopInOrder(services, print);
    await unlock();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    if (process.env['LOG_LEVEL'] === 'debug') console.error(error);
    process.exit(1);
  },
);
