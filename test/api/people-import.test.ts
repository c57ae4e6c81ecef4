import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** A list of people is pasted or uploaded (B2.14): shown first, then taken; wrong rows come back with their reasons. */
const database = useDatabase();
let house: House;
let fac: string;
let match: string;

const start = async (): Promise<string> => {
  const answer = await house.call(fac, 'POST', 'matches', {
    method: 'cssp-peer-match',
    title: 'Bridges',
    timeZone: 'America/New_York',
    assignedOn: '2040-01-02',
    people: [{ ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] }],
  });
  return answer.body.id;
};

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await house.token(['facilitator', 'programManager'], 'fac@example.org');
  match = await start();
});

interface Row {
  readonly line: number;
  readonly action: string;
  readonly name: string | null;
  readonly person: string | null;
  readonly by: string | null;
  readonly changes: string[];
  readonly errors: { field: string | null; message: string }[];
}
const send = (id: string, wish: object, options: { key?: string; token?: string; query?: string } = {}) =>
  house.call(
    options.token ?? fac,
    'POST',
    `matches/${id}/people/import${options.query ?? ''}`,
    { dryRun: false, ...wish },
    options.key === undefined ? {} : { key: options.key },
  );
const peopleOf = async (id: string) =>
  (await house.call(fac, 'GET', `matches/${id}/people`)).body.items as Record<string, unknown>[];
const listed = (id: string) =>
  house.engine.sent.filter((one) => one.match === id && one.event.type === 'PEOPLE_LISTED').map(({ event }) => event);
const csv = (...lines: string[]): string => lines.join('\n');

describe('what is recognised', () => {
  test('columns by common headings in English and Spanish, in any order, whatever separates the cells', async () => {
    const english = csv(
      'Role;E-mail address;Full Name;Phone Number;Arrival',
      'Director;ann@example.org;Ann Sample;555-0101;',
    );
    const spanish = csv(
      'Nombre\tApellidos\tCorreo electrónico\tTeléfono\tRol',
      'Rosa\tMuestra\trosa@example.org\t555-0102\tvecina',
    );
    const first = (await send(match, { text: english, dryRun: true })).body;
    expect(first.columns.map((one: { field: string }) => one.field)).toEqual([
      'roleKind',
      'email',
      'name',
      'telephone',
      'arrivesOn',
    ]);
    const second = (await send(match, { text: spanish, dryRun: true })).body;
    expect(second.columns.map((one: { field: string }) => one.field)).toEqual([
      'firstName',
      'lastName',
      'email',
      'telephone',
      'roleKind',
    ]);
    expect(second.rows[0]).toMatchObject({ action: 'add', name: 'Rosa Muestra', errors: [] });
  });

  test('columns that the caller names, over what was recognised', async () => {
    const text = csv('Who,Name,Wish', 'Ann Sample,Sample Organization,no nuts');
    const { body } = await send(match, {
      text,
      dryRun: true,
      mapping: { name: 'who', organization: 'Name', diet: 'Wish' },
    });
    expect(body.columns.map((one: { field: string }) => one.field)).toEqual(['name', 'organization', 'diet']);
    const wrong = await send(match, { text, mapping: { email: 'Mail' } });
    expect([wrong.status, wrong.body.errors[0].path, wrong.body.allowed]).toEqual([
      422,
      'mapping.email',
      ['Who', 'Name', 'Wish'],
    ]);
  });

  test('a preview writes nothing and tells the match nothing', async () => {
    const before = await peopleOf(match);
    await send(match, { text: csv('Name', 'Nobody Yet'), dryRun: true });
    expect(await peopleOf(match)).toEqual(before);
    expect(listed(match)).toEqual([]);
  });
});

describe('what is taken', () => {
  test('every field of a person, with yes, no, days, teams and roles as people write them', async () => {
    const id = await start();
    const head =
      'Name,Title,Organization,Address,Phone,Email,Town,Team,Roles,Role kind,Preferred channel,Language,Honorarium,Phone card,Hard copies,Access needs,Diet,Payment,Arrival,Departure,Consent';
    const row =
      'Rosa Muestra,,,"1 Sample Street\nSampletown",555-0102,rosa@example.org,Sampletown,Requesting site,lead; participant,residente,carta,español,sí,x,no,a ramp,vegan,check,3/15/2027,2027-03-17,yes';
    const { status, body } = await send(id, { text: csv(head, row) });
    expect([status, body.counts]).toEqual([200, { rows: 1, add: 1, change: 0, same: 0, wrong: 0 }]);
    expect((await peopleOf(id)).find(({ name }) => name === 'Rosa Muestra')).toEqual({
      id: body.rows[0].person,
      ref: null,
      name: 'Rosa Muestra',
      title: null,
      organization: null,
      address: '1 Sample Street\nSampletown',
      telephone: '555-0102',
      email: 'rosa@example.org',
      roles: ['lead', 'participant', 'resident'],
      team: 'seeker',
      town: 'Sampletown',
      roleKind: 'resident',
      resident: true,
      channel: 'post',
      language: 'es',
      needs: { honorarium: true, phoneCard: true, hardCopies: false, room: null, access: 'a ramp', diet: 'vegan' },
      payment: 'cheque',
      arrivesOn: '2027-03-15',
      leavesOn: '2027-03-17',
      listed: true,
      reach: 'mail',
      onBehalf: false,
    });
    expect(listed(id)).toMatchObject([
      {
        facts: {
          people: [
            {
              person: body.rows[0].person,
              team: 'seeker',
              kind: 'resident',
              resident: true,
              complete: true,
              reachable: true,
            },
          ],
        },
      },
    ]);
  });

  test('good rows are taken, wrong ones come back with the reason, as a file too', async () => {
    const id = await start();
    const text = csv(
      'Name,Email,Team,Arrival',
      'Ann Sample,ann@example.org,seeker,',
      ',nobody@example.org,seeker,',
      'Bob Sample,not an address,seeker,',
      'Cid Sample,cid@example.org,the others,3/4/2027',
      'Dot Sample,dot@example.org,helper/2,',
      'Eve Sample,eve@example.org,seeker,,too much',
      '=HYPERLINK("x"),eve@example.org,x,',
    );
    const { body } = await send(id, { text }, { key: 'mixed' });
    expect(body.counts).toEqual({ rows: 7, add: 2, change: 0, same: 0, wrong: 5 });
    const wrong = (body.rows as Row[]).filter(({ action }) => action === 'wrong');
    expect(wrong.map(({ line, errors }) => [line, errors.map(({ field }) => field)])).toEqual([
      [3, ['name']],
      [4, ['email']],
      [5, ['arrivesOn', 'team']],
      [7, [null]],
      [8, ['team']],
    ]);
    expect((await peopleOf(id)).map(({ name }) => name)).toEqual(['Fran Facilitator', 'Ann Sample', 'Dot Sample']);

    const file = await send(id, { text }, { key: 'mixed', query: '?errors=csv' });
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.headers['idempotency-replayed']).toBe('true');
    const rows = file.text.replace('\ufeff', '').trim().split('\r\n');
    expect(rows[0]).toBe('Name,Email,Team,Arrival,What is wrong');
    expect(rows).toHaveLength(6);
    expect(rows[3]).toContain('can be read in two ways');
    expect(rows[5]).toContain(`'=HYPERLINK`);
  });

  test('somebody known is recognised by e-mail, or by name and telephone, and changed; an empty cell changes nothing', async () => {
    const id = await start();
    await send(id, {
      text: csv(
        'Name,Email,Phone,Title',
        'Ann Sample,ann@example.org,555-0101,Director',
        'Bob Sample,,(555) 0102,Official',
        'Cid Sample,,,',
      ),
    });
    const before = await peopleOf(id);
    const { body } = await send(id, {
      text: csv(
        'Name,Email,Phone,Title',
        'Ann B. Sample,ANN@example.org,,',
        'bob  sample,bob@example.org,5550102,',
        'Cid Sample,,,',
        'Ann Sample,bob@example.org,555-0101,',
      ),
    });
    expect((body.rows as Row[]).map(({ action, by, changes }) => [action, by, changes])).toEqual([
      ['change', 'email', ['name', 'email']],
      ['change', 'nameAndTelephone', ['name', 'telephone', 'email']],
      ['same', 'nameAndTelephone', []],
      ['wrong', null, []],
    ]);
    const after = await peopleOf(id);
    expect(after.map((one) => one['id'])).toEqual(before.map((one) => one['id']));
    expect(after.find(({ name }) => name === 'Ann B. Sample')).toMatchObject({
      email: 'ANN@example.org',
      telephone: '555-0101',
      title: 'Director',
    });
  });

  test('nobody twice: not from one table, and not by sending it again with the same key or another', async () => {
    const id = await start();
    const text = csv(
      'Name,Email,Phone',
      'Ann,ann@example.org,1',
      'Ann,ANN@example.org,1',
      'Bob,,2',
      'Bob,b@example.org,2',
    );
    const first = await send(id, { text }, { key: 'twice' });
    expect(first.body.rows.map((row: Row) => row.errors[0]?.message)).toEqual([
      undefined,
      'is the same person as in line 2',
      undefined,
      'is the same person as in line 4',
    ]);
    const again = await send(id, { text }, { key: 'twice' });
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([200, 'true', first.body]);
    const anew = await send(id, { text: csv('Name,Email,Phone', 'Ann,ann@example.org,1', 'Bob,,2') });
    expect(anew.body.counts).toMatchObject({ add: 0, same: 2 });
    expect(await peopleOf(id)).toHaveLength(3);
    const other = await send(id, { text: csv('Name', 'Cid') }, { key: 'twice' });
    expect(other.status).toBe(409);
  });

  test('two at once add everybody once', async () => {
    const id = await start();
    const text = csv('Name,Email', ...Array.from({ length: 50 }, (_, n) => `P${n},p${n}@example.org`));
    const both = await Promise.all([send(id, { text }), send(id, { text })]);
    expect(both.map(({ body }) => body.counts.add).sort()).toEqual([0, 50]);
    expect(await peopleOf(id)).toHaveLength(51);
  });

  test('somebody who had left comes back as the same person', async () => {
    const id = await start();
    const text = csv('Name,Email,Team', 'Ann,ann@example.org,seeker');
    const { body } = await send(id, { text });
    const person = body.rows[0].person;
    await house.call(fac, 'POST', `matches/${id}/events`, { type: 'PERSON_LEFT', data: { person } });
    expect(await peopleOf(id)).toHaveLength(1);
    const back = await send(id, { text });
    expect(back.body.rows[0]).toMatchObject({ action: 'add', person, by: 'email' });
    expect(await peopleOf(id)).toHaveLength(2);
  });
});

describe('odd texts are text or a clear error', () => {
  test('formulas, emoji, right-to-left writing, quotes and long cells', async () => {
    const id = await start();
    const text = csv(
      'Name,Organization',
      '=1+1,"@SUM(A1)"',
      '😀 Ann,+1',
      'مها عينة,"""quoted"", with comma"',
      '"Ann\r\nBcc: x@example.org",',
      `${'x'.repeat(10_000)},`,
      `Bob,${'y'.repeat(201)}`,
    );
    const { body } = await send(id, { text });
    expect((body.rows as Row[]).map(({ action, errors }) => [action, errors[0]?.field])).toEqual([
      ['add', undefined],
      ['add', undefined],
      ['add', undefined],
      ['wrong', 'name'],
      ['wrong', 'name'],
      ['wrong', 'organization'],
    ]);
    const people = await peopleOf(id);
    expect(people.map(({ name, organization }) => [name, organization]).slice(1)).toEqual([
      ['=1+1', '@SUM(A1)'],
      ['😀 Ann', '+1'],
      ['مها عينة', '"quoted", with comma'],
    ]);
    const exported = await house.call(fac, 'GET', `matches/${id}/people?format=csv`);
    expect(exported.text).toContain(`'=1+1`);
    expect(exported.text).toContain(`'@SUM(A1)`);
    const again = await send(id, { text: exported.text });
    expect(again.body.counts).toEqual({ rows: 4, add: 0, change: 0, same: 4, wrong: 0 });
  });

  test.each([
    ['JSON', '{"people":[{"name":"Ann"}]}', 'no table with headings'],
    ['a page', '<html><body>Name</body></html>', 'no table with headings'],
    ['a letter', 'Dear Fran,\nhere is the list.', 'no table with headings'],
    ['bytes', 'PK\u0003\u0004\u0000\u0000name', 'is no text'],
    ['half a surrogate', 'Name\nAnn \ud83d', 'is no text'],
    ['an open quote', 'Name,Email\n"Ann,ann@example.org\nBob,b@example.org', 'is no CSV'],
    ['nothing but space', '  \n \n', 'is empty'],
    ['too many rows', `Name\n${'Ann\n'.repeat(5001)}`, '5000 at most'],
  ])('%s is refused whole', async (_, text, why) => {
    const before = await peopleOf(match);
    const answer = await send(match, { text });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, 'text']);
    expect(answer.body.errors[0].message).toContain(why);
    expect(await peopleOf(match)).toEqual(before);
  });
});

describe('who and when', () => {
  test('staff of the match only, and not in a match that has ended', async () => {
    const stranger = await house.token(['facilitator'], 'stranger@example.org');
    const text = csv('Name', 'Ann');
    expect((await send(match, { text }, { token: stranger })).status).toBe(404);
    const id = await start();
    const report = (type: string) => house.call(fac, 'POST', `matches/${id}/events`, { type, data: { reason: 'x' } });
    await report('WITHDRAWN');
    const refused = await send(id, { text });
    expect(refused.status).toBe(409);
    expect(await peopleOf(id)).toHaveLength(1);
  });

  test('when the match refuses after all, nobody was added and the key is free', async () => {
    const id = await start();
    const text = csv('Name', 'Ann');
    house.engine.next = [{ kind: 'refused', refusal: { refused: 'PEOPLE_LISTED', because: 'no', allowed: [] } }];
    expect((await send(id, { text }, { key: 'refused' })).status).toBe(409);
    expect(await peopleOf(id)).toHaveLength(1);
    expect((await send(id, { text }, { key: 'refused' })).status).toBe(200);
    expect(await peopleOf(id)).toHaveLength(2);
  });

  test('half-way through it goes on with the same key', async () => {
    const id = await start();
    const text = csv('Name,Email', ...Array.from({ length: 501 }, (_, n) => `P${n},p${n}@example.org`));
    const deliver = house.engine.deliver.bind(house.engine);
    let calls = 0;
    house.engine.deliver = (...args) => {
      calls += 1;
      return calls === 2 ? Promise.reject(new Error('the process died here')) : deliver(...args);
    };
    expect((await send(id, { text }, { key: 'half' })).status).toBe(500);
    house.engine.deliver = deliver;
    const { status, body } = await send(id, { text }, { key: 'half' });
    expect([status, body.counts.add]).toEqual([200, 501]);
    const told = new Set(
      listed(id).flatMap(({ facts }) => (facts?.['people'] as { person: string }[]).map(({ person }) => person)),
    );
    expect(told.size).toBe(501);
    expect(await peopleOf(id)).toHaveLength(502);
  });

  test('X14: whoever cannot be reached is a finding, until there is a way', async () => {
    const id = await start();
    await send(id, { text: csv('Name,Role', 'Ann,resident'), defaults: { team: 'seeker' } });
    const after = await house.call(fac, 'GET', `matches/${id}`);
    expect(after.body.findings.map(({ code }: { code: string }) => code)).toContain('X14');
    const [, ann] = await peopleOf(id);
    expect(ann).toMatchObject({ reach: 'none', resident: true, needs: { phoneCard: true } });
    await send(id, { text: csv('Name,Role,Address', 'Ann,resident,1 Sample Street') });
    const mended = await house.call(fac, 'GET', `matches/${id}`);
    expect(mended.body.findings.map(({ code }: { code: string }) => code)).not.toContain('X14');
  });
});
