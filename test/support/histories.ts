import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { findTemporal } from '../../src/embedded/temporal.ts';
import { workflowId } from '../../src/contracts/names.ts';
import type { Peermatch } from './peermatch.ts';

const FOLDER = new URL('../replay/histories/', import.meta.url);

type History = temporal.api.history.v1.IHistory;

/** The histories of all runs of a match, in their order: it continues as new from time to time. */
export async function runsOf({ temporal: client }: Pick<Peermatch, 'temporal'>, match: string): Promise<History[]> {
  const runs: History[] = [];
  for (let run = await firstRun(client, match); run; run = next(runs.at(-1))) {
    runs.push(await client.workflow.getHandle(workflowId(match), run).fetchHistory());
  }
  return runs;
}

async function firstRun(client: Client, match: string): Promise<string | null | undefined> {
  const { events } = await client.workflow.getHandle(workflowId(match)).fetchHistory();
  return events?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId;
}

const next = (run: History | undefined): string | null | undefined =>
  run?.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;

const idOf = (run: History): string =>
  run.events?.[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId ?? '';

/** Keeps a match's runs for the replay suite when told to (`RECORD_HISTORIES=1`): named after the situation and numbered. */
export async function keepHistory(peermatch: Peermatch, match: string, situation: string): Promise<void> {
  if (!process.env['RECORD_HISTORIES']) return;
  for (const name of await filesOf(`${situation}.`)) await rm(new URL(name, FOLDER));
  const ids = (await runsOf(peermatch, match)).map(idOf);
  for (const [n, run] of ids.entries()) {
    const which = ['--workflow-id', workflowId(match), '--run-id', run, '--address', peermatch.temporalAddress];
    const show = ['workflow', 'show', '--output', 'json', ...which];
    const { stdout } = await promisify(execFile)(await findTemporal(), show, { maxBuffer: 2 ** 28 });
    await writeFile(new URL(`${situation}.${n + 1}.json`, FOLDER), `${JSON.stringify(JSON.parse(stdout))}\n`);
  }
}

const filesOf = async (start: string): Promise<string[]> =>
  (await readdir(fileURLToPath(FOLDER))).filter((name) => name.startsWith(start) && name.endsWith('.json'));

/** The kept histories, by situation and number of the run. */
export async function keptHistories(): Promise<{ situation: string; history: unknown }[]> {
  const files = await filesOf('cssp-');
  return Promise.all(
    files.map(async (name) => ({
      situation: name.replace('.json', ''),
      history: JSON.parse(await readFile(new URL(name, FOLDER), 'utf8')) as unknown,
    })),
  );
}
