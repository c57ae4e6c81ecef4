import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Logger } from 'pino';
import { addOffset, dayAt, makeWorkCalendar } from '../calendar/index.ts';
import { makeAccounts } from '../db/accounts.ts';
import { makeApiCommands } from '../db/api-commands.ts';
import { makeApiQueries } from '../db/api-queries.ts';
import { makeFileStore } from '../db/files.ts';
import { makeFormStore } from '../db/forms.ts';
import { openDatabase } from '../db/database.ts';
import { makeLinkStore } from '../db/links.ts';
import { makeMatchChanges } from '../db/match-changes.ts';
import { linkSecret, makeLinkKeys } from '../links/index.ts';
import { createLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import type { Settings } from '../settings.ts';
import { buildApp } from './app.ts';
import { makeDelivery } from './delivery.ts';
import type { ApiDeps } from './deps.ts';
import { loadFormLibrary } from './forms/form-library.ts';
import { makeForecast, planOf } from './forecast.ts';
import { makeReportable } from './match-view.ts';
import { makeLetterRules } from './letter-rules.ts';
import { makePaper } from './paper.ts';
import { makeMethodWords, makePageWords } from './method-words.ts';
import { tellReturned } from './returned-mail.ts';
import { bringAgain } from './sign-in/ask.ts';
import { makeSignInLetter } from './sign-in/letter.ts';
import { sweepStarting } from './sweep.ts';
import { makeTemporalEngine } from './temporal-engine.ts';
import { loadQuestions } from '../words/index.ts';

const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));
const SWEEP_EVERY = 5_000;
const STATEMENT_TIMEOUT = 4_000;

/** The API's process: settings, database, Temporal, the application; closes all of it on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const log = createLog('api', settings);
  if (settings.databaseUrl === undefined) throw new Error('DATABASE_URL must be set: the API keeps nothing itself');
  const db = openDatabase(settings.databaseUrl, {
    statementTimeout: STATEMENT_TIMEOUT,
    onError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  const connection = await connect(settings);
  const matchChanges = makeMatchChanges(settings.databaseUrl, (error) =>
    log.warn({ err: error }, 'the connection that listens broke'),
  );
  const deps = { ...(await makeDeps(settings, log, db, connection)), matchChanges };
  const app = await buildApp(deps);

  const routing = { ...deps, deliver: makeDelivery(deps.engine) };
  const sweep = setInterval(() => {
    for (const sweepOnce of [sweepStarting, tellReturned, bringAgain])
      sweepOnce(routing).catch((error: unknown) => log.warn({ err: error }, 'the sweep failed'));
  }, SWEEP_EVERY);
  sweep.unref();

  await app.listen({ port: settings.port, host: settings.host });
  log.info({ port: settings.port }, 'the API listens');

  let closing = false;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    clearInterval(sweep);
    await app.close();
    await connection.connection.close();
    await db.destroy();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void close().then(() => process.exit(0)));
}

/** The SDK's own environment configuration, so that a cluster or Cloud needs no code; a given address wins. */
async function connect(settings: Settings): Promise<{ connection: Connection; client: Client }> {
  const { connectionOptions, namespace } = loadClientConnectConfig();
  const address = settings.temporalAddress === undefined ? {} : { address: settings.temporalAddress };
  const connection = await Connection.connect({ ...connectionOptions, ...address });
  const client = new Client({ connection, namespace: namespace ?? settings.temporalNamespace });
  return { connection, client };
}

async function makeDeps(
  settings: Settings,
  log: Logger,
  db: ApiDeps['db'],
  { client }: { client: Client },
): Promise<ApiDeps> {
  const work = makeWorkCalendar(settings.calendar);
  const letters = makeLetterRules(CONTENT);
  return {
    db,
    accounts: makeAccounts(db),
    queries: makeApiQueries(db),
    commands: makeApiCommands(db),
    forms: loadFormLibrary(CONTENT, settings.formsDir),
    formStore: makeFormStore(db),
    files: makeFileStore(db),
    fileLimits: settings.fileLimits,
    engine: await makeTemporalEngine(client),
    letters,
    words: makeMethodWords(CONTENT),
    questions: loadQuestions(CONTENT),
    forecast: makeForecast(work, letters),
    reportable: makeReportable(),
    planOf: planOf(work),
    isWorkingDay: (day) => work.isWorkingDay(day),
    onPaper: makePaper({ db, letters, work, program: settings.programName }),
    workingDaysAfter: (day, days) => addOffset(day, `+${days}wd`, work),
    dayAt,
    clock: () => Date.now(),
    log,
    publicUrl: settings.publicUrl,
    trustProxy: settings.trustProxy,
    programName: settings.programName,
    canSendMail: settings.smtpUrl !== undefined,
    sendSignInLetter: makeSignInLetter(CONTENT, settings),
    mailFrom: settings.mailFrom,
    recallSeconds: settings.recallSeconds,
    links: { store: makeLinkStore(db), keys: makeLinkKeys(await linkSecret(settings)) },
    pageWords: makePageWords(CONTENT),
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
