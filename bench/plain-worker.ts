import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const SCRIPT = `
import { NativeConnection, Worker } from ${JSON.stringify(import.meta.resolve('@temporalio/worker'))};
const [address, codePath] = process.argv.slice(2);
const worker = await Worker.create({ connection: await NativeConnection.connect({ address }), taskQueue: 'plain', workflowBundle: { codePath } });
process.send('ready');
await worker.run();
`;

/** A worker for the plain workflow, in a process of its own like the one it is compared with. */
export async function startPlainWorker(address: string): Promise<ChildProcess> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('plain.workflow.ts', import.meta.url)),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} } as never,
  });
  const folder = await mkdtemp(join(tmpdir(), 'peermatch-bench-'));
  const [script, bundle] = [join(folder, 'worker.mjs'), join(folder, 'bundle.js')];
  await Promise.all([writeFile(script, SCRIPT), writeFile(bundle, code)]);
  const child = fork(script, [address, bundle], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await new Promise((resolve) => child.once('message', resolve));
  return child;
}
