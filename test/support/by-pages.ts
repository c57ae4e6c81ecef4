import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { chartOf } from '../../src/machines/index.ts';
import { taskOfPart } from '../../src/machines/kernel/index.ts';

/** Somebody in front of a browser, who knows the pages and nothing else. */
export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** What is reported, in the words of the questions: names of fields with what is typed or chosen. */
export interface Report {
  readonly type: string;
  readonly part?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Answers of a form, by field. */
  readonly form?: Readonly<Record<string, unknown>>;
}

const CHART = chartOf('cssp-peer-match', 1);

export async function takeSeat(browser: Browser, options: { script: boolean; signIn?: string }): Promise<Seat> {
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
  return { context, page };
}

/** Reports something the way a person does: from the page of the match to the task, and there by a button, a few questions, or the form. */
export async function reportByPages({ page }: Seat, base: string, match: string, report: Report): Promise<void> {
  const { type, part, data, form } = report;
  const entry = CHART.catalogue[type];
  const task = entry?.task ?? (entry?.part === undefined ? undefined : taskOfPart(CHART.catalogue, entry.part));
  await page.goto(`${base}/matches/${match}`);
  await unfoldAll(page);
  const next = `/matches/${match}/${task === undefined ? 'report' : `tasks/${task}`}`;
  const link = page.locator(`a[href="${next}"]`).first();
  // Whoever does more about a task that is settled already comes from a letter or a bookmark.
  if ((await link.count()) > 0) await follow(page, link);
  else await page.goto(`${base}${next}`);
  const formId = entry?.form;
  if (form !== undefined && formId !== undefined) {
    await follow(page, await found(page, page.locator(`a[href*="/forms/${formId}"]`), part));
    await answer(page, 'f', form);
    return press(page, page.locator('main button[name=_do][value=send]'));
  }
  if (data === undefined) {
    const atOnce = page.locator(`form[action*="/report/${type}"]`);
    if ((await atOnce.count()) > 0) return press(page, (await found(page, atOnce, part, 'action')).locator('button'));
  }
  const address = `/matches/${match}/report/${type}`;
  await unfoldAll(page);
  // What has a form is linked to it; what else it carries is asked on the page of the report.
  if (formId !== undefined) await page.goto(`${base}${address}${await partOf(page, formId, part)}`);
  else await follow(page, await found(page, page.locator(`a[href="${address}"], a[href^="${address}?"]`), part));
  await answer(page, '', data ?? {});
  return press(page, page.locator('main form button[type=submit]').first());
}

/** A click on a link, and the page behind it. */
async function follow(page: Page, link: Locator): Promise<void> {
  if ((await link.count()) === 0) throw new Error(`${page.url()} has no such link: ${String(link)}`);
  const href = await link.getAttribute('href');
  await link.click();
  await page.waitForURL((url) => `${url.pathname}${url.search}` === href);
}

/** Folded things open without script as well: each by a press, as a person does it. */
async function unfoldAll(page: Page): Promise<void> {
  for (const summary of await page.locator('details:not([open]) > summary').all())
    if (await summary.isVisible()) await summary.click();
}

/** Of several, that of a part. */
async function found(page: Page, all: Locator, part: string | undefined, attribute = 'href'): Promise<Locator> {
  for (const one of await all.all()) {
    const address = decodeURIComponent((await one.getAttribute(attribute)) ?? '');
    if (part === undefined || address.includes(`part=${part}`)) return one;
  }
  throw new Error(`nothing on ${page.url()} is about ${part ?? 'it'}:\n${await page.locator('main').innerText()}`);
}

/** The part that the link to a form is about, for the page on which the same is reported without the form. */
async function partOf(page: Page, form: string, part: string | undefined): Promise<string> {
  if (part === undefined) return '';
  const link = await found(page, page.locator(`a[href*="/forms/${form}"]`), part);
  return new URL((await link.getAttribute('href')) ?? '', page.url()).search;
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
export async function choose(page: Page, name: string, value: unknown): Promise<void> {
  const said = value === true ? 'yes' : value === false ? 'no' : String(value);
  const box = page.locator(`main [name="${name}"][value="${said}"]`);
  if (!(await box.isChecked())) await page.locator(`main label[for="${await box.getAttribute('id')}"]`).click();
}

/** Presses, and waits until the server has done it. What it did not take is told with the words of the page. */
export async function press(page: Page, button: Locator): Promise<void> {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === 'POST'),
    button.first().click(),
  ]);
  await page.waitForLoadState();
  if (response.status() >= 400)
    throw new Error(`${response.status()} from ${response.url()}:\n${await page.locator('main').innerText()}`);
}

/** All drafts of a kind go out, by the one press of their page. */
export async function releaseByPages({ page }: Seat, base: string, match: string, kind: string): Promise<void> {
  await page.goto(`${base}/matches/${match}/letters?kind=${kind}`);
  await press(page, page.locator('main form:has(input[name=_do][value=release]) button'));
}
