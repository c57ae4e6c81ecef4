import { existsSync, mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** Where to put pictures of the pages, for people to look at. */
const LOOK = process.env['LOOK'];

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'bob', name: 'Bob Helper', email: 'bob@example.org', roles: ['consultant'], team: 'helper' },
];

/** A facilitator moves a date on a small phone, without script (requirements.md X8). */
describe.skipIf(!existsSync(CHROMIUM))('on a small phone without script', () => {
  const database = useDatabase();
  let house: House;
  let browser: Browser;
  let page: Page;
  let url: string;
  let id: string;

  beforeAll(async () => {
    house = await makeHouse(database.db);
    const account = await house.accounts.create({ name: 'Fran Facilitator', email: 'fac@example.org' });
    const pm = await house.token(['programManager'], 'pm@example.org');
    const match = { method: 'cssp-peer-match', title: 'Sampletown learns from Otherville', people };
    const dates = { timeZone: 'America/New_York', assignedOn: day(-3), matchStart: day(53), matchEnd: day(54) };
    id = (await house.call(pm, 'POST', 'matches', { ...match, ...dates })).body.id;
    await house.call(pm, 'POST', `matches/${id}/events`, { type: 'CONFIRMATIONS_APPROVED' });
    url = await house.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 720 } });
    page = await context.newPage();
    const { code } = await house.accounts.createSignInLink(account.id, new Date());
    await page.goto(`${url}/sign-in/${code}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
  });

  afterAll(async () => {
    await browser?.close();
    await house?.app.close();
  });

  const widthOfPage = () => page.locator('html').evaluate((html) => html.scrollWidth);

  async function look(name: string): Promise<void> {
    expect(await widthOfPage()).toBeLessThanOrEqual(320);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    if (LOOK === undefined) return;
    mkdirSync(LOOK, { recursive: true });
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${LOOK}/${name}-${width}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 320, height: 720 });
  }

  it('the dates of a match are looked at and moved', async () => {
    await page.goto(`${url}/matches/${id}/tasks/T03`);
    await page.getByRole('link', { name: 'Dates moved' }).click();
    await look('dates');

    await page.getByLabel('First day of the match').fill(day(25));
    await page.getByLabel('Last day of the match').fill(day(26));
    await page.getByText('Yes', { exact: true }).click();
    await page.getByRole('button', { name: 'Show what would follow' }).click();
    await page.getByRole('heading', { name: 'What would follow' }).waitFor();
    expect(await page.getByRole('table').count()).toBe(2);
    await look('dates-preview');

    await page.getByLabel('Why').fill('The hall is taken');
    await page.getByRole('button', { name: 'Move the match to these dates' }).click();
    expect(page.url()).toContain('done=moved');
    expect(await page.getByText('The dates are moved.').count()).toBe(1);
    await look('dates-moved');

    await page.getByRole('button', { name: 'Accept this plan as the facilitator' }).click();
    expect(await page.getByText('It is accepted by the facilitator').count()).toBe(1);
    const rows = await house.deps.queries.match(id);
    expect([rows?.match.match_start, rows?.match.date_status]).toEqual([day(25), 'final']);
  });
});
