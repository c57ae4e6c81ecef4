import { fileURLToPath } from 'node:url';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import { keptHistories } from '../support/histories.ts';

/**
 * Histories of real runs must replay with the code of now (style.md 2.F): a change that breaks a running match fails here.
 * They are recorded by the engine's suite: `RECORD_HISTORIES=1 npx vitest run test/engine`.
 */
const BUNDLE = fileURLToPath(new URL('../../dist/workflow-bundle.js', import.meta.url));

beforeAll(() => Runtime.install({ logger: new DefaultLogger('ERROR') }));

test('every kept history replays', async () => {
  const kept = await keptHistories();
  const situations = new Set(kept.map(({ situation }) => situation.split('.')[0]));
  expect([...situations]).toEqual(['cssp-busy', 'cssp-moved', 'cssp-silent', 'cssp-smooth']);
  const histories = kept.map(({ situation, history }) => ({ workflowId: `match-${situation}`, history }));
  for await (const result of Worker.runReplayHistories({ workflowBundle: { codePath: BUNDLE } }, histories)) {
    expect(result.error).toBeUndefined();
  }
}, 60_000);
