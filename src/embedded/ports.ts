import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const NAMES = ['temporal', 'temporalUi', 'postgres'] as const;

/** The ports of the embedded servers, on loopback. */
export type Ports = Readonly<Record<(typeof NAMES)[number], number>>;

/**
 * The ports of this DATA_DIR: chosen free once and kept in `ports.json`, so that bookmarks and configured tools go on working.
 * One that somebody else took meanwhile is chosen anew. Call it when no server of this DATA_DIR runs any more.
 */
export async function choosePorts(dataDir: string): Promise<Ports> {
  const file = join(dataDir, 'ports.json');
  const kept = await readPorts(file);
  const chosen: Record<string, number> = {};
  for (const name of NAMES) {
    const before = kept[name];
    chosen[name] = before !== undefined && (await isFree(before)) ? before : await freePort(Object.values(chosen));
  }
  await writeFile(`${file}.new`, JSON.stringify(chosen, null, 2) + '\n');
  await rename(`${file}.new`, file);
  return chosen as Ports;
}

/**
 * A port that was free a moment ago and is none of `taken`. It lies below those that systems hand out by themselves
 * (from 32768 on Linux, 49152 elsewhere): else any connection that somebody opens meanwhile could take it.
 */
export async function freePort(taken: readonly number[] = []): Promise<number> {
  const port = randomInt(15_000, 32_000);
  return taken.includes(port) || !(await isFree(port)) ? freePort(taken) : port;
}

/** Whether a server could listen on this port of `host` now. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Whether somebody listens on this port of loopback now. */
export async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** The kept ports; a file that is missing or damaged only means that ports are chosen anew. */
export async function readPorts(file: string): Promise<Record<string, number>> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    const entries = Object.entries(kept ?? {}).filter((entry): entry is [string, number] => Number.isInteger(entry[1]));
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}
