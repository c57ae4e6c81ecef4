import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { running } from '../embedded/server-process.ts';
import type { Running } from '../embedded/server-process.ts';

/** Something that shall run as long as we do. */
export interface Service<R extends Running = Running> {
  readonly name: string;
  /** Starts it and waits until it can be used. Called again whenever it died. */
  start(): Promise<R>;
}

export interface Supervised<R extends Running = Running> {
  readonly name: string;
  /** The run of now; after a restart it is another one. */
  current(): R;
  /** Ends it for good. */
  stop(): Promise<void>;
}

export interface Pace {
  readonly firstMs: number;
  readonly longestMs: number;
  /** Who ran for so long before dying starts again with the first pause. */
  readonly calmMs: number;
}

export type Print = (who: string, line: string) => void;

const PACE: Pace = { firstMs: 500, longestMs: 10_000, calmMs: 30_000 };
const preloaded = (path: string): string[] => ['--import', fileURLToPath(new URL(path, import.meta.url))];
/** Node helps its garbage collector with four threads, whatever the machine has; on two cores, which all parts share, one is faster. */
const HELPERS = Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)));
/** MB. What a page is made of dies with it: with 16, as Node has it, some of it outlives a collection and waits for the long one. */
const YOUNG = 32;
const OPTIONS = [
  `--v8-pool-size=${HELPERS}`,
  `--max-semi-space-size=${YOUNG}`,
  ...preloaded('../embedded/leash.js'),
  ...preloaded('../worker/lean-sandbox.js'),
];

/**
 * Starts a service and starts it again whenever it dies, after a pause that doubles from 0.5 to 10 s.
 * Rejects when even the first start fails; later failures are told and tried again for ever.
 */
export async function supervise<R extends Running>(
  service: Service<R>,
  print: Print,
  pace: Pace = PACE,
): Promise<Supervised<R>> {
  let now = await service.start();
  const stopping = new AbortController();
  const watched = watch();

  async function watch(): Promise<void> {
    for (let pause = pace.firstMs; !stopping.signal.aborted; pause = Math.min(pause * 2, pace.longestMs)) {
      const began = Date.now();
      const how = await now.exited;
      if (stopping.signal.aborted) return;
      if (Date.now() - began > pace.calmMs) pause = pace.firstMs;
      print(service.name, `ended (${how}); starting it again in ${pause / 1000} s`);
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await startAgain();
    }
  }

  async function startAgain(): Promise<void> {
    try {
      now = await service.start();
    } catch (error) {
      print(service.name, (error as Error).message);
    }
  }

  return {
    name: service.name,
    current: () => now,
    async stop() {
      stopping.abort();
      await now.stop();
      await watched;
      // A start that was under way when we were told to stop.
      await now.stop();
    },
  };
}

/** Stops one after the other, so that nobody loses what he still needs: API, worker, Temporal server, database. */
export async function stopInOrder(services: readonly Supervised[], print: Print): Promise<void> {
  for (const service of services) {
    print('start', `stopping ${service.name}`);
    await service.stop();
  }
}

/** One of our own programs, its lines printed under its name. It ends by itself when we are killed (embedded/leash.ts). */
export function program(name: string, script: string, env: NodeJS.ProcessEnv, print: Print): Service {
  return {
    name,
    async start() {
      const child = spawn(process.execPath, [...OPTIONS, script], {
        // In a process group of its own: Ctrl-C reaches it by us, in its turn.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env,
      });
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface({ input: stream }).on('line', (line) => print(name, line));
      }
      await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
      return running(child, 'SIGTERM');
    },
  };
}
