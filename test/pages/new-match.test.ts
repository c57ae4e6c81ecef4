import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { hasBrowser, startBrowser } from '../support/chromium.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse, wordsOf } from './browser-less.ts';
import type { Reader } from './browser-less.ts';
import { signIn } from './sign-in.ts';

/** Starting a match with the people of both teams, out of a spreadsheet, in the words of the method (issue 5, portfolio). */
const database = useDatabase();
let house: House;
let pm: Reader;

const SITE = 'Name\tE-mail\tRole\nSam Sitelead\tsam@example.org\tofficial\nRobin Resident\trobin@example.org\tresident';
const HELPERS = 'Name,E-mail\nCasey Consultant,casey@example.org\nNobody,not an address';
const match = {
  method: 'cssp-peer-match',
  title: 'Learning from Otherville',
  timeZone: 'America/Chicago',
  assignedOn: '2027-03-01',
  matchStart: '2027-04-26',
  matchEnd: '2027-04-27',
  facilitator: 'Fran Facilitator',
  facilitatorEmail: 'fran@example.org',
};

beforeAll(async () => {
  house = await makeHouse(database.db);
  pm = await browse(house, { name: 'Olga Office', email: 'olga@example.org', roles: ['programManager'] });
});

describe('without script', () => {
  it('calls the teams what the method calls them, once one is chosen', async () => {
    const empty = await pm.open('/matches/new');
    expect(wordsOf(empty)).toContain('People of the team that wants to learn');
    expect(wordsOf(empty)).toContain('requesting site and peer consultants, 6 steps');
    const looked = await pm.press(empty, 'Look it over first', { method: 'ncdb-peer-match' });
    expect(wordsOf(looked)).toContain('People of the recipient');
    expect(wordsOf(looked)).toContain('People of the provider');
  });

  it('shows who was read and what was not, keeps all that was typed, and starts nothing before that is right', async () => {
    const typed = { ...match, seeker: SITE, helper: HELPERS };
    const looked = await pm.press(await pm.open('/matches/new'), 'Look it over first', typed);
    expect(wordsOf(looked)).toContain('2 people of the requesting site: Sam Sitelead and Robin Resident.');
    expect(wordsOf(looked)).toContain('Sam Sitelead is taken as the lead contact');
    expect(wordsOf(looked)).toContain('1 person of the peer consultants: Casey Consultant.');
    expect(wordsOf(looked)).toContain('line 3, email');
    const refused = await pm.press(looked, 'Start the match', typed);
    expect(refused.status).toBe(422);
    expect(wordsOf(refused)).toContain('People of the peer consultants: line 3, email');
    expect(refused.body).toContain('Nobody,not an address');
    expect(await database.db.selectFrom('matches').select('id').execute()).toEqual([]);
  });

  it('starts it with both teams, each in its team, with the roles that the list gives', async () => {
    const helper = HELPERS.replace('not an address', 'nobody@example.org');
    const started = await pm.press(await pm.open('/matches/new'), 'Start the match', {
      ...match,
      seeker: SITE,
      helper,
    });
    expect(started.status).toBe(303);
    const held = await database.db
      .selectFrom('match_people')
      .innerJoin('people', 'people.id', 'match_people.person')
      .select(['people.name', 'match_people.team', 'match_people.roles'])
      .orderBy('people.name')
      .execute();
    expect(held.map(({ name, team, roles }) => [name, team, roles.join()])).toEqual([
      ['Casey Consultant', 'helper', 'consultant'],
      ['Fran Facilitator', null, 'facilitator'],
      ['Nobody', 'helper', 'consultant'],
      // Whoever starts it is in it.
      ['Olga Office', null, 'programManager'],
      ['Robin Resident', 'seeker', 'participant,resident'],
      ['Sam Sitelead', 'seeker', 'lead,participant'],
    ]);
  });

  it('takes whom the list names as the lead contact, and not the first', async () => {
    const seeker = 'Name,E-mail,Roles\nSam Sitelead,sam@example.org,\nRobin Resident,robin@example.org,lead';
    const looked = await pm.press(await pm.open('/matches/new'), 'Look it over first', { ...match, seeker });
    expect(wordsOf(looked)).toContain('2 people of the requesting site');
    expect(wordsOf(looked)).not.toContain('taken as the lead contact');
  });

  it('says of a task that is settled elsewhere where that is', async () => {
    const { id } = await database.db.selectFrom('matches').select('id').executeTakeFirstOrThrow();
    const task = await pm.open(`/matches/${id}/tasks/T05`);
    expect(task.body).toContain(`href="/matches/${id}/report"`);
    expect((await pm.open(`/matches/${id}/report`)).body).toContain(`/matches/${id}/report/CALL_PLANNED`);
  });

  it('takes nobody twice: not in both teams, and not besides running it', async () => {
    const helper = 'Name,E-mail\nSam Again,SAM@example.org\nFran,fran@example.org';
    const refused = await pm.press(await pm.open('/matches/new'), 'Start the match', {
      ...match,
      seeker: SITE,
      helper,
    });
    expect(refused.status).toBe(422);
    expect(wordsOf(refused)).toContain('Sam Again has the e-mail address of somebody who is named above');
    expect(wordsOf(refused)).toContain('Fran has the e-mail address of somebody who is named above');
  });

  it('says what a list lacks that is no list', async () => {
    const refused = await pm.press(await pm.open('/matches/new'), 'Start the match', {
      ...match,
      seeker: 'Sam Sitelead, sam@example.org',
    });
    expect(refused.status).toBe(422);
    expect(wordsOf(refused)).toContain('People of the requesting site: the list is no table with headings');
    expect(refused.body).toContain('Sam Sitelead, sam@example.org</textarea>');
  });
});

describe.skipIf(!hasBrowser)('with script', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    const url = await house.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await startBrowser();
    const context = await browser.newContext();
    const cookie = await signIn(house, { name: 'Pat Program', email: 'pat@example.org', roles: ['programManager'] });
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url }]);
    page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${url}/matches/new`);
  });
  afterAll(async () => {
    await browser?.close();
    await house.app.close();
  });
  const lead = () => page.locator('[role=status] #lead').textContent();
  const lookedAt = () => page.locator('[role=status] #looked-at').textContent();

  it('says as one types how much time there is, and corrects itself', async () => {
    await page.getByText('CSSP peer match').click();
    await page.getByLabel('The facilitator starts on').fill('2027-03-01');
    await page.getByLabel('First day hoped for').fill('2027-03-29');
    await expect.poll(lead).toContain('There are 4 weeks from the start to the match');
    await page.getByLabel('First day hoped for').fill('2027-04-26');
    await expect.poll(lead).toContain('8 weeks from the start to the match');
    expect(await lead()).toContain('That is ideal.');
  });

  it('takes the words of the method at once, and leaves everything typed where it is', async () => {
    const list = page.getByLabel('People of the requesting site');
    await list.fill(SITE);
    await expect.poll(lookedAt).toContain('2 people of the requesting site');
    await list.focus();
    await page.getByText('Tips for peer matches').click();
    const renamed = page.getByLabel('People of the recipient');
    await expect.poll(() => renamed.count()).toBe(1);
    expect(await renamed.inputValue()).toBe(SITE);
    expect(await page.getByLabel('First day hoped for').inputValue()).toBe('2027-04-26');
  });

  it('breaks no rule that the page gives its scripts', () => {
    expect(complaints).toEqual([]);
  });
});
