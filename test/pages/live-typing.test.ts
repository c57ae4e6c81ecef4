import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMatchChanges } from '../../src/db/match-changes.ts';
import { closingMatch, SUMMARY } from '../api/closing-match.ts';
import type { ClosingMatch } from '../api/closing-match.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { hasBrowser, startBrowser } from '../support/chromium.ts';
import { useDatabase } from '../support/postgres.ts';
import { signIn } from './sign-in.ts';

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Pages of a match on which somebody types, while the match goes on. */
describe.skipIf(!hasBrowser)('what is typed on a page that follows its match', () => {
  const database = useDatabase();
  let house: House;
  let match: ClosingMatch;
  let url: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    house = await makeHouse(database.db, { matchChanges: makeMatchChanges(database.url, () => {}) });
    match = await closingMatch(house);
    url = await house.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await startBrowser();
    const context = await browser.newContext();
    const session = await signIn(house, { name: 'Olga Office', email: 'olga@example.org', roles: ['administrator'] });
    const [name = '', value = ''] = session.split('=');
    await context.addCookies([{ name, value, url }]);
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await house?.app.close();
  });

  async function open(path: string): Promise<void> {
    const listens = page.waitForResponse((answer) => answer.url().includes('/live'));
    await page.goto(`${url}${path}`);
    await listens;
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  }
  const isSameDocument = () => page.evaluate(() => 'sameDocument' in window);

  it('stays where the dates are looked at and moved, and the rest of the page changes', async () => {
    const id = await match.start({ assignedOn: day(-10), matchStart: day(60), matchEnd: day(61) });
    await open(`/matches/${id}/dates`);
    await page.getByLabel('First day of the match').fill(day(70));
    await page.getByRole('button', { name: 'Show what would follow' }).focus();
    await match.on(id, 'DATE_MOVED', { data: { matchStart: day(63), matchEnd: day(64), reason: 'A holiday' } });
    await match.on(id, 'MATCH_MADE_VIRTUAL', { data: { venue: 'video.example.org' } });
    await page.getByRole('link', { name: 'Match in person again' }).waitFor();
    expect(await page.getByLabel('First day of the match').inputValue()).toBe(day(70));
    expect(await isSameDocument()).toBe(true);

    await page.getByLabel('Last day of the match').fill(day(71));
    await page.getByRole('button', { name: 'Show what would follow' }).click();
    await page.getByRole('heading', { name: 'What would follow' }).waitFor();
    const heard = page.waitForResponse((answer) => answer.url().includes('/live'));
    await page.reload();
    await heard;
    await page.getByLabel('Why').fill('The hall is taken');
    await match.on(id, 'MATCH_MADE_IN_PERSON');
    await page.getByRole('link', { name: 'Match moved to video' }).waitFor();
    expect(await page.getByLabel('Why').inputValue()).toBe('The hall is taken');
    await page.getByRole('button', { name: 'Move the match to these dates' }).click();
    await page.getByText(/The dates are moved|nothing was done/).waitFor();
    if (await page.getByText('nothing was done').isVisible()) {
      // What follows is other now: it is shown, the words are still there, and the page stays as it was answered.
      expect(await page.getByLabel('Why').inputValue()).toBe('The hall is taken');
      expect(await page.locator('#live').count()).toBe(0);
      await page.getByRole('button', { name: 'Move the match to these dates' }).click();
      await page.getByText('The dates are moved').waitFor();
    }
    expect((await match.get(id)).dates.matchStart).toBe(day(70));
  });

  it('stays where a comment is settled, while another comes in and this one is moved below it', async () => {
    const id = await match.held();
    await match.on(id, 'SUMMARY_CIRCULATED', {
      data: { form: SUMMARY, reviewSentOn: '2026-03-30', reviewUntil: '2026-04-13' },
    });
    const comment = (ref: string, text: string) =>
      match.on(id, 'SUMMARY_AMENDED', { part: `review/${ref}`, onBehalfOf: ref, data: { text } });
    await comment('res', 'My street is Elm Street.');
    await open(`/matches/${id}/summary`);
    const card = page.locator('.pm-cards > li', { hasText: 'Elm Street' });
    await card.getByLabel('Why').fill('It is on the map');
    await comment('con', 'The town is called Otherville.');
    await page.getByText('The town is called Otherville.').waitFor();
    expect(await card.getByLabel('Why').inputValue()).toBe('It is on the map');
    expect(await page.getByText('Has comments', { exact: true }).count()).toBe(2);

    const { comments } = await match.get(id, 'review');
    const street = comments.find((one: { text: string }) => one.text.includes('Elm Street'));
    await match.on(id, 'AMENDMENT_SETTLED', { data: { comment: street.id, outcome: 'noted' } });
    await card.getByText('Settle it otherwise').waitFor();
    expect(await card.getByLabel('Why').inputValue()).toBe('It is on the map');
    expect(await page.locator('.pm-cards > li').last().innerText()).toContain('Elm Street');

    await card.getByText('Taken in', { exact: true }).click();
    await card.getByRole('button', { name: 'Settle this comment' }).click();
    await card.getByText('Reason: It is on the map').waitFor();
    expect(await isSameDocument()).toBe(false);
  });

  it('stays when somebody else does it meanwhile, and the press says so and loses nothing', async () => {
    const id = await match.start({ assignedOn: day(-20), matchStart: day(20), matchEnd: day(21) });
    await open(`/matches/${id}/files`);
    const notes = page.locator('#sharing [name=notes]');
    await notes.fill('Two plans on paper, in the blue folder');
    await page.getByLabel('What it is about').focus();
    await match.on(id, 'PACKET_MATERIALS_SHARED', { data: { notes: 'By mail' } });
    await page.getByText('This is not possible any more').waitFor();
    expect(await notes.inputValue()).toBe('Two plans on paper, in the blue folder');
    expect(await isSameDocument()).toBe(true);
    await page.getByRole('button', { name: 'The materials are shared' }).click();
    await page.getByText('Materials cannot be shared as things stand').waitFor();
    expect(await page.locator('.pm-to-copy').allInnerTexts()).toEqual(['Two plans on paper, in the blue folder']);
    expect(await page.getByText('This is not possible any more').isVisible()).toBe(false);
  });

  it.each(['dates', 'commitments', 'honoraria', 'letters', 'summary', 'files', 'after'])(
    '%s has its place among the pages of the match, and follows it',
    async (path) => {
      const id = await match.held();
      await open(`/matches/${id}/${path}`);
      const here = page.getByRole('navigation', { name: 'Pages of this match' }).locator('[aria-current=page]');
      expect(await here.getAttribute('href')).toBe(`/matches/${id}/${path}`);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      const asked = page.waitForResponse((answer) => new URL(answer.url()).pathname === `/matches/${id}/${path}`);
      await match.on(id, 'ALTERNATIVES_NOTED', { data: { text: 'A stipend of the town' } });
      expect((await asked).status()).toBe(200);
      expect(await isSameDocument()).toBe(true);
    },
  );
});
