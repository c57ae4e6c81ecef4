import { loadClientConnectConfig } from '@temporalio/envconfig';
import { makeWorkCalendar } from '../calendar/index.ts';
import { openDatabase } from '../db/database.ts';
import { linkSecret } from '../links/index.ts';
import { createLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import { makeMailPort } from './mail-port.ts';
import { makePorts } from './ports.ts';
import { logInto, makeWorker } from './worker.ts';

/** `record` gives up on a statement after half a second, so that a hanging database is noticed (recipes.md). */
const STATEMENT_TIMEOUT_MS = 500;

/** The worker's process: settings, database, mail, activities, worker. The SDK itself ends it in good order on SIGINT and SIGTERM. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const log = createLog('worker', settings);
  logInto(log);
  if (!settings.databaseUrl) throw new Error('DATABASE_URL must be set: the worker keeps the record there');
  const db = openDatabase(settings.databaseUrl, {
    statementTimeout: STATEMENT_TIMEOUT_MS,
    onError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  const { connectionOptions, namespace } = loadClientConnectConfig();
  const worker = await makeWorker({
    connection: {
      // A task is a few kB: packing it costs both sides more than it saves.
      grpcCompression: { codec: 'none' },
      ...connectionOptions,
      ...(settings.temporalAddress ? { address: settings.temporalAddress } : {}),
    },
    namespace: namespace ?? settings.temporalNamespace,
    ports: makePorts({
      db,
      mail: makeMailPort(settings),
      program: settings.programName,
      publicUrl: settings.publicUrl,
      work: makeWorkCalendar(settings.calendar),
      digestsPerWeek: settings.digestsPerWeek,
      mailFileBytes: settings.fileLimits.mail,
      linkSecret: await linkSecret(settings),
    }),
  });
  log.info('the worker runs');
  await worker.run();
  await db.destroy();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
