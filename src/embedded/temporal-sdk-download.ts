import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The Temporal SDK's own download of a server version into an empty folder, for machines without pip. It knows no hash: it trusts
 * the SDK's source. The SDK offers it to its testing package only, and starts what it fetched; we stop that and keep the file.
 */
export async function downloadBySdk(version: string, folder: string): Promise<Uint8Array> {
  const { Runtime } = await import('@temporalio/worker');
  const runtime = Runtime.instance();
  const server = await runtime.createEphemeralServer({
    type: 'dev-server',
    exe: {
      type: 'cached-download',
      downloadDir: folder,
      version: `v${version}`,
      ttl: 0,
      sdkName: 'sdk-typescript',
      sdkVersion: '1.24.0',
    },
    namespace: 'default',
    ip: '127.0.0.1',
    port: null,
    uiPort: null,
    dbFilename: null,
    ui: false,
    log: { format: 'pretty', level: 'error' },
    extraArgs: [],
  });
  await runtime.shutdownEphemeralServer(server);
  const [name] = await readdir(folder);
  if (name === undefined) throw new Error('the SDK left no server behind');
  return readFile(join(folder, name));
}
