import { existsSync, mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const [known] = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .filter((path) => path !== undefined)
  .filter((path) => existsSync(path));
// A machine without a browser may leave these tests out; the gate of CI may not.
if (known === undefined && process.env['TEST_RESULTS'] !== undefined)
  throw new Error('there is no Chromium: install it, or say in CHROMIUM where it is');

export const hasBrowser = known !== undefined;

/** The browser of the system. As root it runs without its sandbox. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: known ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });

/** A folder for pictures of pages, for people to look at; nothing is drawn without it. */
const LOOK = process.env['LOOK'];

/** The page on a small phone and on a desk, drawn where pictures are wished for. Its size is then what it was. */
export async function draw(page: Page, name: string): Promise<void> {
  if (LOOK === undefined) return;
  const before = page.viewportSize();
  mkdirSync(LOOK, { recursive: true });
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${LOOK}/${name}-${width}.png`, fullPage: true });
  }
  if (before !== null) await page.setViewportSize(before);
}
