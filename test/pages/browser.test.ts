import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { draw, hasBrowser, startBrowser } from '../support/chromium.ts';

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'lead', name: 'Sam Sitelead', email: 'lead@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'con', name: 'Chris Consultant', email: 'con@example.org', roles: ['consultant'], team: 'helper' },
];

/** The pages as a browser shows them, on a phone and on a desk, without script. */
describe.skipIf(!hasBrowser)('in a browser', () => {
  const database = useDatabase();
  let house: House;
  let browser: Browser;
  let page: Page;
  let url: string;
  let id: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    house = await makeHouse(database.db);
    const pm = await house.token(['programManager'], 'pm@example.org');
    const match = {
      method: 'cssp-peer-match',
      title: 'Sampletown learns from Otherville',
      timeZone: 'America/New_York',
    };
    const dates = { assignedOn: day(-10), matchStart: day(46), matchEnd: day(47) };
    const made = await house.call(pm, 'POST', 'matches', { ...match, ...dates, people });
    id = made.body.id;
    const events = [
      { type: 'SITE_CONTACTED', data: { contactedOn: day(-8), channel: 'phone' } },
      { type: 'CALL_PLANNED', data: { audience: 'initial', on: day(2) } },
      { type: 'CANDIDATE_SUGGESTED', data: { person: 'con', lead: true } },
      { type: 'TASK_NOT_APPLICABLE', task: 'T28', data: { reason: 'Everybody knows the place' } },
    ];
    for (const event of events) await house.call(pm, 'POST', `matches/${id}/events`, event);
    url = await house.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await startBrowser();
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 720 } });
    page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('response', (answer) => {
      if (answer.status() >= 400) complaints.push(`${answer.url()} ${answer.status()}`);
    });
    const account = await house.accounts.create({ name: 'Olga Office', roles: ['administrator'] });
    const { code } = await house.accounts.createSignInLink(account.id, new Date());
    await page.goto(`${url}/sign-in/${code}`);
    await look('sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
  });

  afterAll(async () => {
    await browser?.close();
    await house?.app.close();
  });

  async function look(name: string): Promise<void> {
    await draw(page, name);
  }

  const open = async (path: string, name: string): Promise<void> => {
    await page.goto(`${url}${path}`);
    await look(name);
  };
  const widthOfPage = () => page.locator('html').evaluate((html) => html.scrollWidth);

  it.each([
    ['the portfolio', () => '/', 'portfolio'],
    ['a match', () => `/matches/${id}`, 'match'],
    ['all letters of a match', () => `/matches/${id}/letters`, 'letters'],
    ['its people', () => `/matches/${id}/people`, 'people'],
    ['its forms', () => `/matches/${id}/forms`, 'forms'],
    ['its agenda', () => `/matches/${id}/agenda`, 'agenda'],
    ['its calls', () => `/matches/${id}/calls`, 'calls'],
    ['its record', () => `/matches/${id}/record`, 'record'],
    ['its chart', () => `/matches/${id}/chart`, 'chart'],
    ['a task', () => `/matches/${id}/tasks/T28?just=TASK_NOT_APPLICABLE&of=T28`, 'task'],
    ['the mail', () => '/mail', 'mail'],
  ])('%s fits a small phone, with one heading and one main', async (_words, path, name) => {
    await open(path(), name);
    expect(await widthOfPage()).toBeLessThanOrEqual(320);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.getByRole('banner').count()).toBe(1);
  });

  it('a letter is one press away from its match', async () => {
    await page.goto(`${url}/matches/${id}`);
    await page.locator('section[aria-labelledby=drafts] a').first().click();
    await look('letter');
    expect(page.url()).toContain('/letters/');
    expect(await widthOfPage()).toBeLessThanOrEqual(320);
  });

  it('all that is folded fits a small phone too, once it is opened', async () => {
    await page.goto(`${url}/matches/${id}`);
    for (const summary of await page.locator('.pm-fold > summary').all()) await summary.click();
    await look('match-unfolded');
    expect(await widthOfPage()).toBeLessThanOrEqual(320);
  });

  it('headings leave out no level', async () => {
    await page.goto(`${url}/matches/${id}`);
    const levels = await page.locator('h1, h2, h3, h4').evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
    levels.forEach((level, n) => expect(level - (levels[n - 1] ?? 0)).toBeLessThanOrEqual(1));
  });

  it('nothing is missing and nothing is forbidden by the policy', () => {
    expect(complaints).toEqual([]);
  });
});
