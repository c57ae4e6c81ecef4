import { pino } from 'pino';
import { createActivities } from '../../src/activities/index.ts';
import { addOffset, dayAt, makeWorkCalendar } from '../../src/calendar/index.ts';
import { buildApp } from '../../src/api/app.ts';
import type { ApiDeps } from '../../src/api/deps.ts';
import { loadFormLibrary } from '../../src/api/forms/form-library.ts';
import { makeForecast, planOf } from '../../src/api/forecast.ts';
import { makeReportable } from '../../src/api/match-view.ts';
import { makePaper } from '../../src/api/paper.ts';
import type { Delivery, Engine, Starting } from '../../src/api/engine.ts';
import { makeLetterRules } from '../../src/api/letter-rules.ts';
import { makeMethodWords, makePageWords } from '../../src/api/method-words.ts';
import { makeSignInLetter } from '../../src/api/sign-in/letter.ts';
import { makeAccounts } from '../../src/db/accounts.ts';
import { makeApiCommands } from '../../src/db/api-commands.ts';
import { makeApiQueries } from '../../src/db/api-queries.ts';
import { makeFileStore } from '../../src/db/files.ts';
import { makeFormStore } from '../../src/db/forms.ts';
import { makeLinkStore } from '../../src/db/links.ts';
import { makeLinkKeys } from '../../src/links/index.ts';
import type { Database } from '../../src/db/database.ts';
import type { MatchActivities } from '../../src/contracts/record.ts';
import { chartOf } from '../../src/machines/index.ts';
import { begin, deadlines, isRefusal, step, view, withPlans } from '../../src/machines/kernel/index.ts';
import type { MatchEvent, Stored } from '../../src/machines/kernel/types.ts';
import { makeMailPort } from '../../src/worker/mail-port.ts';
import { makePorts } from '../../src/worker/ports.ts';
import { fileURLToPath } from 'node:url';
import { loadQuestions } from '../../src/words/index.ts';

const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));

export const LINK_SECRET = 'links of tests are made from this';

/** Charts in memory in place of the workflow: the same kernel, and the real `record` into the real database. */
export class MemoryEngine implements Engine {
  whyNoSkipping: string | undefined;
  /** Sent to matches, in order. */
  readonly sent: { match: string; event: MatchEvent; updateId: string }[] = [];
  /** Answers these before it does anything. */
  next: Delivery[] = [];
  /** As when the database is away for the worker. */
  unrecorded = false;
  private readonly runs = new Map<string, { stored: Stored; taken: Map<string, Delivery> }>();
  private readonly activities: MatchActivities;

  constructor(activities: MatchActivities) {
    this.activities = activities;
  }

  async start(starting: Starting, event: MatchEvent, updateId: string): Promise<Delivery> {
    const { match, method, version } = starting;
    if (this.next.length === 0 && !this.runs.has(match))
      this.runs.set(match, { stored: begin(chartOf(method, version)), taken: new Map() });
    return this.deliver(match, event, updateId);
  }

  async deliver(match: string, event: MatchEvent, updateId: string): Promise<Delivery> {
    const answer = this.next.shift();
    if (answer !== undefined) return answer;
    this.sent.push({ match, event, updateId });
    const run = this.runs.get(match);
    if (run === undefined) return { kind: 'gone' };
    const known = run.taken.get(updateId);
    if (known !== undefined) return known;
    const chart = chartOf(run.stored.method, run.stored.version);
    const now = Date.now();
    const outcome = step(chart, run.stored, { ...event, key: updateId }, now);
    if (isRefusal(outcome)) return { kind: 'refused', refusal: outcome };
    run.stored = outcome.stored;
    const { seq } = outcome.stored;
    const taken: Delivery = { kind: 'taken', seq, recorded: !this.unrecorded };
    run.taken.set(updateId, taken);
    if (this.unrecorded) return taken;
    const line = { seq, at: now, key: updateId, event: { ...event, key: updateId }, effects: outcome.effects };
    const { planned } = await this.activities.record({
      match,
      lines: [line],
      stored: run.stored,
      deadlines: deadlines(chart, run.stored),
      view: view(chart, run.stored),
      now,
    });
    run.stored = withPlans(run.stored, planned);
    return taken;
  }

  forget(match: string): void {
    this.runs.delete(match);
  }

  async handOver(match: string, ahead: number): Promise<void> {
    await this.activities.deliverLetters({ match, now: Date.now() + ahead });
  }
  skip(_match: string, _id: string, _milliseconds: number): Promise<void> {
    return Promise.resolve();
  }
  skipping(_match: string): Promise<{ now: number; busy: boolean; ended: boolean }> {
    return Promise.resolve({ now: Number.MAX_SAFE_INTEGER, busy: false, ended: true });
  }
  readiness(): Promise<{ server: boolean; searchAttributes: boolean }> {
    return Promise.resolve({ server: true, searchAttributes: true });
  }
}

/** An application on a test database. */
export async function makeHouse(db: Database, change: Partial<ApiDeps> = {}) {
  const mail = makeMailPort({ smtpUrl: undefined, mailFrom: 'Peermatch <peermatch@example.org>' });
  const work = makeWorkCalendar({ country: 'US' });
  const fileLimits = change.fileLimits ?? { file: 10_485_760, match: 104_857_600, mail: 10_485_760 };
  const world = {
    db,
    mail,
    program: 'Peermatch',
    publicUrl: 'http://localhost:3000',
    work,
    linkSecret: LINK_SECRET,
    mailFileBytes: fileLimits.mail,
  };
  const engine = new MemoryEngine(createActivities(makePorts(world), { beat: () => undefined, stopped: () => false }));
  const letters = makeLetterRules(CONTENT);
  const accounts = makeAccounts(db);
  const deps: ApiDeps = {
    db,
    accounts,
    queries: makeApiQueries(db),
    commands: makeApiCommands(db),
    forms: loadFormLibrary(CONTENT),
    formStore: makeFormStore(db),
    files: makeFileStore(db),
    fileLimits,
    engine,
    letters,
    words: makeMethodWords(CONTENT),
    questions: loadQuestions(CONTENT),
    forecast: makeForecast(work, letters),
    reportable: makeReportable(),
    planOf: planOf(work),
    isWorkingDay: (day) => work.isWorkingDay(day),
    onPaper: makePaper({ db, letters, work, program: 'Peermatch' }),
    workingDaysAfter: (day, days) => addOffset(day, `+${days}wd`, work),
    dayAt,
    clock: () => Date.now(),
    log: pino({ level: 'silent' }),
    publicUrl: 'http://localhost:3000',
    programName: 'Peermatch',
    canSendMail: false,
    sendSignInLetter: makeSignInLetter(CONTENT, {
      smtpUrl: undefined,
      mailFrom: 'Peermatch <peermatch@example.org>',
      programName: 'Peermatch',
    }),
    mailFrom: 'Peermatch <peermatch@example.org>',
    recallSeconds: 0,
    links: { store: makeLinkStore(db), keys: makeLinkKeys(LINK_SECRET) },
    pageWords: makePageWords(CONTENT),
    ...change,
  };
  const app = await buildApp(deps);

  interface Options {
    readonly key?: string;
    readonly headers?: Record<string, string>;
  }
  const call = async (
    token: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    options: Options = {},
  ) => {
    const answer = await app.inject({
      method: method as 'GET',
      url: path.startsWith('/') ? path : `/api/v1/${path}`,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: isJson ? answer.json() : undefined,
    };
  };
  const token = async (roles: string[], email?: string) =>
    (await accounts.createToken({ name: roles.join(' '), roles: roles as never, email })).secret;
  return { app, engine, accounts, deps, call, token };
}
export type House = Awaited<ReturnType<typeof makeHouse>>;

export const cast = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'bob', name: 'Bob Helper', email: 'bob@example.org', roles: ['participant'], team: 'helper' },
];
export const tips = {
  method: 'ncdb-peer-match',
  title: 'Tips from Sampletown',
  timeZone: 'America/New_York',
  assignedOn: '2027-03-01',
  people: cast,
};
/** A CSSP match of eight weeks' lead time; a test names its people. */
export const youthCouncils = {
  method: 'cssp-peer-match',
  title: 'Youth councils',
  timeZone: 'America/New_York',
  assignedOn: '2027-01-04',
  matchStart: '2027-03-01',
  matchEnd: '2027-03-02',
};
