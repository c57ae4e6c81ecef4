import { beforeAll, describe, expect, it } from 'vitest';
import { makeHouse, youthCouncils } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse, wordsOf } from './browser-less.ts';
import type { Reader } from './browser-less.ts';

/** People of a match on pages: somebody more, and what is known of somebody (requirements.md F3, X6). */
const database = useDatabase();
let house: House;
let id: string;
let fac: Reader;
let pm: Reader;

const people = async () => {
  const token = await house.token(['facilitator'], 'fac@example.org');
  const { body } = await house.call(token, 'GET', `matches/${id}/people`);
  return body.items as { id: string; name: string; email: string | null; title: string | null; roles: string[] }[];
};
const named = async (name: string) => (await people()).find((person) => person.name === name);
const lines = async (type: string): Promise<number> => {
  const token = await house.token(['facilitator'], 'fac@example.org');
  const { body } = await house.call(token, 'GET', `matches/${id}/record?limit=500`);
  return (body.items as { type: string }[]).filter((line) => line.type === type).length;
};

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await browse(house, { name: 'Fran', email: 'fac@example.org' });
  pm = await browse(house, { name: 'Pat', email: 'pm@example.org', roles: ['programManager'] });
  const token = await house.token(['programManager'], 'pm@example.org');
  const started = await house.call(token, 'POST', 'matches', {
    ...youthCouncils,
    people: [
      { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
      { ref: 'lead', name: 'Sam Sitelead', email: 'lead@example.org', team: 'seeker', roles: ['lead', 'participant'] },
    ],
  });
  id = started.body.id;
});

describe('somebody more', () => {
  it('is found from the people, and is in the match with what was typed, once', async () => {
    expect((await fac.open(`/matches/${id}/people`)).body).toContain(`/matches/${id}/people/new`);
    const page = await fac.open(`/matches/${id}/people/new`);
    const typed = { name: 'Nora New', team: 'seeker', email: 'nora@example.org', language: 'es' };
    expect(await fac.press(page, 'Save', typed)).toMatchObject({ status: 303, location: `/matches/${id}/people` });
    expect((await fac.press(page, 'Save', typed)).status).toBe(303);
    expect(await named('Nora New')).toMatchObject({ email: 'nora@example.org', roles: ['participant'] });
    expect((await people()).filter(({ name }) => name === 'Nora New')).toHaveLength(1);
    expect(await lines('PERSON_ADDED')).toBe(1);
  });

  it('is where “Person added” leads, and what is wrong is said beside its question', async () => {
    expect((await fac.open(`/matches/${id}/report`)).body).toContain(`href="/matches/${id}/people/new"`);
    const page = await fac.open(`/matches/${id}/people/new`);
    const wrong = await fac.press(page, 'Save', { name: '', email: 'nobody', town: 'Sampletown' });
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong)).toContain('Name: an answer is needed.');
    expect(wrong.body).toContain('href="#q-email"');
    expect(wrong.body).toContain('Sampletown');
    expect(await lines('PERSON_ADDED')).toBe(1);
  });
});

describe('what is known of somebody', () => {
  it('is changed where it is seen, the match is told once, and what was not touched stays', async () => {
    const lead = await named('Sam Sitelead');
    const page = await fac.open(`/matches/${id}/people/${lead?.id}`);
    expect(page.body).toContain('lead@example.org');
    await fac.press(page, 'Save', { title: 'Director' });
    expect(await named('Sam Sitelead')).toMatchObject({ title: 'Director', email: 'lead@example.org' });
    expect(await lines('PERSON_CHANGED')).toBe(1);
    await fac.press(await fac.open(`/matches/${id}/people/${lead?.id}`), 'Save');
    expect(await lines('PERSON_CHANGED')).toBe(1);
    await fac.press(await fac.open(`/matches/${id}/people/${lead?.id}`), 'Save', { title: '' });
    expect(await named('Sam Sitelead')).toMatchObject({ title: null });
  });

  it('is not for whoever may not see addresses, and nobody else is there', async () => {
    const lead = await named('Sam Sitelead');
    expect((await pm.open(`/matches/${id}/people/${lead?.id}`)).status).toBe(403);
    expect((await fac.open(`/matches/${id}/people/unknown`)).status).toBe(404);
  });
});
