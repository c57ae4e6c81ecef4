import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEARCH_ATTRIBUTES } from '../../src/contracts/names.ts';
import { freePort } from '../../src/embedded/ports.ts';
import { findTemporal, prepareNamespace, startTemporal } from '../../src/embedded/temporal.ts';

/** A real server: what is promised to the workflows must hold on it, and hold again after it was killed. */
describe('the Temporal server we start', { timeout: 30_000 }, () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'peermatch-temporal-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  test('is prepared twice without harm and keeps what it was told through kill -9', async () => {
    const options = { binary: await findTemporal(), dataDir, port: await freePort() };

    const first = await startTemporal(options);
    await withConnection(first.address, async (connection) => {
      await prepareNamespace(connection);
      await prepareNamespace(connection);
    });
    await first.kill();
    const second = await startTemporal(options);

    try {
      await withConnection(second.address, async (connection) => {
        const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
        expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(365 * 24 * 3600);
        const attributes = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
        expect(Object.keys(attributes.customAttributes ?? {})).toEqual(
          expect.arrayContaining(Object.values(SEARCH_ATTRIBUTES)),
        );
      });
    } finally {
      await second.stop();
    }
  });

  test('gives its place to a second start when the first was left behind', async () => {
    const options = { binary: await findTemporal(), dataDir, port: await freePort() };
    const left = await startTemporal(options);

    const next = await startTemporal(options);

    expect(await left.exited).not.toBe('');
    expect(next.pid).not.toBe(left.pid);
    await next.stop();
  });
});

async function withConnection(address: string, use: (connection: Connection) => Promise<void>): Promise<void> {
  const connection = await Connection.connect({ address });
  await use(connection).finally(() => connection.close());
}
