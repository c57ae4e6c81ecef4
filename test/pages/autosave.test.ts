import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueLink } from '../../src/links/index.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { signIn } from './sign-in.ts';
import { hasBrowser, startBrowser } from '../support/chromium.ts';

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', telephone: '555 0142', roles: ['facilitator'] },
  { ref: 'lead', name: 'Sam Sitelead', email: 'lead@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  {
    ref: 'res',
    name: 'Rosa Residente',
    email: 'res@example.org',
    roles: ['resident'],
    team: 'seeker',
    language: 'es',
  },
];

/** What is typed is saved by itself where script runs (requirements.md B2.21), and nobody's text is lost when two write at once. */
describe.skipIf(!hasBrowser)('a form', () => {
  const database = useDatabase();
  let house: House;
  let browser: Browser;
  let staff: BrowserContext;
  let url: string;
  let id: string;
  let pm: string;
  let cookie: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    house = await makeHouse(database.db);
    pm = await house.token(['programManager'], 'pm@example.org');
    const dates = { assignedOn: day(-60), matchStart: day(-2), matchEnd: day(-1) };
    const match = { method: 'cssp-peer-match', title: 'Sampletown learns', timeZone: 'America/New_York', ...dates };
    id = (await house.call(pm, 'POST', 'matches', { ...match, people })).body.id;
    for (const event of [
      { type: 'DATES_FINALIZED', data: { matchStart: day(-2), matchEnd: day(-1) } },
      { type: 'ATTENDANCE_MARKED', data: { attended: ['lead', 'res'] } },
      { type: 'MATCH_ENDED' },
    ]) {
      const answer = await house.call(pm, 'POST', `matches/${id}/events`, event);
      expect(answer.status, answer.text).toBe(200);
    }
    url = await house.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await startBrowser();
    cookie = await signIn(house, { name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] });
    staff = await signedIn(true);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.app.close();
  });

  async function signedIn(javaScriptEnabled: boolean): Promise<BrowserContext> {
    const [name = '', value = ''] = cookie.split('=');
    const context = await browser.newContext({ javaScriptEnabled });
    await context.addCookies([{ name, value, url }]);
    return context;
  }

  async function open(context: BrowserContext, address: string): Promise<Page> {
    const page = await context.newPage();
    page.on('console', (message) => {
      // A form that is not whole is answered with 422, which browsers think worth a line.
      if (!message.text().includes('status of 422')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(address);
    return page;
  }
  const purpose = () => `${url}/matches/${id}/forms/F1`;
  const first = (page: Page) => page.locator('textarea').first();
  const second = (page: Page) => page.locator('textarea').nth(1);
  const saved = (page: Page, words: string | RegExp = /Saved at \d+:\d\d/) =>
    page.locator('#saved').filter({ hasText: words }).waitFor();

  async function linkFor(ref: string, purposeOf: string, part: string | null): Promise<string> {
    const listed = await house.call(pm, 'GET', `matches/${id}/people`);
    const person = (listed.body.items as { id: string; ref: string }[]).find((one) => one.ref === ref)?.id ?? '';
    const { store, keys } = house.deps.links;
    const subject = { match: id, person, purpose: purposeOf, part: part && `${part}/${person}`, task: null };
    return `${url}/l/${(await issueLink(store, keys, subject, { now: new Date(), days: 9 })).token}`;
  }

  it('saves itself while somebody types, says so, and what was typed is there when the page is opened again', async () => {
    const page = await open(staff, purpose());
    await first(page).fill('Young people have no say.');
    await saved(page);
    await page.reload();
    expect(await first(page).inputValue()).toBe('Young people have no say.');
    await second(page).fill('A youth council that lasts.');
    await saved(page);
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Save', exact: true }).click()]);
    expect(await page.getByRole('heading', { name: 'Saved' }).count()).toBe(1);
    expect(await second(page).inputValue()).toBe('A youth council that lasts.');
    await page.close();
  });

  it('a button pressed while it saves itself is not in its own way', async () => {
    const page = await open(staff, purpose());
    // The answer to the autosave never comes back, as when a page is left while it is on its way.
    let reached: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (reached = resolve));
    await page.route(purpose(), async (route) => {
      if (!(route.request().postData() ?? '').includes('autosave')) return route.continue();
      await route.fetch();
      reached();
      await route.abort();
    });
    await first(page).fill('Nobody asks the young people.');
    await arrived;
    await first(page).fill('Nobody asks the young people anything.');
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Save', exact: true }).click()]);
    expect(await page.getByText('Somebody else saved it meanwhile').count()).toBe(0);
    expect(await first(page).inputValue()).toBe('Nobody asks the young people anything.');
    complaints.length = 0;
    await page.close();
  });

  it('of two who write at once, the second is told, keeps her words and sees both', async () => {
    const [one, other] = [await open(staff, purpose()), await open(staff, purpose())];
    await first(one).fill('The words of one.');
    await saved(one);
    await first(other).fill('The words of the other.');
    await saved(other, 'Somebody else saved it meanwhile');
    expect(await first(other).inputValue()).toBe('The words of the other.');
    await Promise.all([other.waitForEvent('load'), other.getByRole('button', { name: 'Save', exact: true }).click()]);
    expect(await first(other).inputValue()).toBe('The words of the other.');
    expect(await other.getByText('The other version says: The words of one.').count()).toBe(1);
    await first(other).fill('The words of one, and of the other.');
    await saved(other);
    await first(one).fill('More words of one.');
    await saved(one, 'Somebody else saved it meanwhile');
    const kept = await house.call(pm, 'GET', `matches/${id}/forms/F1`);
    expect(Object.values(kept.body.values)).toContain('The words of one, and of the other.');
    await Promise.all([one.close(), other.close()]);
  });

  it('without script it is saved by the button, and the same questions are there', async () => {
    const context = await signedIn(false);
    const page = await open(context, purpose());
    await first(page).fill('Typed without script.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    expect(await page.getByRole('heading', { name: 'Saved' }).count()).toBe(1);
    await page.reload();
    expect(await first(page).inputValue()).toBe('Typed without script.');
    await context.close();
  });

  it('who is signed out meanwhile is told that it was not saved, and loses nothing', async () => {
    const context = await signedIn(true);
    const page = await open(context, purpose());
    await context.clearCookies();
    await first(page).fill('Typed when signed out.');
    await saved(page, /sign|token|session/i);
    expect(await first(page).inputValue()).toBe('Typed when signed out.');
    complaints.length = 0;
    await context.close();
  });

  describe('behind a link', () => {
    it('saves itself in the language of its reader, and nothing is sent before she presses', async () => {
      const context = await browser.newContext();
      const link = await linkFor('res', 'evaluation', 'evaluation');
      const page = await open(context, link);
      expect(await page.locator('html').getAttribute('lang')).toBe('es');
      await page.getByLabel('¿Qué fue lo más útil?').fill('Hablar con otras madres.');
      await saved(page, /Se guardó/);
      await page.reload();
      expect(await page.getByLabel('¿Qué fue lo más útil?').inputValue()).toBe('Hablar con otras madres.');
      expect(await answers()).toEqual([]);
      await page.getByLabel('¿Qué cambiaría?').fill('Más tiempo.');
      await Promise.all([
        page.waitForEvent('load'),
        page.getByRole('button', { name: 'Guardar y seguir después' }).click(),
      ]);
      expect(await page.getByRole('heading', { name: 'Se guardó, y no se ha enviado' }).count()).toBe(1);
      expect(await answers()).toEqual([]);
      await page.getByRole('button', { name: 'Enviar mi evaluación' }).click();
      const alert = page.getByRole('alert');
      expect(await alert.textContent()).toContain('Falta revisar algo');
      await alert.getByRole('link').first().click();
      expect(new URL(page.url()).hash).not.toBe('');
      for (const group of await page.locator('fieldset').all())
        await group.getByText('Estoy totalmente de acuerdo', { exact: true }).click();
      await page.getByRole('button', { name: 'Enviar mi evaluación' }).click();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Llegó su evaluación, gracias');
      expect(await answers()).toHaveLength(1);
      await context.close();
    });

    it('can be kept for later without script too', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await open(context, await linkFor('lead', 'evaluation', 'evaluation'));
      await page.getByLabel('What was most useful?').fill('The walk.');
      await page.getByRole('button', { name: 'Save and go on later' }).click();
      expect(await page.getByRole('heading', { name: 'Saved, and not sent' }).count()).toBe(1);
      expect(await page.getByLabel('What was most useful?').inputValue()).toBe('The walk.');
      await context.close();
    });

    async function answers(): Promise<unknown[]> {
      const { body } = await house.call(pm, 'GET', `matches/${id}/answers`);
      return (body.items as { purpose: string }[]).filter(({ purpose: one }) => one === 'evaluation');
    }
  });

  it('nothing is missing on these pages, and the policy forbids nothing', () => {
    expect(complaints).toEqual([]);
  });
});
