import { beforeAll, expect, it } from 'vitest';
import { makeHouse, youthCouncils } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse, wordsOf } from './browser-less.ts';
import type { Reader, Shown } from './browser-less.ts';

/** My tasks, pressed: what is done from the list of all matches, and what a page does not take (requirements.md B2). */
const database = useDatabase();
let house: House;
let id: string;
let fac: Reader;

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await browse(house, { name: 'Fran', email: 'fac@example.org' });
  const token = await house.token(['programManager'], 'pm@example.org');
  const people = [{ ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] }];
  id = (await house.call(token, 'POST', 'matches', { ...youthCouncils, title: 'Two harbours', people })).body.id;
});

/** The first button of the list that settles something. */
const firstPress = ({ forms }: Shown): string =>
  forms.find(({ action }) => action.includes('from=tasks'))?.buttons[0]?.words ?? '';

it('is done by one press in the list, said there, and taken back there', async () => {
  const list = await fac.open('/tasks');
  const words = firstPress(list);
  expect(words).not.toBe('');
  const pressed = await fac.press(list, words);
  expect(pressed.status).toBe(303);
  expect(pressed.location).toMatch(/^\/tasks\?just=/);
  const noted = await fac.open(pressed.location);
  expect(wordsOf(noted)).toContain(`Noted: ${words}.`);
  const undone = await fac.press(noted, 'Undo');
  expect(undone.location).toMatch(/^\/tasks\?just=TASK_REOPENED/);
  expect(firstPress(await fac.open(undone.location))).toBe(words);
});

it('says nothing of a match that the reader does not see', async () => {
  const stranger = await browse(house, { name: 'Stranger', email: 'stranger@example.org' });
  expect((await stranger.open(`/tasks?just=SITE_CONTACTED&of=T01&in=${id}`)).status).toBe(404);
});

it('does not plan a call without a day, though a program may', async () => {
  const page = await fac.open(`/matches/${id}/report/CALL_PLANNED`);
  const wrong = await fac.press(page, 'Save', { time: '15:00' });
  expect(wrong.status).toBe(422);
  expect(wordsOf(wrong)).toContain('On which day: an answer is needed.');
  expect(wrong.body).toContain('value="15:00"');
});
