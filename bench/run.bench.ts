import '../src/worker/lean-sandbox.ts';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { temporal } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, test } from 'vitest';
import { people, ZONE } from '../src/cli/story.ts';
import { workflowId } from '../src/contracts/names.ts';
import { deliverUpdate } from '../src/workflows/messages.ts';
import { startPeermatch } from '../test/support/peermatch.ts';
import type { Peermatch } from '../test/support/peermatch.ts';
import { runsOf } from '../test/support/histories.ts';
import { playAll, startMatch, toTheEnd } from '../test/support/play.ts';
import { machine, perSecond, quantile, table, timed } from './figures.ts';
import type { Figure } from './figures.ts';
import { startPlainWorker } from './plain-worker.ts';
import { poke } from './plain.workflow.ts';

const BUNDLE = fileURLToPath(new URL('../dist/workflow-bundle.js', import.meta.url));
const REPORT = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
/** What runs for months is measured warm: before the first figure both sides get as many commands as it takes to compile them. */
const WARM_UP = 300;
const COMMANDS = 200;
const LANES = 64;
/** As many commands as a run of a match takes, so that every match continues as new once in a round. */
const TURNS = 40;
const ROUNDS = 3;
const WAITING = 1000;

/** Written by time skipping alone: options updated, time skipped. A match on the wall clock has none. */
const {
  EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED: moved,
  EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED: skipped,
} = temporal.api.enums.v1.EventType;
const SKIPPING: readonly number[] = [moved, skipped];

const figures: Figure[] = [];
let peermatch: Peermatch;
let coldStart = 0;

beforeAll(async () => {
  coldStart = await timed(async () => void (peermatch = await startPeermatch({ SMTP_URL: '', LOG_LEVEL: 'error' })));
});

afterAll(async () => {
  await peermatch.stop();
  const report = `measured ${new Date().toISOString().slice(0, 10)} on ${machine()}\n\n${table(figures)}`;
  console.log(`\n${report}\n`);
  if (process.env['RECORD']) await record(report);
});

test('cold start', () => {
  figures.push({
    what: 'cold start of `npm start`, empty data folder, server fetched before',
    value: `${(coldStart / 1000).toFixed(1)} s`,
    wanted: { text: 'at most 10 s', met: coldStart <= 10_000 },
  });
});

test('commands, one at a time and 64 in flight', async () => {
  const plainWorker = await startPlainWorker(peermatch.temporalAddress);
  const run = Date.now();
  const plain = await Promise.all(
    Array.from({ length: LANES }, (_, n) =>
      peermatch.temporal.workflow.start('plain', { workflowId: `plain-${run}-${n}`, taskQueue: 'plain' }),
    ),
  );
  const matches = await Promise.all(Array.from({ length: LANES }, () => newMatch()));
  const pokePlain = (n: number) =>
    plain[n % LANES]?.executeUpdate(poke, { args: [1] }) ?? Promise.reject(new Error('none'));
  const turns = new Map<string, number>();
  const command = async (id: string) => {
    const turn = turns.get(id) ?? 0;
    turns.set(id, turn + 1);
    const event =
      turn % 2 === 0 ? { type: 'SITE_CONTACTED', facts: { channel: 'phone' } } : { type: 'TASK_REOPENED', task: 'T01' };
    const by = { person: 'bench', role: 'facilitator' } as const;
    await peermatch.temporal.workflow
      .getHandle(workflowId(id))
      .executeUpdate(deliverUpdate, { args: [{ ...event, by }] });
  };
  const [first = ''] = matches;

  for (let n = 0; n < WARM_UP; n += 1) await Promise.all([pokePlain(0), command(first)]);
  const times = { plain: [] as number[], match: [] as number[], http: [] as number[] };
  for (let n = 0; n < COMMANDS; n += 1) {
    times.plain.push(await timed(() => pokePlain(0)));
    times.match.push(await timed(() => command(first)));
  }
  const overHttp = await newMatch();
  for (let n = 0; n < 60; n += 1) {
    const event =
      n % 2 === 0 ? { type: 'SITE_CONTACTED', data: { channel: 'phone' } } : { type: 'TASK_REOPENED', task: 'T01' };
    times.http.push(await timed(() => peermatch.call('POST', `/api/v1/matches/${overHttp}/events`, event)));
  }
  for (const [share, name] of [
    [0.5, 'p50'],
    [0.99, 'p99'],
  ] as const) {
    const [a, b] = [quantile(times.match, share), quantile(times.plain, share)];
    figures.push({
      what: `command latency ${name}, ${COMMANDS} one at a time, recorded before the answer`,
      value: `${a.toFixed(1)} ms`,
      plain: `${b.toFixed(1)} ms`,
      ratio: a / b,
      ...(name === 'p50' ? { wanted: { text: 'at most 1.6', met: a / b <= 1.6 } } : {}),
    });
  }
  figures.push({
    what: 'the same through the HTTP API, p50 / p99',
    value: `${quantile(times.http, 0.5).toFixed(1)} / ${quantile(times.http, 0.99).toFixed(1)} ms`,
  });

  const rounds: { plain: number; match: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const of = { plain: await eachInTurn(pokePlain), match: await eachInTurn((n) => command(matches[n] ?? '')) };
    // The first one fills the caches of both and gets their code compiled.
    if (round > 0) rounds.push(of);
  }
  // The machine is not the same from second to second: each round is compared with itself, and the middle one counts.
  const rates = rounds.toSorted((a, b) => a.match / a.plain - b.match / b.plain)[Math.floor(ROUNDS / 2)] ?? {
    plain: NaN,
    match: NaN,
  };
  const ratio = rates.match / rates.plain;
  figures.push({
    what: 'commands a second, 64 in flight',
    value: rates.match.toFixed(0),
    plain: rates.plain.toFixed(0),
    ratio,
    wanted: { text: 'at least 0.6', met: ratio >= 0.6 },
  });

  const starts = { plain: 0, match: 0 };
  starts.plain = await perSecond(200, 16, (n) =>
    peermatch.temporal.workflow.start('plain', { workflowId: `start-${run}-${n}`, taskQueue: 'plain' }),
  );
  starts.match = await perSecond(200, 16, () => newMatch());
  figures.push({
    what: 'starts a second, 16 in flight (match: through the API, answered when recorded)',
    value: starts.match.toFixed(0),
    plain: starts.plain.toFixed(0),
    ratio: starts.match / starts.plain,
  });
  plainWorker.kill();
});

test('history and replay of one whole match', async () => {
  const played = await startMatch(peermatch, { title: 'Bench', smtp: false });
  const wall = await timed(async () => {
    await playAll(peermatch, played);
    await toTheEnd(peermatch, played);
  });
  const runs = await runsOf(peermatch, played.id);
  const own = runs
    .flatMap(({ events }) => events ?? [])
    .filter(({ eventType }) => !SKIPPING.includes(Number(eventType)));
  const events = own.length;
  const bytes = temporal.api.history.v1.History.encode({ events: own }).finish().length;
  figures.push({
    what: 'history of one whole match: events',
    value: String(events),
    wanted: { text: 'at most 1,000', met: events <= 1000 },
  });
  figures.push({
    what: 'history of one whole match: bytes',
    value: `${(bytes / 1000).toFixed(0)} kB`,
    wanted: { text: 'at most 400 kB', met: bytes <= 400_000 },
  });
  figures.push({
    what: 'eight months played on the real engine, time skipped',
    value: `${(wall / 1000).toFixed(1)} s`,
  });
  const replays: number[] = [];
  for (const run of runs) replays.push(await replayTime(run, played.id));
  const longest = Math.max(...replays);
  figures.push({
    what: `replay: the longest of its ${runs.length} runs, which is what a worker replays`,
    value: `${longest.toFixed(0)} ms`,
    wanted: { text: 'at most 150 ms', met: longest <= 150 },
  });
  figures.push({
    what: 'replay: all its runs, one after the other, which no worker does',
    value: `${replays.reduce((sum, one) => sum + one, 0).toFixed(0)} ms`,
  });
});

test('memory of the worker with waiting matches', async () => {
  const before = await workerMemory();
  await perSecond(WAITING, 16, () => newMatch());
  const after = await workerMemory();
  figures.push({
    what: `memory of the worker with ${WAITING} more waiting matches (before: ${before} MiB)`,
    value: `${after} MiB`,
  });
});

/** As many commands in flight as there are lanes, each lane to its own workflow; answers commands a second. */
async function eachInTurn(send: (lane: number) => Promise<unknown>): Promise<number> {
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        for (let turn = 0; turn < TURNS; turn += 1) await send(lane);
      }),
    ),
  );
  return (LANES * TURNS * 1000) / ms;
}

/** A replay alone, without the worker's start: eleven of them less one, divided by ten. */
async function replayTime(history: temporal.api.history.v1.IHistory, id: string): Promise<number> {
  const run = (count: number) =>
    timed(async () => {
      const copies = Array.from({ length: count }, () => ({ workflowId: workflowId(id), history }));
      for await (const result of Worker.runReplayHistories({ workflowBundle: { codePath: BUNDLE } }, copies)) {
        if (result.error) throw result.error;
      }
    });
  await run(1);
  const one = await run(1);
  return ((await run(11)) - one) / 10;
}

async function newMatch(): Promise<string> {
  const { status, body } = await peermatch.call<{ id: string }>('POST', '/api/v1/matches', {
    method: 'cssp-peer-match',
    title: 'Bench',
    timeZone: ZONE,
    assignedOn: '2040-01-02',
    matchStart: '2040-02-27',
    matchEnd: '2040-02-28',
    people,
  });
  if (status !== 201) throw new Error(`start: ${status} ${JSON.stringify(body)}`);
  return body.id;
}

async function workerMemory(): Promise<number> {
  const status = await readFile(`/proc/${peermatch.pidOf('worker')}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024);
}

/** Puts the figures into docs/performance.md, between its marks. */
async function record(report: string): Promise<void> {
  const text = await readFile(REPORT, 'utf8');
  await writeFile(REPORT, text.replace(/(<!-- figures -->)[\s\S]*(<!-- end of figures -->)/, `$1\n${report}\n$2`));
}
