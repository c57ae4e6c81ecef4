import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** Who takes part: the whole record of a person (F3), who may see it, and the way on paper (X14). */
const database = useDatabase();
let house: House;
const tokens: Record<string, string> = {};
let match: string;

const ann = {
  ref: 'ann',
  name: 'Ann Sample',
  title: 'Council member',
  organization: 'Sample Council',
  address: '1 Sample Street',
  telephone: '555-0101',
  email: 'ann@example.org',
  town: 'Sampletown',
  roles: ['participant'],
  team: 'seeker',
  roleKind: 'official',
  needs: { diet: 'vegan', hardCopies: true },
  arrivesOn: '2040-02-26',
  leavesOn: '2040-02-28',
  listed: true,
};
/** A resident without e-mail, telephone and bank. */
const res = {
  ref: 'res',
  name: 'Robin Resident',
  address: '2 Sample Street',
  town: 'Sampletown',
  roles: ['participant'],
  team: 'seeker',
  roleKind: 'resident',
  payment: 'pickup',
  needs: { honorarium: true },
};
const bob = {
  ref: 'bob',
  name: 'Bob Helper',
  email: 'bob@example.org',
  roles: ['consultant'],
  team: 'helper/2',
  listed: false,
};

const start = async (people: object[] = [ann, res, bob]): Promise<string> => {
  const answer = await house.call(tokens['pm'], 'POST', 'matches', {
    method: 'cssp-peer-match',
    title: 'Bridges',
    timeZone: 'America/New_York',
    assignedOn: '2040-01-02',
    people: [
      { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', telephone: '555-0100', roles: ['facilitator'] },
      { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
      ...people,
    ],
  });
  expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
  return answer.body.id;
};
type Shown = Record<string, unknown> & { ref: string; id: string };
const people = async (token: string | undefined, query = '', id = match) =>
  (await house.call(token, 'GET', `matches/${id}/people${query}`)).body.items as Shown[];
const shown = async (who: string, ref: string, id = match) =>
  (await people(tokens[who], '', id)).find((one) => one.ref === ref) as Shown;

beforeAll(async () => {
  house = await makeHouse(database.db);
  const of = { pm: 'programManager', fac: 'facilitator', aa: 'assistant' };
  for (const [name, role] of Object.entries(of)) tokens[name] = await house.token([role], `${name}@example.org`);
  tokens['admin'] = await house.token(['administrator']);
  match = await start();
});

describe('two views of the people', () => {
  test.each(['fac', 'aa', 'admin'])('%s sees addresses and needs', async (who) => {
    const { roles, needs, ...rest } = ann;
    expect(await shown(who, 'ann')).toMatchObject({ ...rest, roles, needs: { access: null, ...needs }, reach: 'mail' });
  });

  test('the program manager sees name, title, organization and town, and her own address', async () => {
    const one = await shown('pm', 'ann');
    expect(one).toMatchObject({ name: ann.name, title: ann.title, organization: ann.organization, town: ann.town });
    for (const name of ['address', 'telephone', 'email', 'channel', 'needs', 'payment', 'arrivesOn', 'leavesOn'])
      expect([name, one[name]]).toEqual([name, null]);
    expect((await people(tokens['pm'])).find(({ roles }) => String(roles) === 'programManager')).toMatchObject({
      email: 'pm@example.org',
    });
  });

  test('who stands in for a facilitator that nobody is sees what the facilitator would', async () => {
    const { body } = await house.call(tokens['pm'], 'POST', 'matches', {
      method: 'ncdb-peer-match',
      title: 'Draft',
      timeZone: 'America/New_York',
      people: [ann],
    });
    expect(await shown('pm', 'ann', body.id)).toMatchObject({ email: ann.email });
  });

  test('the list for all participants has both teams, without addresses and without who does not wish to stand on it', async () => {
    const list = await people(tokens['fac'], '?view=list');
    expect(list.map(({ ref, email, telephone, address }) => [ref, email, telephone, address])).toEqual([
      ['ann', null, null, null],
      ['res', null, null, null],
    ]);
    const file = await house.call(tokens['fac'], 'GET', `matches/${match}/people?view=list&format=csv`);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.text).toBe(
      '\ufeffname,title,organization,town,team\r\n' +
        'Ann Sample,Council member,Sample Council,Sampletown,seeker\r\n' +
        'Robin Resident,,,Sampletown,seeker\r\n',
    );
  });

  test('the page of its people shows addresses to those who see them', async () => {
    const page = async (email: string, roles: string[]) => {
      const known = await house.accounts.byEmail(email);
      const account = known ?? (await house.accounts.create({ name: email, email, roles: roles as never }));
      const { code } = await house.accounts.createSignInLink(account.id, new Date());
      const signed = await house.app.inject({ method: 'POST', url: `/sign-in/${code}` });
      const cookie = String(signed.headers['set-cookie']).split(';')[0] ?? '';
      return (await house.app.inject({ url: `/matches/${match}/people`, headers: { cookie } })).body;
    };
    expect(await page('fac@example.org', [])).toContain('mailto:ann@example.org');
    const forManager = await page('manager@example.org', ['programManager']);
    expect(forManager).toContain('Ann Sample');
    expect(forManager).not.toContain('ann@example.org');
    expect(forManager).not.toContain('555-0101');
  });
});

describe('X14: a resident without e-mail, telephone or bank', () => {
  test('is reached by post, gets a phone card, and picks the honorarium up', async () => {
    expect(await shown('aa', 'res')).toMatchObject({
      resident: true,
      roles: ['participant', 'resident'],
      reach: 'post',
      payment: 'pickup',
      needs: { honorarium: true, phoneCard: true },
    });
    await database.db.updateTable('people').set({ telephone: '555-0102' }).where('name', '=', res.name).execute();
    expect((await shown('aa', 'res'))['needs']).toMatchObject({ phoneCard: null });
    await database.db.updateTable('people').set({ telephone: null }).where('name', '=', res.name).execute();
  });

  test('is answered for by staff: marked in the record and with the person, and no mail to her goes out', async () => {
    const id = await start();
    const report = (type: string, data: object, more: object = {}) =>
      house.call(tokens['fac'], 'POST', `matches/${id}/events`, { type, data, ...more });
    await report('ATTENDANCE_MARKED', { attended: ['res', 'ann'], residents: ['res'] });
    const done = await report(
      'EVALUATION_RETURNED',
      { form: { organized: 'fully', heard: 'fully', peers: 'mostly', learned: 'fully', nextSteps: 'partly' } },
      { part: 'evaluation/res', onBehalfOf: 'res' },
    );
    expect(done.status).toBe(200);
    const person = await shown('fac', 'res', id);
    expect([person['onBehalf'], (await shown('fac', 'ann', id))['onBehalf']]).toEqual([true, false]);
    const record = (await house.call(tokens['fac'], 'GET', `matches/${id}/record`)).body.items;
    expect(record.at(-1)).toMatchObject({
      type: 'EVALUATION_RETURNED',
      onBehalfOf: person.id,
      by: { role: 'facilitator' },
    });
    const letters = await database.db.selectFrom('letters').selectAll().where('match', '=', id).execute();
    const toHer = letters.filter((letter) => letter.person === person.id);
    expect(toHer.filter(({ channel, state }) => channel === 'mail' || state === 'queued')).toEqual([]);
    expect(letters.filter(({ seq }) => seq === record.at(-1).seq)).toEqual([]);
  });

  test('is a finding when nothing at all is known, until something is', async () => {
    const id = await start([ann, { name: 'Rae Resident', ref: 'rae', roles: ['resident'], team: 'seeker' }]);
    const codes = async () =>
      (await house.call(tokens['fac'], 'GET', `matches/${id}`)).body.findings.map((one: { code: string }) => one.code);
    expect(await codes()).toContain('X14');
    const { id: rae } = await shown('fac', 'rae', id);
    const path = `matches/${id}/people/${rae}`;
    const mended = await house.call(tokens['aa'], 'PATCH', path, { telephone: '555-0103', channel: 'phone' });
    expect([mended.status, mended.body.reach]).toEqual([200, 'phone']);
    expect(await codes()).not.toContain('X14');
  });
});

describe('correcting a person', () => {
  test('empties what is null, leaves what is not said, and tells the match facts only', async () => {
    const id = await start();
    const { id: person } = await shown('fac', 'ann', id);
    const change = { email: null, town: 'Elsewhere', roleKind: 'parent', needs: { diet: null } };
    const answer = await house.call(tokens['fac'], 'PATCH', `matches/${id}/people/${person}`, change, { key: 'c1' });
    expect(answer.body).toMatchObject({
      name: ann.name,
      email: null,
      telephone: ann.telephone,
      town: 'Elsewhere',
      roleKind: 'parent',
      needs: { diet: null, hardCopies: true },
      reach: 'post',
    });
    const { event } = house.engine.sent.at(-1) ?? {};
    expect(event?.facts).toEqual({
      person,
      team: 'seeker',
      kind: 'parent',
      resident: false,
      complete: false,
      reachable: true,
    });
    const again = await house.call(tokens['fac'], 'PATCH', `matches/${id}/people/${person}`, change, { key: 'c1' });
    expect(again.status).toBe(200);
    const other = await house.call(
      tokens['fac'],
      'PATCH',
      `matches/${id}/people/${person}`,
      { town: 'X' },
      { key: 'c1' },
    );
    expect(other.status).toBe(409);
  });

  test('says what the record knows by the event, too: the role kind stays with the person', async () => {
    const id = await start();
    const { id: person } = await shown('fac', 'bob', id);
    const data = { person, kind: 'director' };
    await house.call(tokens['fac'], 'POST', `matches/${id}/events`, { type: 'PERSON_CHANGED', data });
    expect(await shown('fac', 'bob', id)).toMatchObject({ roleKind: 'director' });
  });

  test.each([
    [{ leavesOn: '2040-02-01', arrivesOn: '2040-02-02' }, 'leavesOn'],
    [{ email: 'nobody' }, 'email'],
    [{ roleKind: 'king' }, 'roleKind'],
    [{ payment: 'gold' }, 'payment'],
    [{ needs: { sleep: true } }, 'needs.sleep'],
    [{ name: '' }, 'name'],
  ])('refuses %j with the path', async (change, path) => {
    const { id: person } = await shown('fac', 'ann');
    const answer = await house.call(tokens['fac'], 'PATCH', `matches/${match}/people/${person}`, change);
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, path]);
  });
});

describe('odd names', () => {
  const add = (name: string) => house.call(tokens['fac'], 'POST', `matches/${match}/people`, { name });

  test.each([
    ['two lines', 'Ann\r\nBcc: everybody@example.org'],
    ['a line separator', 'Ann\u2028Bob'],
    ['a zero byte', 'Ann\u0000'],
    ['half a character', 'Ann\ud83d'],
    ['ten thousand letters', 'x'.repeat(10_000)],
  ])('with %s are refused by their field', async (_, name) => {
    const answer = await add(name);
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, 'name']);
  });

  test.each(['=cmd()', '😀 Ann', 'مها عينة', "O'Sample <b>"])('%s is text', async (name) => {
    const answer = await add(name);
    expect([answer.status, answer.body.name]).toEqual([201, name]);
  });
});
