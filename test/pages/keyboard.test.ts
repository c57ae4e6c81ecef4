import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { tooWide, unfold } from './axe.ts';
import { fill, pageRoutes, typeOf } from './page-routes.ts';
import { signIn } from './sign-in.ts';
import { workedMatch } from './worked.ts';
import { hasBrowser, startBrowser } from '../support/chromium.ts';

const DESK = { width: 1280, height: 900 };
const LONG = 300_000;

/** Every page with the keyboard alone, at twice the size, in high contrast, and on paper. */
describe.skipIf(!hasBrowser)('every page', () => {
  const database = useDatabase();
  let house: House;
  let browser: Browser;
  let page: Page;
  let url: string;
  /** One address of each page. */
  const paths: string[] = [];

  beforeAll(async () => {
    house = await makeHouse(database.db);
    url = await house.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await startBrowser();
    const context = await browser.newContext({ viewport: DESK });
    const session = await signIn(house, { name: 'Olga Office', email: 'olga@example.org', roles: ['administrator'] });
    const [name = '', value = ''] = session.split('=');
    await context.addCookies([{ name, value, url }]);
    page = await context.newPage();
    const { values } = await workedMatch(house);
    // Behind every link is another page.
    const first = pageRoutes(house.app).flatMap((route) =>
      fill(route, values).slice(0, route === '/l/:token' ? undefined : 1),
    );
    for (const path of first) if ((await typeOf(`${url}${path}`, session, 'manual')) === 'text/html') paths.push(path);
    expect(paths.length).toBeGreaterThan(15);
  }, LONG);
  afterAll(async () => {
    await browser?.close();
    await house?.app.close();
  });

  /** Visits each page once for all of these looks, and gathers what each of them complains about. */
  async function tour<Look extends string>(
    looks: Record<Look, () => Promise<string[]>>,
  ): Promise<Record<Look, string[]>> {
    const all = Object.entries(looks) as [Look, () => Promise<string[]>][];
    const complaints = Object.fromEntries(all.map(([name]) => [name, [] as string[]])) as Record<Look, string[]>;
    for (const path of paths) {
      await page.goto(`${url}${path}`);
      for (const [name, look] of all) complaints[name].push(...(await look()).map((one) => `${path}: ${one}`));
    }
    return complaints;
  }

  it('is reached whole by the tab key, in its order, and shows where one is', { timeout: LONG }, async () => {
    const walk = async (): Promise<string[]> => {
      await unfold(page);
      const wanted = await markStops(page);
      const { reached, shown } = await walkByTab(page, wanted.length);
      const missed = wanted.filter((_, number) => !reached.includes(number));
      const unseen = wanted.filter((_, number) => reached.includes(number) && !shown.has(number));
      return [
        ...(missed.length === 0 ? [] : [`the tab key does not reach ${missed.join(', ')}`]),
        ...(unseen.length === 0 ? [] : [`nobody sees that the focus is on ${unseen.join(', ')}`]),
        ...(reached.every((number, n) => n === 0 || number > (reached[n - 1] ?? 0)) ? [] : ['the order jumps back']),
      ];
    };
    expect((await tour({ walk })).walk).toEqual([]);
  });

  describe('in one visit', () => {
    let found: Record<'skip' | 'print' | 'twice' | 'contrast', string[]>;
    beforeAll(async () => void (found = await tour({ skip, print, twice, contrast })), LONG);

    it('begins with a link that leaves out the head', () => expect(found.skip).toEqual([]));
    it('can be read at twice the size without scrolling sideways', () => expect(found.twice).toEqual([]));
    it('keeps edges of buttons and boxes, and the mark of the focus, in high contrast', () =>
      expect(found.contrast).toEqual([]));
    it('prints what it says, without what only works on a screen', () => expect(found.print).toEqual([]));
  });

  async function skip(): Promise<string[]> {
    await page.keyboard.press('Tab');
    const link = page.locator('a[href="#main"]:focus');
    // Where nothing stands before the content there is nothing to leave out.
    if (await page.evaluate(() => document.activeElement?.closest('main') != null)) return [];
    if ((await link.count()) === 0) return ['the first stop is no link to the content'];
    const isSeen = await page
      .waitForFunction(() => (document.activeElement?.getBoundingClientRect().top ?? -1) >= 0, null, { timeout: 3000 })
      .then(() => true)
      .catch(() => false);
    await page.keyboard.press('Enter');
    const inMain = await page.evaluate(() => document.activeElement?.matches('main') === true);
    return [...(isSeen ? [] : ['the link to the content is not seen']), ...(inMain ? [] : ['it leads nowhere'])];
  }

  async function print(): Promise<string[]> {
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 720, height: 1000 });
    const isHeadSeen = await page
      .locator('header nav')
      .first()
      .isVisible()
      .catch(() => false);
    const isHeadingSeen = await page.locator('h1').first().isVisible();
    const over = await tooWide(page);
    await page.emulateMedia({ media: null });
    return [
      ...(isHeadSeen ? ['the navigation is printed'] : []),
      ...(isHeadingSeen ? [] : ['the heading is not printed']),
      ...(over > 0 ? [`${over} px wider than the paper`] : []),
    ];
  }

  async function twice(): Promise<string[]> {
    // A browser that shows a page at 200 % has half the room for it.
    await page.setViewportSize({ width: DESK.width / 2, height: DESK.height / 2 });
    await unfold(page);
    const over = await tooWide(page);
    await page.setViewportSize(DESK);
    return over > 0 ? [`${over} px too wide`] : [];
  }

  async function contrast(): Promise<string[]> {
    await page.emulateMedia({ forcedColors: 'active' });
    await unfold(page);
    const lost = await lostInContrast(page);
    await page.emulateMedia({ forcedColors: null });
    return lost;
  }
});

/** Numbers all that the tab key has to reach, in the order of the page; of radios that belong together one is a stop. */
const markStops = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]',
    );
    const groups = new Set<string>();
    const stops = [...all].filter((one) => {
      if (one.closest('[disabled]') !== null || one.checkVisibility() === false || one.tabIndex < 0) return false;
      if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true;
      const form = [...document.forms].indexOf(one.form as HTMLFormElement);
      const checked = document.querySelector<HTMLInputElement>(`form input[name="${one.name}"]:checked`);
      if (checked !== null && checked.form === one.form) return checked === one;
      const group = `${form} ${one.name}`;
      if (groups.has(group)) return false;
      groups.add(group);
      return true;
    });
    stops.forEach((one, n) => (one.dataset['stop'] = String(n)));
    return stops.map((one) => `${one.tagName.toLowerCase()} "${(one.textContent || one.id).trim().slice(0, 40)}"`);
  });

/** Presses the tab key until the focus comes back to the first stop or goes nowhere; the page itself notes where it has been. */
async function walkByTab(page: Page, stops: number): Promise<{ reached: number[]; shown: Set<number> }> {
  await noteFocus(page);
  // A box for a day has several stops of its own, and one note.
  const BOX = 8;
  for (let n = 0, known = 0; n < 6 * stops; n += BOX) {
    for (let press = 0; press < BOX; press += 1) await page.keyboard.press('Tab');
    const notes = await focusNotes(page);
    // Behind the last stop comes the browser itself, or the first one again.
    if (notes.length === known || notes.some(({ number }, at) => number === 0 && at > 0)) break;
    known = notes.length;
  }
  const notes = await focusNotes(page);
  const again = notes.findIndex(({ number }, at) => number === 0 && at > 0);
  const walked = again === -1 ? notes : notes.slice(0, again);
  return {
    reached: walked.map(({ number }) => number).filter((number, at, all) => number !== all[at - 1]),
    shown: new Set(walked.filter(({ isShown }) => isShown).map(({ number }) => number)),
  };
}

interface Note {
  readonly number: number;
  readonly isShown: boolean;
}
type Noting = typeof globalThis & { focusNotes: Note[] };

const focusNotes = (page: Page): Promise<Note[]> => page.evaluate(() => (globalThis as Noting).focusNotes);

const noteFocus = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const notes: Note[] = ((globalThis as Noting).focusNotes = []);
    const shows = (style: CSSStyleDeclaration) =>
      (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    document.addEventListener('focusin', ({ target }) => {
      const one = target as HTMLElement;
      // USWDS draws radios and checkboxes with the label.
      const label = one.id === '' ? null : document.querySelector(`label[for="${one.id}"]`);
      const isShown = shows(getComputedStyle(one)) || (label !== null && shows(getComputedStyle(label, '::before')));
      notes.push({ number: Number(one.dataset['stop'] ?? -1), isShown });
    });
  });

/** What has no edge in forced colours, or shows no focus. */
const lostInContrast = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const lost: string[] = [];
    const nameOf = (one: Element) => `${one.tagName.toLowerCase()} "${(one.textContent ?? '').trim().slice(0, 40)}"`;
    const boxes = 'main .usa-button:not(.usa-button--unstyled), main .usa-input, main .usa-select, main .usa-textarea';
    for (const one of document.querySelectorAll<HTMLElement>(boxes)) {
      const style = getComputedStyle(one);
      const hasEdge =
        (style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) > 0) ||
        (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
      if (!hasEdge) lost.push(`${nameOf(one)} has no edge`);
      one.focus();
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      if (outlineStyle === 'none' || parseFloat(outlineWidth) === 0) lost.push(`${nameOf(one)} shows no focus`);
    }
    return lost;
  });
