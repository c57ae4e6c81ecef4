import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueLink } from '../../src/links/index.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { draw, hasBrowser, startBrowser } from '../support/chromium.ts';

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const people = [
  { ref: 'pm', name: 'Pat Program', email: 'pm@example.org', roles: ['programManager'] },
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', telephone: '555 0142', roles: ['facilitator'] },
  { ref: 'lead', name: 'Sam Sitelead', email: 'lead@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'con', name: 'Chris Consultant', email: 'con@example.org', roles: ['consultant'], team: 'helper' },
];
const summary = {
  introduction: 'Sampletown wants a youth council; Otherville has had one for six years.',
  description: 'Five people met for two days and asked each other questions.',
  lessons: 'Begin small, with one decision that young people own.\nPay for their travel.',
  reflections: 'A first meeting of twelve young people before the summer.',
  contacts: [{ name: 'Sam Sitelead', title: 'Director', organization: 'Youth Centre', email: 'lead@example.org' }],
};

/** The pages behind links as a browser shows them, on a small phone and on a desk, without script and without a cookie. */
describe.skipIf(!hasBrowser)('behind a link', () => {
  const database = useDatabase();
  let house: House;
  let browser: Browser;
  let page: Page;
  let url: string;
  let id: string;
  const persons: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    house = await makeHouse(database.db);
    const pm = await house.token(['programManager'], 'pm@example.org');
    const title = 'Sampletown learns from Otherville how young people take part in decisions';
    const match = { method: 'cssp-peer-match', title, timeZone: 'America/New_York', assignedOn: day(-60) };
    id = (await house.call(pm, 'POST', 'matches', { ...match, people })).body.id;
    const listed = await house.call(pm, 'GET', `matches/${id}/people`);
    for (const one of listed.body.items as { id: string; ref: string }[]) persons[one.ref] = one.id;
    const events = [
      { type: 'CANDIDATE_SUGGESTED', data: { person: 'con', lead: true } },
      { type: 'CONSULTANT_INVITED', part: 'invitation/con' },
      { type: 'DATES_FINALIZED', data: { matchStart: day(-2), matchEnd: day(-1) } },
      { type: 'CALL_PLANNED', data: { call: 'first', on: day(9), time: '15:00', invitees: ['lead'] } },
      { type: 'ATTENDANCE_MARKED', data: { attended: ['lead', 'con'] } },
      { type: 'MATCH_ENDED' },
      { type: 'SUMMARY_CIRCULATED', data: { form: summary, reviewSentOn: day(0), reviewUntil: day(14) } },
    ];
    for (const event of events) {
      const answer = await house.call(pm, 'POST', `matches/${id}/events`, event);
      expect(answer.status, answer.text).toBe(200);
    }
    url = await house.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await startBrowser();
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 720 } });
    page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('requestfailed', (request) => complaints.push(request.url()));
  });
  afterAll(async () => {
    await browser?.close();
    await house?.app.close();
  });

  async function linkFor(ref: string, purpose: string, about: { part?: string; task?: string } = {}): Promise<string> {
    const { store, keys } = house.deps.links;
    const { part = null, task = null } = about;
    const subject = { match: id, person: persons[ref] ?? '', purpose, part, task };
    return `${url}/l/${(await issueLink(store, keys, subject, { now: new Date(), days: 9 })).token}`;
  }

  /** Fits a small phone, has one heading of the first level and whom to call; and a picture of it, when wished. */
  async function look(name: string): Promise<void> {
    expect(await page.locator('html').evaluate((html) => html.scrollWidth), name).toBeLessThanOrEqual(320);
    expect(await page.getByRole('heading', { level: 1 }).count(), name).toBe(1);
    expect(await page.getByRole('main').count(), name).toBe(1);
    for (const button of await page.getByRole('button').all())
      expect((await button.boundingBox())?.height ?? 0, name).toBeGreaterThanOrEqual(44);
    await draw(page, name);
  }
  const stateOf = async (part: string) => {
    const { parts } = (await house.call(await house.token(['programManager']), 'GET', `matches/${id}`)).body as {
      parts: { id: string; state: string }[];
    };
    return parts.find((one) => one.id === part)?.state;
  };

  it('X5 an invitation is accepted with the keyboard alone, and taken back', async () => {
    const part = `invitation/${persons['con']}`;
    await page.goto(await linkFor('con', 'invitation', { part }));
    await look('invitation');
    expect(await page.getByRole('link', { name: '555 0142', exact: true }).getAttribute('href')).toBe('tel:5550142');
    await page.getByRole('button', { name: 'Yes, I will take part' }).focus();
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You said yes, thank you');
    await look('invitation-accepted');
    expect(await stateOf(part)).toBe('accepted');
    await page.reload();
    await page.getByRole('button', { name: 'Undo this' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Taken back');
    await look('invitation-undone');
    expect(await stateOf(part)).toBe('invited');
  });

  it('X19 the summary is read and amended; what is missing is said beside the field', async () => {
    const part = `review/${persons['lead']}`;
    await page.goto(await linkFor('lead', 'review', { part }));
    await look('review');
    await page.getByRole('button', { name: 'Something should be changed' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('What is it about, and what should it say?');
    expect(await page.getByText('Please fill this in').count()).toBe(1);
    await look('review-missing');
    await page.getByLabel('What is it about, and what should it say?').first().fill('It was six people, not five.');
    await page.getByRole('button', { name: 'Something should be changed' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('We have your change');
    expect(await page.getByText('It was six people, not five.').count()).toBe(1);
    await look('review-amended');
    expect(await stateOf(part)).toBe('amended');
  });

  it('X18 the evaluation is filled in by touch', async () => {
    const part = `evaluation/${persons['lead']}`;
    await page.goto(await linkFor('lead', 'evaluation', { part }));
    await look('evaluation');
    for (const label of await page.getByText('I fully agree').all()) await label.click();
    await page.getByLabel('What was most useful?').fill('The lunch.');
    await page.getByRole('button', { name: 'Send my evaluation' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('has arrived');
    await look('evaluation-sent');
    expect(await stateOf(part)).toBe('returned');
  });

  it('every other page fits too', async () => {
    await page.goto(await linkFor('lead', 'call', { part: 'call/first' }));
    await look('call');
    await page.goto(await linkFor('lead', 'agenda'));
    await look('agenda');
    await page.goto(await linkFor('lead', 'checkIn', { task: 'T24' }));
    await look('check-in');
    await page.goto(await linkFor('fac', 'task', { task: 'T20' }));
    await look('task');
    await page.goto(`${url}/code`);
    await page.getByLabel('Your code').fill('BCDF-GHJK');
    await page.getByRole('button', { name: 'Send' }).click();
    await look('code');
    await page.goto(`${url}/l/nothing`);
    await look('unknown');
    await database.db
      .updateTable('links')
      .set({ expires_at: new Date(0) })
      .execute();
    const old = (await house.deps.links.store.ofMatch(id)).find(({ purpose }) => purpose === 'call');
    await page.goto(`${url}/l/${house.deps.links.keys.tokenOf(old?.id ?? '')}`);
    await look('expired');
    await page.getByRole('button', { name: 'Send me a new link' }).click();
    await look('renewed');
  });

  it('nothing is missing and nothing is forbidden by the policy', () => {
    expect(complaints.filter((words) => !/status of 4(04|10|22)/.test(words))).toEqual([]);
  });
});
