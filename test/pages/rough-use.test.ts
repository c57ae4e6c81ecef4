import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueLink } from '../../src/links/index.ts';
import { closingMatch } from '../api/closing-match.ts';
import type { ClosingMatch } from '../api/closing-match.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { until } from '../support/until.ts';
import { signIn } from './sign-in.ts';
import { hasBrowser, startBrowser } from '../support/chromium.ts';

/** What people do with browsers: press twice, go back, leave pages open, write at the same time, mistype links. */
describe.skipIf(!hasBrowser).each([{ script: true }, { script: false }])('with script: $script', ({ script }) => {
  const database = useDatabase();
  let house: House;
  let browser: Browser;
  let staff: BrowserContext;
  let url: string;
  let closing: ClosingMatch;
  let id: string;

  beforeAll(async () => {
    house = await makeHouse(database.db);
    url = await house.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await startBrowser();
    closing = await closingMatch(house);
    id = await closing.start();
    await closing.on(id, 'CANDIDATE_SUGGESTED', { data: { person: 'con', lead: true } });
    await closing.on(id, 'CONSULTANT_INVITED', { part: 'invitation/con' });
    staff = await seatOf({ name: 'Olga Office', email: 'olga@example.org', roles: ['administrator'] });
  });
  afterAll(async () => {
    await browser?.close();
    await house?.app.close();
  });

  async function seatOf(account: Parameters<typeof signIn>[1]): Promise<BrowserContext> {
    const context = await browser.newContext({ javaScriptEnabled: script });
    const [name = '', value = ''] = (await signIn(house, account)).split('=');
    await context.addCookies([{ name, value, url }]);
    return context;
  }
  async function guestAt(path: string): Promise<Page> {
    const page = await (await browser.newContext({ javaScriptEnabled: script })).newPage();
    await page.goto(`${url}${path}`);
    return page;
  }
  const recorded = async (type: string): Promise<number> =>
    ((await closing.get(id, 'record?limit=500')).items as { type: string }[]).filter((line) => line.type === type)
      .length;
  const linkOf = async (ref: string, purpose: string, part: string, at = new Date()): Promise<string> => {
    const person = await closing.idOf(id, ref);
    const { store, keys } = house.deps.links;
    const subject = { match: id, person, purpose, part: `${part}/${person}`, task: null };
    return `/l/${(await issueLink(store, keys, subject, { now: at, days: 9 })).token}`;
  };
  const words = (page: Page) => page.locator('main').innerText();

  it('a mistyped link says so, and whom to turn to', async () => {
    for (const path of ['/l/nothing', `/l/${'x'.repeat(32)}`, '/sign-in/nothing']) {
      const page = await guestAt(path);
      expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1);
      expect(await words(page), path).not.toMatch(/undefined|error|token/i);
    }
  });

  it('an expired link shows nothing of the match, and offers a new one', async () => {
    const page = await guestAt(
      await linkOf('lead', 'invitation', 'invitation', new Date(Date.now() - 30 * 86_400_000)),
    );
    expect(await page.locator('button[name=act][value=accept]').count()).toBe(0);
    await page.locator('button[name=act][value=renew]').click();
    await page.waitForLoadState();
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  it('a button of a link that is pressed twice counts once, and going back shows what was answered', async () => {
    const path = await linkOf('con', 'invitation', 'invitation');
    const page = await guestAt(path);
    await page.locator('button[name=act][value=accept]').dblclick();
    await page.getByRole('heading', { name: 'You said yes' }).waitFor();
    expect(await recorded('INVITATION_ACCEPTED')).toBe(1);
    await page.goBack().catch(() => undefined);
    await page.goto(`${url}${path}`);
    expect(await words(page)).toContain('You said yes');
    expect(await recorded('INVITATION_ACCEPTED')).toBe(1);
  });

  it('a page that was left open in two windows answers once', async () => {
    const path = await linkOf('con', 'invitation', 'invitation');
    const [one, other] = [await guestAt(path), await guestAt(path)];
    const undo = 'button[name=act][value=undo]';
    await one.locator(undo).click();
    await one.locator('button[name=act][value=accept]').waitFor();
    await other.locator(undo).click();
    await other.waitForLoadState();
    expect(await recorded('INVITATION_ANSWER_UNDONE')).toBe(1);
    expect(await other.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  it('a report that is pressed twice counts once', async () => {
    const page = await staff.newPage();
    await page.goto(`${url}/matches/${id}/report/SITE_CONTACTED?task=T01`);
    await page.locator('[name=contactedOn]').fill('2026-01-06');
    await page.locator('main form button[type=submit]').first().dblclick();
    // The second press stops the way of the first, which `waitForURL` takes for a failure.
    await until(() => /\/tasks\/T01(\?|$)/.test(page.url()));
    expect(await recorded('SITE_CONTACTED')).toBe(1);
  });

  it('after going back and pressing again, what is not possible any more is said, with the text still there', async () => {
    const page = await staff.newPage();
    await page.goto(`${url}/matches/${id}/report/TASK_SKIPPED?task=T26`);
    await page.locator('[name=reason]').fill('They know each other');
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForURL(/\/tasks\/T26(\?|$)/);
    await page.goBack();
    await page.waitForURL(/report\/TASK_SKIPPED/);
    await page.locator('[name=reason]').fill('A second thought');
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForLoadState();
    expect(await recorded('TASK_SKIPPED')).toBe(1);
    expect(await page.locator('[name=reason]').inputValue()).toBe('A second thought');
    expect(await words(page)).toContain('This was not done');
    expect(await words(page)).toMatch(/What happened about it last\s+Task skipped[^]*Olga Office/);
    // The words go along to what is possible now, and into no address.
    await page.getByRole('button', { name: 'Task reopened' }).click();
    await page.getByRole('heading', { level: 1, name: 'Task reopened' }).waitFor();
    expect(await page.locator('[name=reason]').inputValue()).toBe('A second thought');
    expect(page.url()).not.toContain('thought');
  });

  it('two people who write in one form at once: nobody loses a word', async () => {
    const other = await seatOf({ name: 'Ola Office', email: 'ola@example.org', roles: ['administrator'] });
    const [first, second] = [await staff.newPage(), await other.newPage()];
    for (const page of [first, second]) await page.goto(`${url}/matches/${id}/forms/F1`);
    await first.locator('[name="f.issues"]').fill('How young people are heard');
    await second.locator('[name="f.issues"]').fill('How a council begins');
    await second.locator('[name="f.gains"]').fill('A first plan');
    await first.locator('button[value=save]').click();
    await first.getByText('Saved').first().waitFor();
    await second.locator('button[value=save]').click();
    await second.getByText('Somebody else saved it meanwhile').waitFor();
    expect(await second.locator('[name="f.issues"]').inputValue()).toBe('How a council begins');
    expect(await words(second)).toContain('How young people are heard');
    await second.locator('[name="f.issues"]').fill('How young people are heard, and how a council begins');
    await second.locator('button[value=save]').click();
    await second.getByText('Saved').first().waitFor();
    await first.reload();
    await first.goto(`${url}/matches/${id}/forms/F1`);
    expect(await first.locator('[name="f.issues"]').inputValue()).toContain('and how a council begins');
    expect(await first.locator('[name="f.gains"]').inputValue()).toBe('A first plan');
  });

  it('a press from a page of somebody who has signed out meanwhile does nothing, and says so', async () => {
    const context = await seatOf({ name: 'Nora New', email: 'nora@example.org', roles: ['administrator'] });
    const [page, elsewhere] = [await context.newPage(), await context.newPage()];
    await page.goto(`${url}/matches/${id}/report/HELD`);
    await elsewhere.goto(url);
    await elsewhere.getByRole('button', { name: 'Sign out' }).click();
    await elsewhere.waitForLoadState();
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForLoadState();
    expect(await recorded('HELD')).toBe(0);
    expect(await words(page)).not.toMatch(/csrf|token|undefined/i);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  it('a page that is older than the sign-in does nothing, and says so in plain words', async () => {
    const page = await staff.newPage();
    await page.goto(`${url}/matches/${id}/report/HELD`);
    await staff.clearCookies({ name: '_csrf' });
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForLoadState();
    expect(await recorded('HELD')).toBe(0);
    expect(await words(page)).toContain('Open it again');
    expect(await words(page)).not.toMatch(/csrf|token/i);
  });
});
