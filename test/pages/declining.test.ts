import { beforeAll, describe, expect, it } from 'vitest';
import { issueLink } from '../../src/links/index.ts';
import { makeHouse, youthCouncils } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse, wordsOf } from './browser-less.ts';
import type { Reader } from './browser-less.ts';

/** A no to an invitation: why is asked, nobody is held up by it, and the facilitator reads it where the invitation is (X5). */
const database = useDatabase();
let house: House;
let fac: Reader;
let pm: string;
let match: string;
let persons: Record<string, string>;

const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  ...['bob', 'cora', 'dina', 'eve'].map((ref) => ({
    ref,
    name: `${ref} Helper`,
    email: `${ref}@example.org`,
    roles: ['consultant'],
    team: 'helper',
  })),
];

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await browse(house, { name: 'Fran', email: 'fac@example.org' });
  pm = await house.token(['programManager'], 'pm@example.org');
  match = (await house.call(pm, 'POST', 'matches', { ...youthCouncils, people })).body.id;
  const { items } = (await house.call(pm, 'GET', `matches/${match}/people`)).body;
  persons = Object.fromEntries(items.map(({ ref, id }: { ref: string; id: string }) => [ref, id]));
  for (const ref of ['bob', 'cora', 'dina', 'eve'])
    for (const event of [
      { type: 'CANDIDATE_SUGGESTED', data: { person: ref, lead: true } },
      { type: 'CONSULTANT_INVITED', part: `invitation/${ref}` },
    ])
      expect((await house.call(pm, 'POST', `matches/${match}/events`, event)).status).toBe(200);
});

const linkOf = async (ref: string): Promise<string> => {
  const person = persons[ref] ?? '';
  const subject = { match, person, purpose: 'invitation', part: `invitation/${person}`, task: null };
  const { store, keys } = house.deps.links;
  return `/l/${(await issueLink(store, keys, subject, { now: new Date(), days: 9 })).token}`;
};
const report = (ref: string): string =>
  `/matches/${match}/report/INVITATION_DECLINED?task=T06&part=invitation%2F${persons[ref] ?? ''}`;
/** The page without what is folded. */
const inSight = (body: string): string => body.replaceAll(/<details[^]*?<\/details>/g, '');

describe('by her link a participant', () => {
  it('is asked why, in sight and in her language, and may leave it empty', async () => {
    const path = await linkOf('bob');
    const english = await fac.open(path);
    expect(inSight(english.body)).toContain('Why? It helps us to ask better next time. You can leave this empty.');
    expect(inSight(english.body)).toContain('name="t.reason"');
    expect(inSight(english.body)).not.toContain('name="t.substitute"');
    const spanish = await fac.open(`${path}?language=es`);
    expect(inSight(spanish.body)).toContain(
      '¿Por qué? Nos ayuda a preguntar mejor la próxima vez. Puede dejarlo vacío.',
    );
    const said = await fac.press(english, 'No, I cannot');
    expect(said.status).toBeLessThan(400);
    expect(await stateOf('bob')).toBe('declined');
  });

  it('who says why is heard by the facilitator, on the page of the task', async () => {
    await fac.press(await fac.open(`${await linkOf('cora')}?language=en`), 'No, I cannot', {
      't.reason': 'Two weeks are too short',
    });
    const task = wordsOf(await fac.open(`/matches/${match}/tasks/T06`));
    expect(task).toMatch(/cora Helper: Invitation declined .* Why: Two weeks are too short/);
    expect(task).not.toContain('bob Helper: Invitation declined');
  });

  it.each([
    ['en', 'No, I cannot', 'What you had written'],
    ['es', 'No, no puedo', 'Lo que usted había escrito'],
  ])('loses no word of her reason when the invitation was withdrawn meanwhile (%s)', async (language, no, heading) => {
    const about = { part: `invitation/${persons['eve'] ?? ''}` };
    const send = async (type: string) =>
      expect((await house.call(pm, 'POST', `matches/${match}/events`, { type, ...about })).status).toBe(200);
    if ((await stateOf('eve')) === 'withdrawn') await send('CONSULTANT_INVITED');
    const page = await fac.open(`${await linkOf('eve')}?language=${language}`);
    await send('INVITATION_WITHDRAWN');
    const answer = await fac.press(page, no, { 't.reason': 'Elections' });
    expect(answer.status).toBe(409);
    expect(wordsOf(answer)).toContain(heading);
    expect(answer.body).toContain('Elections');
    expect(await stateOf('eve')).toBe('withdrawn');
  });
});

describe('staff', () => {
  it('are asked why before a no is noted, and are not held up when nobody knows', async () => {
    const task = await fac.open(`/matches/${match}/tasks/T06`);
    expect(task.forms.map(({ action }) => action)).not.toContain(report('dina').replaceAll('&', '&amp;'));
    expect(task.body).toContain(`href="${report('dina').replaceAll('&', '&amp;')}"`);
    const page = await fac.open(report('dina'));
    expect(wordsOf(page)).toContain('It helps to ask better next time.');
    expect((await fac.press(page, 'Save')).status).toBe(303);
    expect(await stateOf('dina')).toBe('declined');
  });

  it('see no more what was taken back', async () => {
    const token = await house.token(['facilitator'], 'fac@example.org');
    const event = { type: 'INVITATION_ANSWER_UNDONE', part: `invitation/${persons['cora'] ?? ''}` };
    expect((await house.call(token, 'POST', `matches/${match}/events`, event)).status).toBe(200);
    expect(wordsOf(await fac.open(`/matches/${match}/tasks/T06`))).not.toContain('Two weeks are too short');
    await fac.press(await fac.open(report('cora')), 'Save', { reason: 'She told me on the phone' });
    expect(wordsOf(await fac.open(`/matches/${match}/tasks/T06`))).toContain('Why: She told me on the phone');
    // Her own page knows it too, though it came from the page of a task.
    expect((await fac.open(`${await linkOf('cora')}?language=en`)).body).toContain(
      'You said no, and that is all right',
    );
  });
});

async function stateOf(ref: string): Promise<string> {
  const token = await house.token(['facilitator'], 'fac@example.org');
  const { parts } = (await house.call(token, 'GET', `matches/${match}`)).body;
  return parts.find(({ id }: { id: string }) => id === `invitation/${persons[ref] ?? ''}`).state;
}
