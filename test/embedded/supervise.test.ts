import { spawn } from 'node:child_process';
import { describe, expect, test, vi } from 'vitest';
import { stopInOrder, supervise } from '../../src/cli/supervise.ts';
import { running } from '../../src/embedded/server-process.ts';
import type { Service } from '../../src/cli/supervise.ts';

const QUICK = { firstMs: 10, longestMs: 40, calmMs: 60_000 };

/** A real process that does nothing until it is ended. */
function sleeper(name: string, ended: string[] = []): Service {
  return {
    name,
    async start() {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      const run = running(child, 'SIGTERM');
      void run.exited.then(() => ended.push(name));
      return Promise.resolve(run);
    },
  };
}

describe('a supervised service', () => {
  test('is started again when it is killed', async () => {
    const lines: string[] = [];
    const service = await supervise(sleeper('worker'), (who, line) => lines.push(`${who}: ${line}`), QUICK);
    const before = service.current().pid;

    await service.current().kill();

    await vi.waitFor(() => expect(service.current().pid).not.toBe(before));
    expect(lines).toEqual(['worker: ended (SIGKILL); starting it again in 0.01 s']);
    await service.stop();
  });

  test('stays down once it was told to stop', async () => {
    const ended: string[] = [];
    const service = await supervise(sleeper('api', ended), () => undefined, QUICK);

    await service.stop();

    await vi.waitFor(() => expect(ended).toEqual(['api']));
  });

  test('is tried again, with longer pauses, when its restart fails', async () => {
    const lines: string[] = [];
    const real = sleeper('temporal');
    let starts = 0;
    const flaky: Service = {
      name: 'temporal',
      start: () => ([2, 3].includes(++starts) ? Promise.reject(new Error('no luck')) : real.start()),
    };
    const service = await supervise(flaky, (_, line) => lines.push(line), QUICK);

    await service.current().kill();

    await vi.waitFor(() => expect(starts).toBe(4));
    expect(lines.filter((line) => line === 'no luck')).toHaveLength(2);
    expect(lines.at(-1)).toMatch(/in 0\.04 s/);
    await service.stop();
  });

  test('whose first start fails is the business of whoever started it', async () => {
    const broken: Service = { name: 'postgres', start: () => Promise.reject(new Error('no disk')) };

    await expect(supervise(broken, () => undefined, QUICK)).rejects.toThrow('no disk');
  });
});

test('services are stopped one after the other, in the order given', async () => {
  const ended: string[] = [];
  const names = ['api', 'worker', 'temporal', 'postgres'];
  const services = await Promise.all(names.map((name) => supervise(sleeper(name, ended), () => undefined, QUICK)));

  await stopInOrder(services, () => undefined);

  await vi.waitFor(() => expect(ended).toEqual(names));
});
