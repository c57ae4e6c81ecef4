import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { House } from '../api/house.ts';
import { draw, startBrowser } from '../support/chromium.ts';

export { hasBrowser } from '../support/chromium.ts';

/** Somebody signed in on a small phone without script. */
export interface Phone {
  readonly page: Page;
  open(path: string): Promise<void>;
  /** The page fits the phone and has one heading; a picture of it where pictures are wished for. */
  look(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openPhone(house: House, account: { name: string; email: string }): Promise<Phone> {
  const made = await house.accounts.create(account);
  const url = await house.app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await startBrowser();
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 720 } });
  const page = await context.newPage();
  const { code } = await house.accounts.createSignInLink(made.id, new Date());
  await page.goto(`${url}/sign-in/${code}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return {
    page,
    open: async (path) => void (await page.goto(`${url}${path}`)),
    look: async (name) => {
      expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(320);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      await draw(page, name);
    },
    close: async () => {
      await browser.close();
      await house.app.close();
    },
  };
}
