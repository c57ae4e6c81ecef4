import { createServer } from 'node:net';
import { mkdtemp, rm, utimes, writeFile, mkdir } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockDataDir } from '../../src/embedded/lock.ts';
import { choosePorts } from '../../src/embedded/ports.ts';

describe('DATA_DIR', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'peermatch-data-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const holder = (pid: number, host = hostname()): Promise<void> =>
    writeFile(join(dataDir, 'lock-holder.json'), JSON.stringify({ pid, host, since: '2026-11-01T09:00:00Z' }));

  test('is held by one start at a time, and the second is told by whom', async () => {
    const release = await lockDataDir(dataDir);
    await holder(1);

    await expect(lockDataDir(dataDir)).rejects.toThrow(/in use by process 1 on .*since 2026-11-01T09:00:00Z/);

    await release();
    await (
      await lockDataDir(dataDir)
    )();
  });

  test('is taken over at once from a process that is gone', async () => {
    await mkdir(join(dataDir, 'lock'));
    await holder(2 ** 22 + 1);

    await (
      await lockDataDir(dataDir)
    )();
  });

  test('is taken over from another machine only once its lock is stale', async () => {
    await mkdir(join(dataDir, 'lock'));
    await holder(2 ** 22 + 1, 'elsewhere');
    await expect(lockDataDir(dataDir)).rejects.toThrow(/on elsewhere/);

    const longAgo = new Date(Date.now() - 60_000);
    await utimes(join(dataDir, 'lock'), longAgo, longAgo);

    await (
      await lockDataDir(dataDir)
    )();
  });

  test('keeps the ports it once chose, but for one that somebody else has taken', async () => {
    const first = await choosePorts(dataDir);
    expect(new Set(Object.values(first)).size).toBe(3);
    expect(await choosePorts(dataDir)).toEqual(first);

    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(first.postgres, '127.0.0.1', resolve));
    const second = await choosePorts(dataDir);
    squatter.close();

    expect(second.postgres).not.toBe(first.postgres);
    expect(second).toMatchObject({ temporal: first.temporal, temporalUi: first.temporalUi });
  });

  test('with a damaged list of ports gets a new one', async () => {
    await writeFile(join(dataDir, 'ports.json'), '{"temporal": 7');

    expect((await choosePorts(dataDir)).temporal).toBeGreaterThan(0);
  });
});
