import { execFile } from 'node:child_process';
import { mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../src/embedded/temporal-binary.ts';

/** The fuzzer of HTTP APIs that reads what an API says of itself: it is Python's, so it is kept beside the Temporal server. */
const VERSION = '4.32.5';
const run = promisify(execFile);

async function installed(): Promise<string> {
  const folder = join(cacheFolder(process.env), `schemathesis-${VERSION}`);
  if (await stat(folder).catch(() => undefined)) return folder;
  const fresh = await mkdtemp(`${folder}-`);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', fresh];
  await run('python3', [...pip, `schemathesis==${VERSION}`]);
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }));
  return folder;
}

/** @param parameters by a part of the address: what stands for its parameters, so that calls find something */
export interface Fuzzing {
  readonly url: string;
  readonly token: string;
  readonly parameters: readonly { readonly path: string; readonly name: string; readonly value: string }[];
  readonly examples: number;
}

/** Sends what the API's own description allows and what it forbids, the same each time. Resolves with what was found; empty: nothing. */
export async function fuzz({ url, token, parameters, examples }: Fuzzing): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'peermatch-fuzz-'));
  const config = parameters.map(
    ({ path, name, value }) =>
      `[[operations]]\ninclude-path-regex = "${path}"\nparameters = { "path.${name}" = "${value}" }\n`,
  );
  await writeFile(join(folder, 'schemathesis.toml'), config.join(''));
  // What the schema allows may still not be possible now, or not fit together: that is 409 or 422, and right.
  // TRACE is answered as any call that is not there.
  const unfit = 'positive_data_acceptance,unsupported_method';
  const args = ['run', `${url}/openapi.json`, '-H', `Authorization: Bearer ${token}`, '--phases', 'coverage,fuzzing'];
  const library = await installed();
  try {
    await run(
      'python3',
      ['-m', 'schemathesis.cli', ...args, '--max-examples', String(examples), '--seed', '1', '--exclude-checks', unfit],
      {
        cwd: folder,
        env: { ...process.env, PYTHONPATH: library, PYTHONDONTWRITEBYTECODE: '1' },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    return '';
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return stdout + stderr || String(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
