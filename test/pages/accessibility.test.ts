import type { Browser, BrowserContext, Locator, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TASK } from '../../src/links/purposes.ts';
import { linksOf, methods } from '../../src/machines/index.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { axeComplaints, tooWide, unfold } from './axe.ts';
import { fill, pageRoutes, typeOf } from './page-routes.ts';
import type { Values } from './page-routes.ts';
import { signIn } from './sign-in.ts';
import { endedMatch, freshMatch, workedMatch } from './worked.ts';
import { hasBrowser, startBrowser } from '../support/chromium.ts';

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 720 };
const LONG = 300_000;

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

interface World {
  readonly house: House;
  readonly url: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Routes of this state, filled in; those that are no pages are left out. Of many of one kind as many as differ much. */
  paths(values: Values, options?: { matching?: (route: string) => boolean; most?: number }): Promise<string[]>;
}

/** A house that listens, with an administrator's browser on it. */
function useWorld(): World {
  const database = useDatabase();
  let made: Omit<World, 'paths'>;
  beforeAll(async () => {
    const house = await makeHouse(database.db);
    const url = await house.app.listen({ port: 0, host: '127.0.0.1' });
    const context = await browser.newContext({ viewport: DESK });
    const session = await signIn(house, { name: 'Olga Office', email: 'olga@example.org', roles: ['administrator'] });
    const [name = '', value = ''] = session.split('=');
    await context.addCookies([{ name, value, url }]);
    made = { house, url, context, page: await context.newPage() };
  });
  afterAll(async () => {
    await made?.context.close();
    await made?.house.app.close();
  });
  return {
    get house() {
      return made.house;
    },
    get url() {
      return made.url;
    },
    get context() {
      return made.context;
    },
    get page() {
      return made.page;
    },
    async paths(values, { matching = () => true, most = Infinity } = {}) {
      const cookie = (await made.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
      const seen = new Map<string, number>();
      const routes = pageRoutes(made.house.app).filter(matching);
      const all = routes.flatMap((route) => inBothLanguages(fill(route, values)));
      const pages: string[] = [];
      for (const path of all) {
        const kind = kindOf(path);
        const count = seen.get(kind) ?? 0;
        if (count >= most || (await typeOf(`${made.url}${path}`, cookie, 'follow')) !== 'text/html') continue;
        seen.set(kind, count + 1);
        pages.push(path);
      }
      return pages;
    },
  };
}

/** Visits pages one after the other, and gathers what `look` complains about. */
async function tour(
  page: Page,
  base: string,
  paths: readonly string[],
  look: (page: Page) => Promise<string[]>,
  mustBe: (path: string) => boolean = () => false,
) {
  const complaints: string[] = [];
  for (const path of paths) {
    const answer = await page.goto(`${base}${path}`);
    if (answer?.headers()['content-type']?.startsWith('text/html') !== true) continue;
    const status = answer.status();
    if (status >= 500 || (status === 404 && mustBe(path))) complaints.push(`${path} answers ${status}`);
    for (const one of await look(page)) complaints.push(`${path} ${one}`);
  }
  return complaints;
}

/** By axe on a desk, and by its width on a small phone, with all that is folded open. */
async function inspect(page: Page): Promise<string[]> {
  await page.setViewportSize(DESK);
  await unfold(page);
  const complaints = await axeComplaints(page);
  await page.setViewportSize(PHONE);
  const over = await tooWide(page);
  if (over > 0) complaints.push(`is ${over} px too wide for a phone of 320 px`);
  return complaints;
}

it.skipIf(!hasBrowser)('what is wrong with a page is found', async () => {
  const page = await browser.newPage({ viewport: PHONE });
  await page.setContent('<title>A</title><main><input><img src="data:,"><p style="width: 900px">.</p></main>');
  const [head, ...more] = await inspect(page);
  expect(head).toMatch(/^html-has-lang|^image-alt|^label/);
  expect(more.join('\n')).toContain('too wide');
  await page.close();
});

describe.skipIf(!hasBrowser)('every page without a match, looked at by axe and on a small phone', () => {
  const world = useWorld();
  it('when there is nothing yet', { timeout: LONG }, async () => {
    const paths = await world.paths({}, { matching: (route) => !route.includes(':') });
    expect(paths).toContain('/');
    expect(await tour(world.page, world.url, paths, inspect)).toEqual([]);
  });
});

describe.skipIf(!hasBrowser)('every page, looked at by axe and on a small phone', () => {
  const world = useWorld();
  let worked: Awaited<ReturnType<typeof workedMatch>>;
  beforeAll(async () => {
    worked = await workedMatch(world.house);
  });

  it('is there to be looked at', () => {
    for (const route of pageRoutes(world.house.app)) expect(fill(route, worked.values), route).not.toEqual([]);
  });

  it('behind a link for whatever a link is for, before and after each answer, and when it does not open', () => {
    const statesOf = (purpose: string) =>
      worked.links.filter((one) => one.purpose === purpose).map(({ state }) => state);
    const purposes = [...methods.keys()].flatMap((method) => Object.entries(linksOf(method)));
    for (const [purpose, { answers }] of purposes)
      expect(statesOf(purpose), purpose).toEqual(expect.arrayContaining(['open', ...answers.map(({ id }) => id)]));
    expect(statesOf(TASK)).toEqual(expect.arrayContaining(['open', 'done', 'notMine', 'handedOver']));
    const shut = ['expired', 'closed', 'replaced', 'revoked', 'left', 'erased', 'cancelled'];
    expect(statesOf('call')).toEqual(expect.arrayContaining(shut));
  });

  it('in the middle of a match', { timeout: LONG }, async () => {
    const paths = await world.paths(worked.values, { matching: (route) => !route.startsWith('/l/'), most: 5 });
    expect(paths.length).toBeGreaterThan(45);
    expect(await tour(world.page, world.url, paths, inspect, () => true)).toEqual([]);
  });

  it('when a match has just begun, and when it has ended', { timeout: LONG }, async () => {
    for (const { values } of [await freshMatch(world.house), await endedMatch(world.house)]) {
      const paths = await world.paths(values, { matching: (route) => route.startsWith('/matches/:id'), most: 2 });
      expect(await tour(world.page, world.url, paths, inspect)).toEqual([]);
    }
  });

  it('after a bad press', { timeout: LONG }, async () => {
    const { values } = await workedMatch(world.house, 'Pressed badly');
    const complaints: string[] = [];
    for (const path of await world.paths(values, { most: 3 })) {
      await world.page.setViewportSize(DESK);
      await world.page.goto(`${world.url}${path}`);
      const form = world.page.locator('main form[method=post]:has(input:not([type=hidden]), textarea, select)').first();
      if ((await form.count()) === 0) continue;
      await unfold(world.page);
      await form.locator('input[type=text], input[type=date], textarea').evaluateAll((all) => {
        for (const one of all) (one as HTMLInputElement).value = '';
      });
      const answer = await pressed(world.page, form);
      if (answer === 'not sent') continue;
      await world.page.waitForLoadState();
      if (answer.status() >= 500) complaints.push(`${path} answers ${answer.status()} to an empty form`);
      if (answer.status() >= 400 && answer.status() < 500)
        for (const one of await inspect(world.page)) complaints.push(`${path} pressed: ${one}`);
    }
    expect(complaints).toEqual([]);
  });

  it('for whoever is not signed in', { timeout: LONG }, async () => {
    const context = await browser.newContext({ viewport: DESK });
    const page = await context.newPage();
    const paths = await world.paths(worked.values, { most: 1 });
    expect(paths.filter(isLink)).toHaveLength(2 * worked.links.length);
    const isThere = (path: string) => isLink(path) && !path.includes('no-such-link');
    expect(await tour(page, world.url, paths, inspect, isThere)).toEqual([]);
    await context.close();
  });
});

/** Presses the last button of a form. Not sent: the browser itself asks for what is missing. */
async function pressed(page: Page, form: Locator): Promise<Response | 'not sent'> {
  const button = form.locator('button[type=submit]').last();
  const lacks = await button.evaluate(
    (one: HTMLButtonElement) => !one.formNoValidate && one.form?.noValidate === false && !one.form.checkValidity(),
  );
  if (lacks) return 'not sent';
  const sent = page.waitForResponse((one) => one.request().method() === 'POST');
  await button.click();
  return sent;
}

const isLink = (path: string): boolean => /^\/l\/[^/]*$/.test(path);

/** What participants see they see in their language. */
const inBothLanguages = (paths: readonly string[]): string[] =>
  paths.flatMap((path) =>
    /^\/(l\/|code$)/.test(path) ? ['en', 'es'].map((one) => `${path}?language=${one}`) : [path],
  );

/** Pages that differ in the last piece of their address are of one kind; behind every link is another page. */
const kindOf = (path: string): string => (isLink(path) ? path : path.replace(/^\/l\/[^/]*|\/[^/]*$/, ''));
