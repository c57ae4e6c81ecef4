import { beforeAll, expect, it } from 'vitest';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { day } from '../support/days.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse, wordsOf } from './browser-less.ts';
import type { Reader } from './browser-less.ts';

/** A match that will not take place, or not now: what its pages ask for until it is cleared up, and while it is on hold (requirements.md X3). */
const database = useDatabase();
let house: House;
let pm: string;
let fac: Reader;
let id: string;

const people = [
  { ref: 'pm', name: 'Pat Manager', email: 'pm@example.org', roles: ['programManager'] },
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead', 'participant'], team: 'seeker' },
];
const report = async (type: string, data: object = {}): Promise<void> => {
  const answer = await house.call(pm, 'POST', `matches/${id}/events`, { type, data });
  expect([type, answer.status, answer.body.detail]).toEqual([type, 200, undefined]);
};
const words = async (path: string): Promise<string> => wordsOf(await fac.open(path));
const buttons = async (path: string): Promise<string[]> =>
  (await fac.open(path)).forms.flatMap((form) => form.buttons.map((button) => button.words));
const letters = async (kind: string): Promise<{ id: string; state: string }[]> =>
  (await house.call(pm, 'GET', `matches/${id}/letters`)).body.items.filter(
    (one: { kind: string }) => one.kind === kind,
  );

// Late from the first day on, so that there is something overdue, and a finding.
const dates = { assignedOn: day(-28), matchStart: day(90), matchEnd: day(91) };
const begin = async (title: string): Promise<void> => {
  const match = { method: 'cssp-peer-match', title, timeZone: 'America/New_York', people, ...dates };
  id = (await house.call(pm, 'POST', 'matches', match)).body.id;
};

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await browse(house, { name: 'Fran', email: 'fac@example.org' });
  pm = await house.token(['programManager'], 'pm@example.org');
  await begin('Bridges');
  const { items } = (await house.call(pm, 'GET', `matches/${id}/people`)).body;
  const ann = items.find((one: { ref: string }) => one.ref === 'ann').id;
  await report('CALL_PLANNED', { call: 'first', audience: 'initial', on: day(9), time: '10:00', invitees: [ann] });
  expect(await words(`/matches/${id}`)).toMatch(/things need doing, [1-9]\d* of them overdue/);
  await report('WITHDRAWN', { reason: 'No time' });
});

it('asks for what clears up and for nothing else, on its page, in the list of tasks and in the list of matches', async () => {
  const page = await words(`/matches/${id}`);
  expect(page).toMatch(/This match is being cancelled: \d things need doing, nothing is overdue/);
  expect(page).toContain('Cancel calls and calendar entries');
  expect(page).not.toContain('Hold the call');
  expect(page).not.toMatch(/Worth a look|Good to know now/);
  const tasks = await words('/tasks');
  expect(tasks).toContain('Record the reason and leave the door open');
  expect(tasks).not.toContain('Draft a tentative timeline');
  const row = wordsOf({ body: (await fac.open('/')).body.split('<tr>').find((one) => one.includes('Bridges')) ?? '' });
  expect(row).toContain('Being cancelled');
  expect(row).not.toMatch(/overdue|At risk/);
  expect(await words('/?risk=yes')).not.toContain('Bridges');
});

it('says of the tasks of its steps that there is nothing to do, and keeps what is to come back with the match', async () => {
  expect(await words(`/matches/${id}/tasks/T02`)).toMatch(/Draft a tentative timeline Nothing to do now/);
  const page = await words(`/matches/${id}/tasks/C6`);
  expect(page).toContain('With: Fran Facilitator');
  expect(page).not.toContain('Step:');
});

it('a planned call is called off where calendar entries are cancelled, by a letter that knows of both', async () => {
  expect(await buttons(`/matches/${id}`)).not.toContain('Calls and calendar entries cancelled');
  const page = await fac.open(`/matches/${id}/tasks/C3`);
  const button = page.forms.flatMap(({ buttons }) => buttons).find((one) => one.words.startsWith('Call cancelled'));
  expect(button?.words).toMatch(/^Call cancelled: call of \w+, \w+ \d+, \d{4}$/);
  expect((await fac.press(page, button?.words ?? '')).status).toBe(303);
  const [letter] = await letters('m6c');
  expect(letter?.state).toBe('draft');
  const text = await words(`/matches/${id}/letters/${letter?.id}`);
  expect(text).toContain('The match itself will not take place either.');
  expect(text).not.toContain('goes on as it was planned');
  expect(await words(`/matches/${id}/tasks/C3`)).not.toContain('Call cancelled');
  expect(await buttons(`/matches/${id}`)).toContain('Calls and calendar entries cancelled');
});

it('is as it was when the cancellation is taken back', async () => {
  await report('CANCELLATION_UNDONE', { reason: 'They found time' });
  expect(await words(`/matches/${id}`)).toMatch(/things need doing, [1-9]\d* of them overdue/);
  expect(await words('/tasks')).toContain('Draft a tentative timeline');
});

it('leaves open what was, and not what ended it', async () => {
  await begin('Harbours');
  await report('NOT_HELD', { reason: 'A flood' });
  await report('REASON_RECORDED');
  expect((await house.call(pm, 'GET', `matches/${id}`)).body.status).toBe('cancelled');
  const page = await words(`/matches/${id}`);
  expect(page).toMatch(/Left open when it ended [^]*Draft a tentative timeline/);
  expect(page).not.toMatch(/Record the reason and leave the door open|Worth a look|Good to know now/);
  expect(await words(`/matches/${id}/tasks/C6`)).toMatch(/Record the reason and leave the door open Done/);
});

it('that is on hold has nothing overdue and says of no letter that it comes', async () => {
  await begin('Islands');
  await report('SITE_CONTACTED', { contactedOn: day(0), channel: 'phone' });
  expect(await words(`/matches/${id}`)).toMatch(/Letter: Blank Fact Sheet ?, to Fran/);
  await report('HELD', { reason: 'Elections' });
  const page = await words(`/matches/${id}`);
  expect(page).toMatch(/on hold: nobody is reminded and nothing is sent; \d+ things need doing, nothing is overdue/);
  expect(page).toContain('when the match goes on');
  expect(page).toContain('Nothing is planned.');
  await report('RESUMED');
  expect(await words(`/matches/${id}`)).toMatch(/Letter: Blank Fact Sheet ?, to Fran/);
});
