import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findTemporal } from '../../src/embedded/temporal.ts';
import { workflowId } from '../../src/contracts/names.ts';
import type { Peermatch } from './peermatch.ts';

const FOLDER = new URL('../replay/histories/', import.meta.url);

/** Keeps a match's history for the replay suite when the run is told to (`RECORD_HISTORIES=1`): named after the situation. */
export async function keepHistory(peermatch: Peermatch, match: string, situation: string): Promise<void> {
  if (!process.env['RECORD_HISTORIES']) return;
  const show = [
    'workflow',
    'show',
    '--workflow-id',
    workflowId(match),
    '--output',
    'json',
    '--address',
    peermatch.temporalAddress,
  ];
  const { stdout } = await promisify(execFile)(await findTemporal(), show, { maxBuffer: 2 ** 28 });
  const history = JSON.parse(stdout) as unknown;
  await writeFile(new URL(`${situation}.json`, FOLDER), `${JSON.stringify(history)}\n`);
}

/** The kept histories, by situation. */
export async function keptHistories(): Promise<{ situation: string; history: unknown }[]> {
  const files = (await readdir(fileURLToPath(FOLDER))).filter((name) => name.endsWith('.json'));
  return Promise.all(
    files.map(async (name) => ({
      situation: name.replace('.json', ''),
      history: JSON.parse(await readFile(new URL(name, FOLDER), 'utf8')) as unknown,
    })),
  );
}
