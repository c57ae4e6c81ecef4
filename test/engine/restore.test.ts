import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people, ZONE } from '../../src/cli/story.ts';
import { workflowId } from '../../src/contracts/names.ts';
import { journal } from '../support/journal.ts';
import { storedOf } from '../support/journal.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import { until } from '../support/until.ts';

/** The Temporal server is lost and comes back empty; the database's copy is enough to go on (design.md 5). */
let peermatch: Peermatch;
let wall: string;
let rehearsal: string;
let before: { deadlines: Row[]; rehearsed: Row[]; now: string; mails: string[] };

type Row = Record<string, unknown>;
interface Ran {
  readonly code: number;
  readonly output: string;
}

/** A program of dist, with the environment of whoever ran `npm start`. */
const run = (name: string, ...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const program = fileURLToPath(new URL(`../../dist/cli/${name}.js`, import.meta.url));
    const env = { ...process.env, DATA_DIR: peermatch.dataDir };
    execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });

const rows = async (sql: string, ...values: unknown[]): Promise<Row[]> =>
  (await peermatch.db.query<Row>(sql, values)).rows;

const deadlinesOf = (id: string): Promise<Row[]> =>
  rows('select id, generation, opens, due, late, rungs from deadlines where match = $1 order by id', id);

const report = (id: string, commitment: string) =>
  peermatch.call<{ seq: number; now: string }>(
    'POST',
    `/api/v1/matches/${id}/events`,
    { type: 'COMMITMENT_MADE', data: { commitment } },
    { key: `restore-${id}-${commitment}` },
  );

async function startMatch(title: string, more: Row): Promise<string> {
  const match = { method: 'cssp-peer-match', title, timeZone: ZONE, people, ...more };
  const { status, body } = await peermatch.call<{ id: string }>('POST', '/api/v1/matches', match, { key: title });
  expect([status, body]).toMatchObject([201, {}]);
  return body.id;
}

const released = async (id: string): Promise<void> => {
  const [letter] = await rows("select id from letters where match = $1 and kind = 'm1' and state = 'draft'", id);
  const { status } = await peermatch.call('POST', `/api/v1/letters/${letter?.['id']}/release`, {}, { key: `m1-${id}` });
  expect(status).toBe(200);
  await until(
    async () => (await rows("select 1 from letters where id = $1 and state = 'sent'", letter?.['id'])).length,
  );
};

const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  peermatch = await startPeermatch();
  wall = await startMatch('Wall', { assignedOn: today });
  rehearsal = await startMatch('Rehearsed', { assignedOn: today, rehearsal: true });
  for (const name of ['one', 'two']) expect((await report(wall, name)).status).toBe(200);
  await released(wall);
  const ahead = { duration: 'P20D' };
  const moved = await peermatch.call<{ now: string }>('POST', `/api/v1/matches/${rehearsal}/fast-forward`, ahead);
  expect(moved.status).toBe(200);
  before = {
    deadlines: await deadlinesOf(wall),
    rehearsed: await deadlinesOf(rehearsal),
    now: moved.body.now,
    mails: peermatch.sink.received.map(({ messageId }) => messageId),
  };
  const { dataDir } = peermatch;
  await peermatch.stop({ keep: true });
  const files = (await readdir(dataDir)).filter((name) => name.startsWith('temporal.db'));
  for (const name of files) await rm(join(dataDir, name));
  peermatch = await startPeermatch({}, dataDir);
}, 60_000);
afterAll(() => peermatch.stop());

describe('an empty Temporal server', () => {
  test('answers for no match until they are restored', async () => {
    await expect(peermatch.temporal.workflow.getHandle(workflowId(wall)).describe()).rejects.toThrow('not found');
  });

  test('gets a run for every open match, with a line for each and a sum', async () => {
    const { code, output } = await run('restore');
    expect(output).toMatch(new RegExp(`^started +${wall}  from seq 4, next \\d{4}-`, 'm'));
    expect(output).toMatch(new RegExp(`^started +${rehearsal}  from seq \\d+, next \\d{4}-`, 'm'));
    expect(output).toMatch(/^started 2$/m);
    expect(code).toBe(0);
  });

  test('takes the next event in its place, and the journal has no gap', async () => {
    const { status, body } = await report(wall, 'three');
    expect([status, body.seq]).toEqual([200, 5]);
    const again = await report(wall, 'two');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect((await journal(peermatch, wall)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  test('knows a command that it was sent before, by its key', async () => {
    const made = (await journal(peermatch, wall)).find(({ event }) => event.facts?.['commitment'] === 'one');
    const handle = peermatch.temporal.workflow.getHandle(workflowId(wall));
    const { key = '', ...event } = made?.event ?? {};
    const answer = await handle.executeUpdate<unknown, [unknown]>('deliver', { args: [event], updateId: key });
    expect(answer).toEqual({ seq: made?.seq, recorded: true });
  });

  test('keeps every planned instant', async () => {
    const after = await deadlinesOf(wall);
    const known = new Set(before.deadlines.map(({ id }) => id));
    expect(before.deadlines.length).toBeGreaterThan(5);
    expect(after.filter(({ id }) => known.has(id))).toEqual(before.deadlines);
  });

  test('sends no letter again', async () => {
    // The hand-over of a restored run is done before the next one is sent, so a doubled letter would have come by now.
    await until(async () => {
      const described = await peermatch.temporal.workflow.getHandle(workflowId(wall)).describe();
      return (described.raw.pendingActivities ?? []).length === 0;
    });
    expect(before.mails.length).toBeGreaterThan(0);
    const after = peermatch.sink.received.map(({ messageId }) => messageId);
    expect(after.filter((id) => before.mails.includes(id))).toEqual([]);
  });

  test('takes a rehearsal on at its own time', async () => {
    await until(async () => {
      const { raw } = await peermatch.temporal.workflow.getHandle(workflowId(rehearsal)).describe();
      const at = Number(raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime?.seconds ?? 0) * 1000;
      return at >= Date.parse(before.now) - 1000;
    });
    const { status, body } = await report(rehearsal, 'later');
    expect(status).toBe(200);
    expect(Date.parse(body.now)).toBeGreaterThanOrEqual(Date.parse(before.now));
    const last = (await journal(peermatch, rehearsal)).at(-1);
    expect(last?.at.getTime()).toBeGreaterThanOrEqual(Date.parse(before.now));
    const known = new Set(before.rehearsed.map(({ id }) => id));
    const after = await deadlinesOf(rehearsal);
    expect(after.filter(({ id }) => known.has(id))).toEqual(before.rehearsed);
  });

  test('is left alone where matches run already, or have ended', async () => {
    const { code, output } = await run('restore');
    expect(output).toMatch(new RegExp(`^runs +${wall}  already, at seq 5$`, 'm'));
    expect(output).toMatch(/^runs 2$/m);
    expect(code).toBe(0);
  });

  test('that lost a part is told, and a run that was ended by hand is replaced', async () => {
    const handle = peermatch.temporal.workflow.getHandle(workflowId(wall));
    await handle.terminate('restored from an old copy');
    const stale = await storedOf(peermatch, wall);
    const resume = { ...stale, seq: 3 };
    const old = { workflowId: workflowId(wall), taskQueue: 'peermatch' };
    const args = [{ match: wall, method: stale.method, version: stale.version, resume }];
    await peermatch.temporal.workflow.start('match', { ...old, args });
    const told = await run('restore');
    expect(told.output).toContain(`${wall}  its run stands at seq 3, the record at 5`);
    expect(told.code).toBe(1);
    await handle.terminate('behind the record');
    const { code, output } = await run('restore');
    expect(output).toMatch(new RegExp(`^started +${wall}  from seq 5`, 'm'));
    expect(code).toBe(0);
    expect((await report(wall, 'four')).body.seq).toBe(6);
  });
});

describe('verify-record', () => {
  test('says ok for every match whose record is as it was written', async () => {
    const { code, output } = await run('verify-record');
    expect(output).toMatch(new RegExp(`^ok +${wall}$`, 'm'));
    expect(output).toMatch(/^2 of 2 records are as they were written$/m);
    expect(code).toBe(0);
  });

  test('names the line that somebody changed, and ends with 1', async () => {
    await rows("update journal set by_person = 'somebody-else' where match = $1 and seq = 2", wall);
    const { code, output } = await run('verify-record');
    expect(output).toMatch(new RegExp(`^BROKEN +${wall}  at seq 2$`, 'm'));
    expect(output).toMatch(new RegExp(`^ok +${rehearsal}$`, 'm'));
    expect(output).toMatch(/^1 of 2 records are as they were written$/m);
    expect(code).toBe(1);
    expect((await run('verify-record', rehearsal)).code).toBe(0);
  });

  test('says when there is no such match', async () => {
    expect(await run('verify-record', 'nobody')).toMatchObject({ code: 1, output: 'There is no match nobody\n' });
  });
});
