import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people, ZONE } from '../../src/cli/story.ts';
import { SEARCH_ATTRIBUTES, TASK_QUEUE, workflowId } from '../../src/contracts/names.ts';
import { findTemporal } from '../../src/embedded/temporal.ts';
import { deliverSignal, deliverUpdate, standingQuery } from '../../src/workflows/messages.ts';
import type { MatchEvent } from '../../src/workflows/messages.ts';
import { journal, storedOf } from '../support/journal.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import { until } from '../support/until.ts';

/** What the hosting workflow promises (design.md 5), on real servers. */
let peermatch: Peermatch;
beforeAll(async () => void (peermatch = await startPeermatch()));
afterAll(() => peermatch.stop());

type Row = Record<string, unknown>;
const today = new Date().toISOString().slice(0, 10);
const by = { person: 'somebody', role: 'facilitator' } as const;
const promise = (commitment: string): MatchEvent => ({ type: 'COMMITMENT_MADE', facts: { commitment }, by });

const rows = async (sql: string, ...values: unknown[]): Promise<Row[]> =>
  (await peermatch.db.query<Row>(sql, values)).rows;
const handleOf = (id: string) => peermatch.temporal.workflow.getHandle(workflowId(id));
const seqs = async (id: string): Promise<number[]> => (await journal(peermatch, id)).map(({ seq }) => seq);
const standing = (id: string) => handleOf(id).query(standingQuery);

async function startMatch(title: string, more: Row = { assignedOn: today }): Promise<string> {
  const match = { method: 'cssp-peer-match', title, timeZone: ZONE, people, ...more };
  const { status, body } = await peermatch.call<{ id: string }>('POST', '/api/v1/matches', match);
  expect([status, body]).toMatchObject([201, {}]);
  return body.id;
}

const report = (id: string, type: string, data: Row = {}) =>
  peermatch.call<{ seq: number; because?: string; recorded?: boolean }>('POST', `/api/v1/matches/${id}/events`, {
    type,
    data,
  });

const forward = async (id: string, duration: string): Promise<void> => {
  const { status } = await peermatch.call('POST', `/api/v1/matches/${id}/fast-forward`, { duration });
  expect(status).toBe(200);
};

describe('a signal', () => {
  test('that is possible is taken', async () => {
    const id = await startMatch('Signals');
    await handleOf(id).signal(deliverSignal, { ...promise('one'), key: 'signal-one' });
    await handleOf(id).signal(deliverSignal, { ...promise('one'), key: 'signal-one' });
    await handleOf(id).signal(deliverSignal, promise('two'));
    await until(async () => (await journal(peermatch, id)).some(({ event }) => event.facts?.['commitment'] === 'two'));
    expect(await seqs(id)).toEqual([1, 2, 3]);
  });

  test('that is refused stands in the record with its reason, and changes nothing', async () => {
    const id = await startMatch('Refused signals');
    const before = await storedOf(peermatch, id);
    await handleOf(id).signal(deliverSignal, { type: 'RESUMED', by, key: 'too-early' });
    const [line] = await until(async () => {
      const refused = await rows('select * from journal where match = $1 and refused is not null', id);
      return refused.length > 0 && refused;
    });
    expect(line).toMatchObject({ type: 'RESUMED', key: 'too-early', seq: before.seq, refused: expect.any(String) });
    expect(String(line?.['refused'])).not.toBe('');
    expect(await storedOf(peermatch, id)).toEqual(before);
    expect((await handleOf(id).executeUpdate(deliverUpdate, { args: [promise('next')] })).seq).toBe(before.seq + 1);
  });
});

describe('the lines of docs/operating.md under "By hand"', () => {
  let bin: string;
  let id: string;
  let person: string;
  const document = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const section = /^## By hand\n([^]*?)^## /m.exec(document)?.[1] ?? '';
  const [setUp = '', ...lines] = [...section.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, code = '']) => code);

  beforeAll(async () => {
    bin = await mkdtemp(join(tmpdir(), 'peermatch-bin-'));
    await symlink(await findTemporal(), join(bin, 'temporal'));
    id = await startMatch('By hand');
    person = String((await rows('select person from match_people where match = $1 limit 1', id))[0]?.['person']);
  });
  afterAll(() => rm(bin, { recursive: true }));

  const run = (code: string): Promise<{ code: number; output: string }> =>
    new Promise((resolve) => {
      const PATH = `${bin}:${process.env['PATH']}`;
      const env = { ...process.env, PATH, DATA_DIR: peermatch.dataDir, MATCH: id, PERSON: person };
      execFile('sh', ['-ec', `${setUp}\n${code}`], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      );
    });

  test('report an event, refuse one with its reason, send a signal, and say where the match stands', async () => {
    const [accepted = '', refused = '', signal = '', query = ''] = lines;
    expect(lines.length).toBe(4);
    const first = await run(accepted);
    expect(first.output).toContain('map[recorded:true seq:2]');
    expect(first.code).toBe(0);
    expect((await run(accepted)).output).toContain('map[recorded:true seq:2]');

    const no = await run(refused);
    expect(no.code).toBe(1);
    expect(no.output).toContain('the match is underway');

    expect((await run(signal)).code).toBe(0);
    await until(async () => (await standing(id)).seq === 3);
    expect((await run(signal)).code).toBe(0);
    const stands = await run(query);
    expect(stands.code).toBe(0);
    expect(stands.output).toMatch(/"seq": ?3\b|seq:3\b/);
    const made = (await journal(peermatch, id)).map(({ event }) => [event.facts?.['commitment'], event.by.person]);
    expect(made.slice(1)).toEqual([
      ['plan', person],
      ['budget', person],
    ]);
  });
});

describe('continue-as-new', () => {
  test('happens at quiet points, and nobody notices', async () => {
    const id = await startMatch('Continued', { assignedOn: today, rehearsal: true });
    await handleOf(id).terminate('started again with a threshold');
    const { method, version, ...stored } = await storedOf(peermatch, id);
    await peermatch.temporal.workflow.start('match', {
      workflowId: workflowId(id),
      taskQueue: TASK_QUEUE,
      workflowTaskTimeout: '3s',
      args: [{ match: id, method, version, resume: { method, version, ...stored }, continueAfter: 40 }],
    });
    const send = (n: number) =>
      handleOf(id).executeUpdate(deliverUpdate, { args: [promise(`c${n}`)], updateId: `continued-${n}` });
    for (let n = 0; n < 30; n++) expect(await send(n)).toEqual({ seq: 2 + n, recorded: true });
    await forward(id, 'P30D');

    const runs = await until(async () => {
      const found = [];
      for await (const run of peermatch.temporal.workflow.list({ query: `WorkflowId = '${workflowId(id)}'` }))
        found.push(run);
      return found.filter(({ status }) => status.name === 'CONTINUED_AS_NEW').length >= 3 && found;
    });
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(runs.length);
    const lines = await journal(peermatch, id);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, n) => n + 1));
    expect(lines.length).toBeGreaterThan(31);
    expect(lines.filter(({ event }) => event.type === 'COMMITMENT_MADE').length).toBe(30);
    expect(await send(0)).toEqual({ seq: 2, recorded: true });
    // Time may bring more meanwhile; the command that was sent again must not.
    const later = await journal(peermatch, id);
    expect(later.map(({ seq }) => seq)).toEqual(later.map((_, n) => n + 1));
    expect(later.filter(({ event }) => event.type === 'COMMITMENT_MADE').length).toBe(30);
    const keys = await rows('select send_key from letters where match = $1', id);
    expect(new Set(keys.map(({ send_key }) => send_key)).size).toBe(keys.length);
  });
});

describe('on hold', () => {
  test('no reminder leaves though its day passes, what arrives is taken, and resuming plans anew', async () => {
    const id = await startMatch('Held', { assignedOn: today, rehearsal: true });
    const reminders = async () => (await journal(peermatch, id)).filter(({ event }) => event.type === 'REMINDER_DUE');
    const sent = () => rows("select id from letters where match = $1 and state = 'sent'", id);
    const before = await rows('select id, rungs from deadlines where match = $1 order by id', id);
    expect(before.length).toBeGreaterThan(0);
    expect((await report(id, 'HELD', { reason: 'budget' })).status).toBe(200);
    await forward(id, 'P40D');
    expect([await reminders(), await sent()]).toEqual([[], []]);
    expect((await report(id, 'COMMITMENT_MADE', { commitment: 'meanwhile' })).status).toBe(200);

    const [draft] = await rows("select id from letters where match = $1 and kind = 'm1'", id);
    const release = await peermatch.call<{ because: string }>('POST', `/api/v1/letters/${draft?.['id']}/release`, {});
    expect([release.status, release.body.because]).toEqual([409, expect.stringContaining('on hold')]);

    expect((await report(id, 'RESUMED', { reason: 'money is there' })).status).toBe(200);
    await forward(id, 'P10D');
    const asked = await reminders();
    expect(asked.length).toBeGreaterThan(0);
    const resumed = (await journal(peermatch, id)).find(({ event }) => event.type === 'RESUMED');
    expect(asked.every(({ at }) => resumed && at.getTime() >= resumed.at.getTime())).toBe(true);
    const tasks = asked.map(({ event }) => `${event.task} ${event.part ?? ''} ${String(event.facts?.['rung'])}`);
    expect(new Set(tasks).size).toBe(tasks.length);
    expect((await sent()).length).toBeGreaterThan(0);
  });
});

describe('a match that has ended', () => {
  test('answers an event with 409 and why, and by hand with an error', async () => {
    const id = await startMatch('Ended', {});
    expect((await report(id, 'WITHDRAWN', { reason: 'the site wants none' })).status).toBe(200);
    const result = await handleOf(id).result();
    expect(result).toMatchObject({ outcome: 'withdrawn' });
    const { status, body } = await report(id, 'COMMITMENT_MADE', { commitment: 'late' });
    expect([status, body.because]).toEqual([409, 'the match is closed']);
    await expect(handleOf(id).executeUpdate(deliverUpdate, { args: [promise('late')] })).rejects.toThrow(/completed/);
  });
});

describe('while the database is away', () => {
  test('an event that cannot be recorded yet is answered with 202, and stands in the record afterwards', async () => {
    const id = await startMatch('Locked');
    const holder = await peermatch.db.connect();
    await holder.query('begin');
    await holder.query('select 1 from matches where id = $1 for no key update', [id]);
    const first = await report(id, 'COMMITMENT_MADE', { commitment: 'one' });
    expect([first.status, first.body]).toEqual([202, { id, seq: 2, recorded: false }]);
    const second = await report(id, 'COMMITMENT_MADE', { commitment: 'two' });
    expect([second.status, second.body]).toEqual([202, { id, seq: 3, recorded: false }]);
    await holder.query('commit');
    holder.release();
    await until(async () => (await seqs(id)).length === 3);
    const made = (await journal(peermatch, id)).slice(1).map(({ event }) => event.facts?.['commitment']);
    expect(made).toEqual(['one', 'two']);
  });

  test('with its processes stopped, what is taken is recorded in order when they go on', async () => {
    const id = await startMatch('Stopped');
    const server = peermatch.pidOf('postgres');
    const children = await readFile(`/proc/${server}/task/${server}/children`, 'utf8');
    const all = [server, ...children.trim().split(' ').map(Number)];
    const toAll = (signal: 'SIGSTOP' | 'SIGCONT') => all.forEach((pid) => process.kill(pid, signal));
    toAll('SIGSTOP');
    try {
      const send = (n: number) => handleOf(id).executeUpdate(deliverUpdate, { args: [promise(`c${n}`)] });
      const numbers = [0, 1, 2, 3, 4];
      const first = await send(0);
      const others = [];
      for (const n of numbers.slice(1)) others.push(await send(n));
      expect([first, ...others]).toEqual(numbers.map((n) => ({ seq: 2 + n, recorded: false })));
    } finally {
      toAll('SIGCONT');
    }
    await until(async () => (await seqs(id).catch(() => [])).length === 6);
    const lines = await journal(peermatch, id);
    expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(lines.slice(1).map(({ event }) => event.facts?.['commitment'])).toEqual(['c0', 'c1', 'c2', 'c3', 'c4']);
  });

  test('killed, it comes back, and a command that was refused for it is taken then', async () => {
    const id = await startMatch('Killed');
    process.kill(peermatch.pidOf('postgres'), 'SIGKILL');
    const answer = await until(async () => {
      const { status, body } = await report(id, 'COMMITMENT_MADE', { commitment: 'after' });
      return status !== 503 && { status, body };
    });
    expect([200, 202]).toContain(answer.status);
    await until(async () => (await seqs(id).catch(() => [])).length === 2);
  });
});

describe('at the Temporal UI', () => {
  test('a match shows method, status, next due, days and open tasks, and no title and no name', async () => {
    const dates = { matchStart: '2046-03-05', matchEnd: '2046-03-06' };
    const id = await startMatch('Unmistakable title', { assignedOn: today, ...dates });
    const described = await until(async () => {
      const now = await handleOf(id).describe();
      const status = now.typedSearchAttributes.getAll().find(({ key }) => key.name === SEARCH_ATTRIBUTES.status);
      return status?.value === 'underway' && now;
    });
    const attributes = Object.fromEntries(
      described.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
    );
    const facilitator = await rows(
      "select person from match_people where match = $1 and 'facilitator' = any(roles)",
      id,
    );
    expect(attributes).toMatchObject({
      [SEARCH_ATTRIBUTES.method]: 'cssp-peer-match',
      [SEARCH_ATTRIBUTES.facilitator]: facilitator[0]?.['person'],
      [SEARCH_ATTRIBUTES.nextDue]: expect.any(Date),
    });
    expect(await described.staticSummary()).toBe('cssp-peer-match · 2046-03-05');
    const metadata = JSON.stringify(await handleOf(id).query('__temporal_workflow_metadata'));
    expect(metadata).toMatch(/underway · open: .*T01.* · next: \d{4}-/);
    for (const secret of ['Unmistakable', ...people.map(({ name }) => name)])
      expect(JSON.stringify([attributes, await described.staticSummary(), metadata])).not.toContain(secret);
  });

  test('a server that lacks one of the search attributes does not hinder a start', async () => {
    const { operatorService } = peermatch.temporal.connection;
    const searchAttributes = [SEARCH_ATTRIBUTES.facilitator];
    await operatorService.removeSearchAttributes({ namespace: 'default', searchAttributes });
    const ready = await until(async () => {
      const { body } = await peermatch.call<{ ready: boolean; searchAttributes: boolean }>('GET', '/readyz');
      return !body.searchAttributes && body;
    });
    expect(ready).toMatchObject({ ready: true, searchAttributes: false });
    const id = await startMatch('Without attributes');
    const { typedSearchAttributes } = await handleOf(id).describe();
    const ours = typedSearchAttributes.getAll().filter(({ key }) => key.name.startsWith('Peermatch'));
    expect(ours).toEqual([]);
    expect((await report(id, 'COMMITMENT_MADE', { commitment: 'one' })).status).toBe(200);
  });
});
