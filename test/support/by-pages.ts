import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { chartOf } from '../../src/machines/index.ts';
import { taskOfPart } from '../../src/machines/kernel/index.ts';
import type { Peermatch } from './peermatch.ts';
import { until } from './until.ts';

/** Somebody in front of a browser, who knows the pages and nothing else. */
export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Where everybody begins, and the only address of staff that is ever typed. */
  readonly home: string;
}

/** What is reported, in the words of the page: what is chosen by its words, too. */
export interface Report {
  readonly type: string;
  /** Whom or what of several it is about, as the page names it. */
  readonly about?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Answers of a form, by field. */
  readonly form?: Readonly<Record<string, unknown>>;
}

const CHART = chartOf('cssp-peer-match', 1);

export async function takeSeat(
  browser: Browser,
  home: string,
  options: { script: boolean; signIn?: string },
): Promise<Seat> {
  const context = await browser.newContext({
    javaScriptEnabled: options.script,
    viewport: { width: 1100, height: 800 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  if (options.signIn !== undefined) {
    await page.goto(options.signIn);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  }
  return { context, page, home };
}

/** From the list of all matches to one of them. */
export async function openMatch({ page, home }: Seat, title: string): Promise<void> {
  await page.goto(home);
  await follow(page, page.getByRole('link', { name: title, exact: true }));
}

/** From the page of a match to one of its other pages. */
export async function openPlace(seat: Seat, title: string, words: string): Promise<void> {
  await openMatch(seat, title);
  await follow(seat.page, seat.page.getByRole('link', { name: words, exact: true }));
}

/** Reports something the way a person does: from the page of the match to the task, and there by a button, a few questions, or the form. */
export async function reportByPages(seat: Seat, title: string, report: Report): Promise<void> {
  const { page } = seat;
  const { type, about, data, form } = report;
  const entry = CHART.catalogue[type];
  const task = entry?.task ?? (entry?.part === undefined ? undefined : taskOfPart(CHART.catalogue, entry.part));
  await openMatch(seat, title);
  await follow(page, page.locator(task === undefined ? 'a[href$="/report"]' : `a[href$="/tasks/${task}"]`));
  if (form !== undefined) {
    await follow(page, page.locator(`a[href*="/forms/${entry?.form}"]`));
    await answer(page, 'f', form);
    return press(page, page.locator('main button[name=_do][value=send]'));
  }
  const line = page.locator('main li').filter({ hasText: about ?? '' });
  const atOnce = line.locator(`form[action*="/report/${type}"] button`);
  if (data === undefined && (await atOnce.count()) > 0) return press(page, atOnce);
  await follow(page, line.locator(`a[href*="/report/${type}"]`));
  await answer(page, '', data ?? {});
  return press(page, page.locator('main form button[type=submit]'));
}

/** A click on a link, and the page behind it. What is folded is unfolded to find it. */
export async function follow(page: Page, links: Locator): Promise<void> {
  const link = links.first();
  if ((await link.count()) === 0)
    throw new Error(`no such link, ${String(links)}, on ${page.url()}:\n${await said(page)}`);
  if (!(await link.isVisible())) await unfoldAll(page);
  const href = await link.getAttribute('href');
  await link.click();
  await page.waitForURL((url) => `${url.pathname}${url.search}` === href);
}

const said = (page: Page): Promise<string> => page.locator('main').innerText();

/** Folded things open without script as well: each by a press, as a person does it. */
async function unfoldAll(page: Page): Promise<void> {
  for (const summary of await page.locator('details:not([open]) > summary').all())
    if (await summary.isVisible()) await summary.click();
}

/** Types and chooses answers; what a page does not ask is known to it already. */
export async function answer(page: Page, under: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, value] of Object.entries(values))
    await answerOne(page, under === '' ? name : `${under}.${name}`, value);
}

async function answerOne(page: Page, name: string, value: unknown): Promise<void> {
  const boxes = page.locator(`main [name="${name}"]`);
  if ((await boxes.count()) === 0 && typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) return answerOne(page, `${name}.0`, value[0]);
    return answer(page, name, value as Record<string, unknown>);
  }
  const first = boxes.first();
  const kind = await first.evaluate((box) => (box as HTMLInputElement).type);
  if (kind === 'radio' || kind === 'checkbox') for (const one of [value].flat()) await choose(page, name, one);
  else if (kind.startsWith('select')) await first.selectOption(String(value));
  else await first.fill(String(value));
}

/** One of several: people press its words, since the box itself is drawn by them. */
async function choose(page: Page, name: string, value: unknown): Promise<void> {
  const words = value === true ? 'yes' : value === false ? 'no' : String(value);
  const named = page.locator(`main [name="${name}"]`);
  const box = named.and(page.locator(`[value="${words}"]`).or(page.getByLabel(words, { exact: true }))).first();
  if (!(await box.isChecked())) await page.locator(`main label[for="${await box.getAttribute('id')}"]`).click();
}

/** Presses, and waits until the server has done it. What it did not take is told with the words of the page. */
export async function press(page: Page, button: Locator): Promise<void> {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === 'POST'),
    button.first().click(),
  ]);
  await page.waitForLoadState();
  if (response.status() >= 400) throw new Error(`${response.status()} from ${response.url()}:\n${await said(page)}`);
}

/** All drafts of a kind go out, by the one press of their page. */
export async function releaseByPages(seat: Seat, title: string, kind: string): Promise<void> {
  const { page } = seat;
  await openMatch(seat, title);
  await follow(page, page.locator(`a[href$="/letters?kind=${kind}"]`));
  await press(page, page.locator('main form:has(input[name=_do][value=release]) button'));
}

const PATIENCE = 60_000;

/** Waits for mail; what never came is said in place of a test that hangs. */
export async function arrived<T>(
  { sink, output }: Pick<Peermatch, 'sink' | 'output'>,
  what: string,
  look: () => T | undefined,
): Promise<T> {
  const limit = Date.now() + PATIENCE;
  return until(() => {
    const found = look();
    if (found !== undefined || Date.now() < limit) return found;
    const mail = sink.received.map(({ to, mail }) => `${to}: ${mail.subject}`).join('\n');
    throw new Error(`nobody got ${what}, but\n${mail}\n${output()}`);
  });
}
