import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';

/** `npm start -- --demo`, for whoever looks at Peermatch for the first time (issue 3, embedded start). */
const DEMO = fileURLToPath(new URL('../../dist/cli/demo.js', import.meta.url));
let peermatch: Peermatch;

beforeAll(async () => {
  peermatch = await startPeermatch();
});
afterAll(() => peermatch?.stop());

const demo = async () => {
  const { url, dataDir } = peermatch;
  const env = { ...process.env, DATA_DIR: dataDir, PORT: new URL(url).port, PUBLIC_URL: url };
  return (await promisify(execFile)(process.execPath, [DEMO], { env })).stdout;
};
type Listed = { items: { id: string; rehearsal: boolean; steps: { stage: string }[] }[] };
const matches = async () => (await peermatch.call<Listed>('GET', '/api/v1/matches')).body.items;

it('fills in one match in the middle of its work, mails nobody, and started again leaves it as it is', async () => {
  const said = await demo();
  const [match, ...others] = await matches();
  expect(others).toEqual([]);
  expect(said).toContain(`${peermatch.url}/matches/${match?.id}`);
  expect(match?.rehearsal).toBe(true);
  expect(match?.steps.map(({ stage }) => stage)).toEqual([
    ...['complete', 'complete', 'underway'],
    ...['waiting', 'waiting', 'waiting'],
  ]);
  expect(peermatch.sink.received).toEqual([]);
  expect(await demo()).toContain(`still at ${peermatch.url}/matches/${match?.id}`);
  expect(await matches()).toHaveLength(1);
});
