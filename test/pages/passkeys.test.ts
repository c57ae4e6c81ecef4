import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../src/db/sessions.ts';
import { freePort } from '../../src/embedded/ports.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { draw, hasBrowser, startBrowser } from '../support/chromium.ts';

const DEVICE = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

/** Passkeys in a real browser, with a device that the browser only pretends to have. */
describe.skipIf(!hasBrowser)('a passkey', () => {
  const database = useDatabase();
  let house: House;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let device: CDPSession;
  let authenticatorId: string;
  let url: string;
  let uma: Account;
  let count = 0;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://localhost:${port}`;
    house = await makeHouse(database.db, { publicUrl: url, canSendMail: true });
    await house.app.listen({ port, host: 'localhost' });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await house?.app.close();
  });
  beforeEach(async () => {
    uma = await house.accounts.create({ name: 'Uma', email: `uma${++count}@example.org`, roles: ['programManager'] });
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    device = await context.newCDPSession(page);
    await device.send('WebAuthn.enable');
    ({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', { options: DEVICE }));
  });
  afterEach(() => context.close());

  const button = (name: string) => page.getByRole('button', { name });
  async function signInByLink(): Promise<void> {
    const { code } = await house.accounts.createSignInLink(uma.id, new Date());
    await page.goto(`${url}/sign-in/${code}`);
    await button('Sign in').click();
    await page.waitForURL(`${url}/`);
  }
  async function add(name: string): Promise<void> {
    await page.goto(`${url}/account`);
    await page.getByLabel('Name it, so that you know it again').fill(name);
    await button('Add a passkey').click();
    await page.getByText('The passkey was added').waitFor();
  }
  async function look(name: string): Promise<void> {
    await draw(page, name);
  }

  it('is added, signs in where it was wanted to, and is removed', async () => {
    await signInByLink();
    await add('My laptop');
    await look('account');
    expect(await page.getByText('My laptop').count()).toBeGreaterThan(0);
    await button('Sign out').first().click();
    await page.waitForURL(`${url}/sign-in`);

    await page.goto(`${url}/mail?after=x`);
    await look('sign-in');
    await button('Sign in with a passkey').click();
    await page.waitForURL(`${url}/mail?after=x`);
    await page.goto(`${url}/account`);
    expect(await page.getByText(/Added .*, last used just now/).count()).toBe(1);

    await button('Remove').click();
    await page.getByText('The passkey was removed').waitFor();
    expect(await house.accounts.passkeysOf(uma.id)).toEqual([]);
    await button('Sign out').first().click();
    await page.waitForURL(`${url}/sign-in`);
    await button('Sign in with a passkey').click();
    await page.getByText('That passkey opens no account here').waitFor();
    await look('passkey-unknown');
  });

  it('does not sign in to an account that was closed', async () => {
    await signInByLink();
    await add('Phone');
    await house.accounts.close(uma.id, new Date());
    await house.accounts.reopen(uma.id);
    await page.goto(`${url}/sign-in`);
    await button('Sign in with a passkey').click();
    await page.getByText('That passkey opens no account here').waitFor();
  });

  it('is not added where the owner was not seen', async () => {
    await signInByLink();
    await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.goto(`${url}/account`);
    await button('Add a passkey').click();
    await page.getByText('Nothing was added').waitFor();
    expect(await house.accounts.passkeysOf(uma.id)).toEqual([]);
  });

  it('answers each question once, and only where it was asked', async () => {
    await signInByLink();
    await add('Desk');
    await context.clearCookies({ name: 'peermatch_session' });
    await page.goto(`${url}/sign-in`);
    const sent = new Promise<string>((resolve) => {
      void page.route('**/sign-in/passkey', async (route) => {
        resolve(route.request().postData() ?? '');
        await route.abort();
      });
    });
    await button('Sign in with a passkey').click();
    const payload = await sent;
    expect(payload).toContain('answer=%7B');
    const mark = (await context.cookies(`${url}/sign-in`)).find(({ name }) => name === 'peermatch_asked');
    const send = (browser: string) =>
      house.app.inject({
        method: 'POST',
        url: '/sign-in/passkey',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          cookie: `peermatch_asked=${browser}`,
        },
        payload,
      });
    expect((await send('x'.repeat(32))).statusCode).toBe(422);
    expect((await send(mark?.value ?? '')).statusCode).toBe(303);
    expect((await send(mark?.value ?? '')).statusCode).toBe(422);
  });

  it('is not offered without script, and the letter is', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const sheet = await plain.newPage();
    await sheet.goto(`${url}/sign-in`);
    expect(await sheet.getByRole('button', { name: 'Sign in with a passkey' }).isVisible()).toBe(false);
    expect(await sheet.getByRole('button', { name: 'Send me a sign-in link' }).isVisible()).toBe(true);
    await plain.close();
  });

  it('has no script of its own in a page, and nothing of it is refused', async () => {
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await signInByLink();
    for (const path of ['/account', '/accounts', '/sign-in']) await page.goto(`${url}${path}`);
    expect(complaints.filter((one) => /Content Security|Refused/.test(one))).toEqual([]);
    expect((await (await fetch(`${url}/account`)).text()).match(/<script(?![^>]* src=)/)).toBeNull();
  });

  it('and its pages fit a small phone', async () => {
    const root = await house.accounts.create({ name: 'Rita Root', roles: ['administrator'] });
    uma = root;
    await signInByLink();
    await page.setViewportSize({ width: 320, height: 720 });
    const paths = ['/account', '/accounts', '/accounts/new', `/accounts/${root.id}`];
    for (const path of paths) {
      await page.goto(`${url}${path}`);
      await page.setViewportSize({ width: 320, height: 720 });
      const width = await page.locator('html').evaluate((html) => html.scrollWidth);
      expect([path, width <= 320]).toEqual([path, true]);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      await look(path.replace(root.id, 'one').slice(1).replaceAll('/', '-'));
    }
  });
});
