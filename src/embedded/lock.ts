import { hostname } from 'node:os';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { isAlive } from './server-process.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/** A lock whose holder has not touched it for so long counts as left behind. */
const STALE_MS = 5000;

/**
 * Takes DATA_DIR for this process: two starts on one database file would destroy it. Answers how to let go.
 * Throws at once, saying who holds it, when somebody does; the lock of a process that is gone is taken over.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const lockPath = join(dataDir, 'lock');
  const holder = await readHolder(dataDir);
  if (holder !== undefined && isGone(holder)) await rm(lockPath, { recursive: true, force: true });
  try {
    const release = await lockfile.lock(dataDir, {
      lockfilePath: lockPath,
      stale: STALE_MS,
      onCompromised: () => undefined,
    });
    await writeHolder(dataDir);
    return async () => {
      await rm(holderFile(dataDir), { force: true });
      await release().catch(() => undefined);
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    throw new Error(refusal(dataDir, holder), { cause: error });
  }
}

/** Who holds DATA_DIR, for doctor. */
export async function readHolder(dataDir: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(holderFile(dataDir), 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** Only a process of this machine can be known to be gone. A restarted container may give us the id of our predecessor. */
export function isGone(holder: Holder): boolean {
  return holder.host === hostname() && (holder.pid === process.pid || !isAlive(holder.pid));
}

const holderFile = (dataDir: string): string => join(dataDir, 'lock-holder.json');

async function writeHolder(dataDir: string): Promise<void> {
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await writeFile(holderFile(dataDir), JSON.stringify(holder) + '\n');
}

function refusal(dataDir: string, holder: Holder | undefined): string {
  const who =
    holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}, since ${holder.since}`;
  return `${dataDir} is in use by ${who}. Stop that one first, or set DATA_DIR to another folder (and PORT to another port).`;
}
