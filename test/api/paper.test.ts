import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { townOf } from '../../src/api/addresses.ts';
import { agendaOf, IN_ENGLISH } from '../../src/api/agenda.ts';
import { useDatabase } from '../support/postgres.ts';
import { readPdf, wordsOf } from '../support/pdf.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** A match on paper, and letters that a person carries (requirements.md T30, X9, X14). */
const database = useDatabase();
let house: House;
let pm: string;
let fac: string;
let aa: string;
let id: string;

const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  {
    ref: 'ana',
    name: 'Ana Núñez',
    title: 'Directora',
    organization: 'Ñandú',
    roles: ['lead', 'participant'],
    team: 'seeker',
    address: '12 Calle Mayor\nPonce, PR 00716',
    telephone: '555 0142',
  },
  {
    ref: 'bob',
    name: 'Bob Helper',
    email: 'bob@example.org',
    roles: ['participant'],
    team: 'helper',
    channel: 'phone',
  },
  { ref: 'cy', name: 'Cy Seeker', email: 'cy@example.org', roles: ['participant'], team: 'seeker' },
];
const DATES = { assignedOn: '2027-01-04', matchStart: '2027-03-01', matchEnd: '2027-03-02' };
const CSSP = { method: 'cssp-peer-match', title: 'Bridges', timeZone: 'America/New_York', people, ...DATES };

beforeAll(async () => {
  house = await makeHouse(database.db);
  pm = await house.token(['programManager'], 'pm@example.org');
  fac = await house.token(['facilitator'], 'fac@example.org');
  aa = await house.token(['assistant'], 'aa@example.org');
});
beforeEach(async () => {
  id = (await house.call(pm, 'POST', 'matches', CSSP)).body.id;
});

const report = async (type: string, data: object = {}, token = fac) => {
  const answer = await house.call(token, 'POST', `matches/${id}/events`, { type, data });
  expect(answer.status, answer.text).toBe(200);
};
async function pdf(path: string, token = aa) {
  const answer = await house.app.inject({ url: `/api/v1/${path}`, headers: { authorization: `Bearer ${token}` } });
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  expect(answer.headers['content-type']).toBe('application/pdf');
  return readPdf(answer.rawPayload);
}
interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly to: { readonly person: string; readonly channel: string };
}
const letters = async (query = ''): Promise<Listed[]> =>
  (await house.call(aa, 'GET', `matches/${id}/letters${query}`)).body.items as Listed[];

/** A call to which all three are invited, its letters released together. */
async function givenReleased() {
  await report('CALL_PLANNED', { call: 'first', on: '2027-01-12', time: '15:00', invitees: ['ana', 'bob', 'cy'] });
  const drafts = (await letters()).filter(({ kind }) => kind === 'm6');
  const ids = drafts.map((letter) => letter.id);
  const answer = await house.call(
    fac,
    'POST',
    `letters/${ids[0] ?? ''}/release`,
    { letters: ids },
    { key: `go-${id}` },
  );
  return { ids, answer };
}

describe('letters by post and telephone', () => {
  it('X14 are counted by the way they go when they are released', async () => {
    const { answer } = await givenReleased();
    expect(answer.body).toEqual({ released: 3, channels: { mail: 1, post: 1, phone: 1 } });
  });

  it('X14 stand on the list of their way until somebody says that they were carried', async () => {
    await givenReleased();
    const posted = (await letters('?channel=post')).find(({ kind }) => kind === 'm6');
    expect(posted).toMatchObject({ kind: 'm6', state: 'released', to: { channel: 'post' } });
    expect(await letters('?channel=phone')).toMatchObject([{ kind: 'm6', state: 'released' }]);
    expect((await letters('?channel=mail')).map(({ to }) => to.channel)).not.toContain('post');

    const done = await house.call(aa, 'POST', `letters/${posted?.id ?? ''}/handed-over`);
    const { items } = (await house.call(aa, 'GET', `matches/${id}/people`)).body as {
      items: { id: string; ref: string }[];
    };
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({ state: 'sent', handedOverBy: items.find(({ ref }) => ref === 'aa')?.id });
    expect(Date.parse(done.body.sentAt)).toBeGreaterThan(Date.now() - 60_000);

    const again = await house.call(fac, 'POST', `letters/${posted?.id ?? ''}/handed-over`);
    expect(again.body).toEqual(done.body);
    expect((await letters('?channel=post')).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'm1 draft',
      'm6 sent',
    ]);
  });

  it('are printed one by one or together', async () => {
    await givenReleased();
    const posted = (await letters('?channel=post')).find(({ kind }) => kind === 'm6');
    const one = wordsOf(await pdf(`letters/${posted?.id ?? ''}.pdf`));

    expect(one).toContain('Ana Núñez Ñandú 12 Calle Mayor Ponce, PR 00716');
    expect(one).toContain('Tuesday, January 12, 2027, 3:00 PM EST');
    expect(wordsOf(await pdf(`matches/${id}/letters.pdf?channel=post`))).toBe(one);
    expect(wordsOf(await pdf(`matches/${id}/letters.pdf?channel=phone`))).toContain('Dear Bob');
  });

  it('are neither printed nor carried before they are released; mail is carried by nobody', async () => {
    await report('CALL_PLANNED', { call: 'first', on: '2027-01-12', invitees: ['ana', 'cy'] });
    const drafts = (await letters()).filter(({ kind }) => kind === 'm6');
    const byPost = drafts.find(({ to }) => to.channel === 'post')?.id ?? '';
    const byMail = drafts.find(({ to }) => to.channel === 'mail')?.id ?? '';

    expect((await house.call(aa, 'GET', `letters/${byPost}.pdf`)).status).toBe(409);
    expect((await house.call(aa, 'POST', `letters/${byPost}/handed-over`)).body.because).toContain('is draft');
    expect((await house.call(aa, 'POST', `letters/${byMail}/handed-over`)).body.because).toContain('goes by mail');
    expect((await house.call(aa, 'GET', `matches/${id}/letters.pdf?channel=post`)).body.because).toContain(
      'no letter waits',
    );
    expect((await house.call(aa, 'GET', `matches/${id}/letters.pdf?channel=pigeon`)).status).toBe(422);
  });
});

describe('X9 the telephone list', () => {
  it('names whom mail does not reach, why, and what waits to be told', async () => {
    await givenReleased();
    await database.db
      .updateTable('people')
      .set({ bounced_at: new Date() })
      .where('email', '=', 'cy@example.org')
      .execute();
    const { items } = (await house.call(aa, 'GET', `matches/${id}/phone-list`)).body;
    await database.db.updateTable('people').set({ bounced_at: null }).execute();

    expect(items).toMatchObject([
      { name: 'Ana Núñez', telephone: '555 0142', because: 'noEmail', letters: [{ kind: 'm6', channel: 'post' }] },
      { name: 'Bob Helper', telephone: null, because: 'prefersPhone', letters: [{ kind: 'm6', channel: 'phone' }] },
      { name: 'Cy Seeker', because: 'bounced', letters: [] },
    ]);
    const words = wordsOf(await pdf(`matches/${id}/phone-list.pdf`));
    expect(words).toContain('Ana Núñez 555 0142 no e-mail address Call on Tuesday, January 12, 2027: Bridges');
    expect(words).not.toContain('Fran');
  });
});

describe('the packet of a match (T30)', () => {
  beforeEach(() => report('DATES_FINALIZED', { matchStart: DATES.matchStart, matchEnd: DATES.matchEnd }));

  it('is made of what the record holds, and shows nobody but their town', async () => {
    await report('AGENDA_BUILT', {
      form: { items: [{ begins: '09:00', title: 'Breakfast together', kind: 'meal', minutes: 45 }] },
    });
    await report('SHARING_ANSWERED', { team: 'seeker', agreed: true, notes: '- How we began\n- Our budget' });
    await report('SHARING_ANSWERED', { team: 'helper', agreed: false, notes: 'Nothing yet' });
    const words = wordsOf(await pdf(`matches/${id}/packet.pdf`));

    expect(words).toContain('Your packet for Bridges Dear participant,');
    expect(words).toContain('Monday, March 1, 2027 to Tuesday, March 2, 2027 (Eastern Time)');
    expect(words).toContain('9:00 AM, 45 minutes Breakfast together');
    expect(words).toContain('Ana Núñez Directora Ñandú Ponce, PR');
    expect(words).toContain('How we began • Our budget');
    expect(words).not.toMatch(/Nothing yet|Calle Mayor|555 0142|bob@example/);
  });

  it('has its cover letter to whom it is asked for', async () => {
    const words = wordsOf(await pdf(`matches/${id}/packet.pdf?person=ana`));
    expect(words).toMatch(/^Ana Núñez Ñandú 12 Calle Mayor Ponce, PR 00716 .* Your packet for Bridges Dear Ana,/);

    const nobody = await house.call(aa, 'GET', `matches/${id}/packet.pdf?person=zed`);
    expect(nobody.status).toBe(422);
    expect(nobody.body.errors[0]).toMatchObject({ path: 'querystring.person' });
  });

  it('says with the words of m15 once that is drafted and edited', async () => {
    await report('PACKETS_MAILED', {}, aa);
    const own = await database.db
      .updateTable('letters')
      .set({ body: 'Querida Ana, aquí está.' })
      .where('match', '=', id)
      .where('kind', '=', 'm15')
      .where('channel', '=', 'post')
      .returning('id')
      .execute();
    expect(own).toHaveLength(1);

    expect(wordsOf(await pdf(`matches/${id}/packet.pdf?person=ana`))).toContain('Querida Ana, aquí está.');
  });
});

it('labels are for those with an address, or only for those who get letters by post', async () => {
  expect(wordsOf(await pdf(`matches/${id}/labels.pdf`))).toBe('Ana Núñez Ñandú 12 Calle Mayor Ponce, PR 00716');
  expect(wordsOf(await pdf(`matches/${id}/labels.pdf?channel=post&skip=7`))).toContain('Ana Núñez');
  expect((await house.call(aa, 'GET', `matches/${id}/labels.pdf?skip=30`)).status).toBe(422);
  await database.db.updateTable('people').set({ address: null }).execute();
  expect((await house.call(aa, 'GET', `matches/${id}/labels.pdf`)).body.because).toContain('postal address');
});

it('paper is for staff of the match only', async () => {
  const stranger = await house.token(['facilitator'], 'other@example.org');
  const lead = await house.token(['lead', 'participant'], 'cy@example.org');
  for (const path of ['packet.pdf', 'labels.pdf', 'phone-list', 'phone-list.pdf', 'letters.pdf?channel=post'])
    for (const token of [stranger, lead])
      expect((await house.call(token, 'GET', `matches/${id}/${path}`)).status, path).toBe(404);
  const [letter] = await letters();
  expect((await house.call(lead, 'GET', `letters/${letter?.id ?? ''}.pdf`)).status).toBe(404);
  expect((await house.call(lead, 'POST', `letters/${letter?.id ?? ''}/handed-over`)).status).toBe(404);
});

it.each([
  ['12 Main Street\nSampletown, NY 10001', 'Sampletown, NY'],
  ['12 Main Street, Sampletown, NY 10001-1234', 'Sampletown, NY'],
  ['12 Main Street, Apt 4\nNew Sampletown NY 10001\nUSA', 'New Sampletown, NY'],
  ['Calle Mayor 12, 28013 Madrid', 'Madrid'],
  ['12 Main Street', ''],
  ['Main Street', ''],
  ['12 Main Street\nSampletown', 'Sampletown'],
  ['12 Main Street, Apt 4', ''],
])('of the address %j others read no more than the town: %j', (address, town) => {
  expect(townOf(address)).toBe(town);
});

it.each([
  [
    { items: [{ day: '2027-03-01', begins: '09:00', minutes: 30, title: 'Welcome', leads: 'Fran' }] },
    'Monday, March 1, 2027, 9:00 AM, 30 minutes|Welcome|Fran',
  ],
  [{ text: 'We talk.' }, '|We talk.|'],
  [{}, ''],
  [null, ''],
  [{ items: [7, null, { title: 3 }] }, '||'],
])('an agenda written as %j is read', (form, read) => {
  expect(
    agendaOf(form, IN_ENGLISH)
      .map(({ when, what, who }) => `${when}|${what}|${who}`)
      .join('; '),
  ).toBe(read);
});
