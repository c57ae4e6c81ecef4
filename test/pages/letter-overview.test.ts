import { beforeAll, expect, it } from 'vitest';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { ENGLISH } from '../support/english.ts';
import { readPdf, wordsOf } from '../support/pdf.ts';
import { useDatabase } from '../support/postgres.ts';
import { signIn } from './sign-in.ts';

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'lead', name: 'Sam Sitelead', email: 'lead@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'post', name: 'Rosa Residente', roles: ['resident'], team: 'seeker', address: '1 Sample St', language: 'es' },
  { ref: 'phone', name: 'Pia Phone', telephone: '555 0155', roles: ['resident'], team: 'seeker', channel: 'phone' },
];

/** The letters of a match at a glance: what went wrong, who gets what in which way, and the paper (requirements.md X13, X14). */
const database = useDatabase();
let house: House;
let cookie: string;
let id: string;
const get = async (path: string) =>
  house.app.inject({ method: 'GET', url: `/matches/${id}${path}`, headers: { cookie } });

beforeAll(async () => {
  house = await makeHouse(database.db);
  const pm = await house.token(['programManager'], 'pm@example.org');
  const match = { method: 'cssp-peer-match', title: 'Sampletown learns', timeZone: 'America/New_York' };
  id = (await house.call(pm, 'POST', 'matches', { ...match, assignedOn: day(-60), people })).body.id;
  for (const event of [
    { type: 'DATES_FINALIZED', data: { matchStart: day(-2), matchEnd: day(-1) } },
    { type: 'ATTENDANCE_MARKED', data: { attended: ['lead', 'post', 'phone'] } },
    { type: 'MATCH_ENDED' },
  ])
    expect((await house.call(pm, 'POST', `matches/${id}/events`, event)).status).toBe(200);
  cookie = await signIn(house, { name: 'Fran', email: 'fac@example.org', roles: ['facilitator'] });
});

it('drafts stand under the way in which they go, each with its readers, and everything to print is linked', async () => {
  const page = (await get('/letters')).body;
  for (const [way, words] of [
    ['By mail', 'Sam Sitelead'],
    ['By post', 'Rosa Residente'],
    ['On the telephone', 'Pia Phone'],
  ] as const)
    expect(page.slice(page.indexOf(way))).toMatch(new RegExp(`a draft, not released yet: [^<]*${words}`));
  for (const file of ['packet.pdf', 'labels.pdf', 'phone-list.pdf', 'letters.pdf?channel=post', 'calendar.ics'])
    expect(page).toContain(`href="/matches/${id}/${file}"`);
  expect(page).not.toContain('What went wrong');
});

it('a letter that came back, or of which nobody knows, comes first, with what to do', async () => {
  const { body } = await house.call(
    await house.token(['facilitator'], 'fac@example.org'),
    'GET',
    `matches/${id}/letters`,
  );
  const drafts = (body.items as { id: string; kind: string; subject: string }[]).filter(({ kind }) => kind === 'm19');
  const [lost, unknown] = drafts;
  for (const [letter, state] of [
    [lost, 'failed'],
    [unknown, 'unknown'],
  ] as const)
    await database.db
      .updateTable('letters')
      .set({ state })
      .where('id', '=', letter?.id ?? '')
      .execute();
  await database.db
    .insertInto('letter_attempts')
    .values({ letter: lost?.id ?? '', at: new Date(), outcome: 'failed', response: '550 no such mailbox' })
    .execute();
  const page = (await get('/letters')).body;
  const wrong = page.slice(page.indexOf('What went wrong'), page.indexOf('Who gets what'));
  expect(wrong).toContain(lost?.subject);
  expect(wrong).toContain('It did not reach');
  expect(wrong).toContain('550 no such mailbox');
  expect(wrong).toContain('Nobody knows whether it reached');
});

it('a letter is shown as its reader gets it, in her language', async () => {
  const { body } = await house.call(
    await house.token(['facilitator'], 'fac@example.org'),
    'GET',
    `matches/${id}/letters`,
  );
  const spanish = (body.items as { id: string; subject: string }[]).find(({ subject }) =>
    subject.startsWith('Gracias'),
  );
  const page = (await get(`/letters/${spanish?.id}`)).body;
  expect(page).toContain('Hola, Rosa');
  expect(page).toContain('lang="es"');
});

it('every form can be printed to be filled in by hand, and those of participants in Spanish too', async () => {
  const page = (await get('/forms/F7')).body;
  expect(page).toContain(`/matches/${id}/forms/F7/blank.pdf`);
  expect(page).toContain(`/matches/${id}/forms/F7/blank.pdf?language=es`);
  // The Fact Sheet is for staff, and in English only.
  expect((await get('/forms/F4')).body).not.toContain('?language=es');
  for (const form of ['F1', 'F4', 'F6', 'F9', 'F11'])
    expect((await get(`/forms/${form}/blank.pdf`)).headers['content-type'], form).toBe('application/pdf');
  const words = async (path: string) => wordsOf(await readPdf((await get(`/forms/${path}`)).rawPayload));
  expect(await words('F7/blank.pdf')).toContain('What was most useful?');
  expect(await words('F7/blank.pdf?language=es')).toContain('¿Qué fue lo más útil?');
  // The title of the match is as people wrote it, and stands at the foot of every page.
  for (const form of ['F6', 'F7', 'F10', 'F11'])
    expect((await words(`${form}/blank.pdf?language=es`)).replaceAll('Sampletown learns', ''), form).not.toMatch(
      ENGLISH,
    );
});
