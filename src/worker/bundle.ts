import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Where the build puts the workflows' bundle; `worker.ts` reads it from there. */
export const BUNDLE = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));

const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Bundles the workflows once, at build time: a worker that does it itself needs two seconds more at its start and keeps
 * some 200 MiB. Charts and XState are shared across workflows (`preloadModules`), which halves the memory of a cached
 * match; it is safe because charts are immutable and the kernel keeps nothing between steps but memories of pure functions.
 */
export async function bundle(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: built('../workflows/index.js'),
    preloadModules: ['xstate', built('../machines/index.js')],
  });
  await mkdir(dirname(BUNDLE), { recursive: true });
  await writeFile(BUNDLE, code);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
