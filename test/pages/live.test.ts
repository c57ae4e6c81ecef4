import { get } from 'node:http';
import type { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeLiveMatches } from '../../src/api/live/live-matches.ts';
import { makeMatchChanges } from '../../src/db/match-changes.ts';
import { makeHouse, youthCouncils } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { signIn } from './sign-in.ts';
import { hasBrowser, startBrowser } from '../support/chromium.ts';

const TASK = 'Send the practical note';

const database = useDatabase();
const broken: string[] = [];
const makeLiveHouse = (change: Parameters<typeof makeHouse>[1] = {}) =>
  makeHouse(database.db, {
    matchChanges: makeMatchChanges(database.url, ({ message }) => broken.push(message)),
    ...change,
  });

const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'lead', name: 'Sam Sitelead', email: 'lead@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'con', name: 'Chris Consultant', email: 'con@example.org', roles: ['consultant'], team: 'helper' },
];

let house: House;
let url: string;
let pm: string;
let cookie: string;
let id: string;

const report = async (type: string, task?: string, data?: unknown) => {
  const answer = await house.call(pm, 'POST', `matches/${id}/events`, { type, task, data });
  expect(answer.status, answer.text).toBe(200);
};
let isLeftOut = false;
/** Something that happens, again and again. */
async function somethingHappens(): Promise<void> {
  await (isLeftOut
    ? report('TASK_REOPENED', 'T28', { reason: 'After all' })
    : report('TASK_NOT_APPLICABLE', 'T28', { reason: 'Everybody knows the place' }));
  isLeftOut = !isLeftOut;
}

beforeAll(async () => {
  house = await makeLiveHouse();
  url = await house.app.listen({ port: 0, host: '127.0.0.1' });
  pm = await house.token(['programManager'], 'pm@example.org');
  cookie = await signIn(house, { name: 'Olga Office', roles: ['administrator'] });
  id = (await house.call(pm, 'POST', 'matches', { ...youthCouncils, people })).body.id;
  await report('SITE_CONTACTED', undefined, { contactedOn: '2027-01-05', channel: 'phone' });
  await report('CANDIDATE_SUGGESTED', undefined, { person: 'con', lead: true });
});
afterAll(() => house?.app.close());

/** A reader's stream, as the browser has it. */
async function stream(headers: Record<string, string> = { cookie }, query = '') {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}/matches/${id}/live${query}`, { headers }, resolve).on('error', reject);
  });
  answer.setEncoding('utf8');
  let all = '';
  const waiting = new Set<() => void>();
  answer.on('data', (text: string) => {
    all += text;
    waiting.forEach((look) => look());
  });
  const ended = new Promise<void>((resolve) => answer.on('close', resolve));
  return {
    status: answer.statusCode,
    headers: answer.headers,
    all: () => all,
    until: (words: string) =>
      new Promise<void>((resolve) => {
        const look = () => all.includes(words) && resolve();
        waiting.add(look);
        look();
      }),
    ended,
    end: () => answer.destroy(),
  };
}
/** Reads until these words have come, or to the end. */
async function read(from: Readable | undefined, words: string): Promise<void> {
  let all = '';
  for await (const part of from ?? []) {
    all += String(part);
    if (words !== ENDED && all.includes(words)) return;
  }
  expect(all).toContain(words);
}
const ENDED = 'event: ended';
const seqNow = async () =>
  (await database.db.selectFrom('matches').select('seq').where('id', '=', id).executeTakeFirstOrThrow()).seq;

describe('the stream of a match', () => {
  const open: { end: () => void }[] = [];
  const opened = async (...how: Parameters<typeof stream>) => {
    const one = await stream(...how);
    open.push(one);
    return one;
  };
  afterEach(() => {
    for (const { end } of open.splice(0)) end();
  });

  it('says that something changed, and nothing else', async () => {
    const one = await opened({ cookie }, `?seq=${await seqNow()}`);
    expect(one.headers['content-type']).toBe('text/event-stream');
    expect(one.all()).not.toContain('news');
    await somethingHappens();
    await one.until('event: news');
    expect(one.all().replace('id: open\n\n', '')).toBe('event: news\ndata: changed\n\n');
  });

  it('says at once when the match went on since the page was made, or when the page comes again', async () => {
    await (await opened({ cookie }, `?seq=${(await seqNow()) - 1}`)).until('event: news');
    await (await opened({ cookie, 'last-event-id': 'open' }, `?seq=${await seqNow()}`)).until('event: news');
  });

  it('tells of letters too', async () => {
    const one = await opened({ cookie }, `?seq=${await seqNow()}`);
    const letter = await database.db
      .selectFrom('letters')
      .select('id')
      .where('match', '=', id)
      .executeTakeFirstOrThrow();
    await database.db.updateTable('letters').set({ state: 'edited' }).where('id', '=', letter.id).execute();
    await one.until('event: news');
  });

  it('is for whoever may see the match', async () => {
    const stranger = await signIn(house, { name: 'Stella Stranger', email: 'stranger@example.org' });
    expect((await opened({ cookie: stranger })).status).toBe(404);
    expect((await opened({})).status).toBe(401);
  });

  it('is refused to an account that has twenty already, and another account is not held up', async () => {
    const greedy = await signIn(house, { name: 'Gerd Greedy', roles: ['administrator'] });
    const all = await Promise.all(Array.from({ length: 21 }, () => opened({ cookie: greedy })));
    expect(all.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    expect((await opened()).status).toBe(200);
  });

  it('costs a match that nobody looks at no notification', async () => {
    await database.db.deleteFrom('watched').execute();
    const heard: string[] = [];
    const changes = makeMatchChanges(database.url, ({ message }) => broken.push(message));
    const listening = await new Promise<ReturnType<typeof changes.listen>>((resolve) => {
      const one = changes.listen({ onChange: (match) => heard.push(match), onBack: () => resolve(one) });
    });
    await somethingHappens();
    const one = await opened({ cookie }, `?seq=${await seqNow()}`);
    await somethingHappens();
    await one.until('event: news');
    expect(new Set(heard)).toEqual(new Set([id]));
    expect(heard).toHaveLength(1);
    await listening.close();
  });

  it('finds out by comparing when no notification comes', async () => {
    const live = makeLiveMatches({ db: database.db, changes: undefined, log: house.deps.log, beat: 20 });
    const seq = await seqNow();
    const one = await live.open({ account: 'one', match: id, seq, isStillIn: () => Promise.resolve(true) });
    await somethingHappens();
    await read(one, 'event: news');
    await live.close();
  });

  it('ends for whoever has signed out or left, and tells the page not to come again', async () => {
    const live = makeLiveMatches({ db: database.db, changes: undefined, log: house.deps.log, beat: 20 });
    const seq = await seqNow();
    const one = await live.open({ account: 'one', match: id, seq, isStillIn: () => Promise.resolve(false) });
    await read(one, ENDED);
    expect(one?.readableEnded).toBe(true);
    await live.close();
  });

  it('says nothing to a stream that has ended and whose reader is slow, however often it is looked at', async () => {
    const live = makeLiveMatches({ db: database.db, changes: undefined, log: house.deps.log, beat: 5 });
    const seq = await seqNow();
    let asked = 0;
    const isStillIn = () => {
      asked += 1;
      return Promise.resolve(false);
    };
    const one = await live.open({ account: 'one', match: id, seq, isStillIn });
    const failed: unknown[] = [];
    one?.on('error', (error) => failed.push(error));
    // Nobody reads, so that it is not closed yet.
    await expect.poll(() => asked).toBeGreaterThan(3);
    await somethingHappens();
    await read(one, ENDED);
    expect(failed).toEqual([]);
    await live.close();
  });

  it('hears again after its connection to the database was lost', async () => {
    const one = await opened({ cookie }, `?seq=${await seqNow()}`);
    const lost = broken.length;
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query = 'listen peermatch'`.execute(database.db);
    await expect.poll(() => broken.length).toBeGreaterThan(lost);
    await somethingHappens();
    await one.until('event: news');
  });
});

describe.skipIf(!hasBrowser)('the page of a match in a browser', () => {
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  async function reader(
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext(options);
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(`uncaught: ${String(error)}`));
    return { page, context };
  }
  const listens = (page: Page) => page.waitForResponse((answer) => answer.url().includes('/live'));
  const task = (page: Page) => page.locator('.pm-steps li', { hasText: TASK });
  const status = (page: Page) => task(page).locator('.usa-tag').textContent();

  it('changes without reloading, in every window, and what is unfolded and where one is stays', async () => {
    const one = await reader();
    const other = await reader();
    for (const { page } of [one, other]) {
      const heard = listens(page);
      await page.goto(`${url}/matches/${id}`);
      await heard;
    }
    const { page } = one;
    await page.locator('#steps').click();
    const step = page.locator('.pm-steps details', { hasText: TASK });
    if ((await step.getAttribute('open')) === null) await step.locator('summary').click();
    const summary = page.locator('.pm-fold > summary', { has: page.locator('#steps') });
    await summary.focus();
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    const before = await status(page);

    await somethingHappens();

    const now = isLeftOut ? 'Does not apply' : 'Open';
    expect(before).not.toBe(now);
    await expect.poll(() => status(page)).toMatch(isLeftOut ? /apply/ : /pen/);
    await expect.poll(() => status(other.page)).toMatch(isLeftOut ? /apply/ : /pen/);
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
    expect(await page.locator('.pm-fold', { has: page.locator('#steps') }).getAttribute('open')).not.toBeNull();
    expect(await task(page).isVisible()).toBe(true);
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.getByRole('main').count()).toBe(1);

    await somethingHappens();
    await expect.poll(() => status(page)).toBe(before);
    await Promise.all([one.context.close(), other.context.close()]);
  });

  it('goes on after the API was away', async () => {
    const { page, context } = await reader();
    const heard = listens(page);
    await page.goto(`${url}/matches/${id}`);
    await heard;
    const before = await status(page);
    const { port } = new URL(url);
    await house.app.close();
    house = await makeLiveHouse({ engine: house.engine });
    await somethingHappens();
    await house.app.listen({ port: Number(port), host: '127.0.0.1' });
    await expect.poll(() => status(page), { timeout: 10_000 }).not.toBe(before);
    await context.close();
  });

  it('is complete without script, and asks for no stream', async () => {
    const { page, context } = await reader({ javaScriptEnabled: false });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${url}/matches/${id}`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Youth councils');
    expect(await page.locator('.pm-as-of').isVisible()).toBe(true);
    expect(asked.filter((address) => address.includes('/live'))).toEqual([]);
    await context.close();
  });

  it('breaks no rule that the page gives its scripts', () => {
    // That the API was away for a while is complained of too, in words that depend on how far it had stopped.
    expect(complaints.filter((text) => /^uncaught|Content Security Policy|Trusted/i.test(text))).toEqual([]);
  });
});

it('the API ends its streams when it stops', async () => {
  const one = await stream({ cookie });
  await house.app.close();
  await one.ended;
  expect(one.all()).not.toContain('ended');
});
