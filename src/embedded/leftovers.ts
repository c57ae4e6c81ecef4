import { join } from 'node:path';
import { endLeftover } from './server-process.ts';

/**
 * Ends the servers that a killed start left behind (worker and API end by themselves, see leash.ts), so that the kept ports are
 * free again. Only the holder of the lock may call it.
 */
export async function endLeftovers(dataDir: string): Promise<void> {
  const cluster = join(dataDir, 'postgres');
  await Promise.all([
    endLeftover(join(dataDir, 'temporal.pid'), join(dataDir, 'temporal.db'), 'SIGTERM'),
    endLeftover(join(cluster, 'postmaster.pid'), cluster, 'SIGINT'),
  ]);
}
