import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { closingMatch } from './closing-match.ts';
import type { ClosingMatch } from './closing-match.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** Honoraria of residents, through the API on a real database. */
const database = useDatabase();
let house: House;
let match: ClosingMatch;

beforeAll(async () => {
  house = await makeHouse(database.db);
  match = await closingMatch(house);
});

const PART = { part: 'honorarium/res' };
const FORM = { name: 'Rita Resident', paidBy: 'chequeCollected', tookPart: true, signedOn: '2026-03-03' };

/** Paid on this day, by paper, the assistant typing. */
async function paid(paidOn: string, amount?: number, more: object = {}): Promise<string> {
  const id = await match.held(more);
  for (const side of ['site', 'consultants'])
    await match.on(id, 'FUNDS_ANSWERED', { data: { for: side, available: true } });
  await match.on(id, 'HONORARIUM_FORM_RECEIVED', { ...PART, onBehalfOf: 'res', data: { form: FORM } }, match.aa);
  await match.on(id, 'HONORARIUM_PROCESSED', { ...PART, data: { processedOn: '2026-03-10' } }, match.aa);
  const money = amount === undefined ? {} : { amount, currency: 'USD' };
  await match.on(id, 'HONORARIUM_PAID', { ...PART, data: { paidOn, ...money } }, match.aa);
  return id;
}

describe('an honorarium', () => {
  it('R9: waits for the program’s yes', async () => {
    const id = await match.held();
    const { status, body } = await match.report(id, 'HONORARIUM_FORM_RECEIVED', { ...PART, data: { form: FORM } });
    expect([status, body.rule]).toEqual([409, 'R9']);
    expect((await match.get(id, 'honoraria')).items).toMatchObject([
      { state: 'due', funded: false, name: 'Rita Resident' },
    ]);
    await match.on(id, 'FUNDS_ANSWERED', { data: { for: 'site', available: true } });
    expect((await match.get(id, 'honoraria')).items).toMatchObject([{ state: 'due', funded: true }]);
  });

  it('X14: of a resident without e-mail, telephone and bank goes by paper: typed on her behalf, picked up, with a phone card', async () => {
    const id = await paid('2026-04-01', 15_000);
    expect((await match.get(id, 'honoraria')).items).toEqual([
      {
        part: `honorarium/${await match.idOf(id, 'res')}`,
        person: await match.idOf(id, 'res'),
        name: 'Rita Resident',
        state: 'paid',
        formOn: expect.stringMatching(/^\d{4}-/),
        processedOn: '2026-03-10',
        paidOn: '2026-04-01',
        amount: 15_000,
        currency: 'USD',
        payment: 'pickup',
        phoneCard: true,
        funded: true,
      },
    ]);
    const { items } = await match.get(id, 'letters');
    const notice = items.find(({ kind }: { kind: string }) => kind === 'm18b');
    expect(notice.to.channel).toBe('post');
    const { current } = await match.get(id, 'forms/F8?part=honorarium/res');
    expect(current).toMatchObject({ onBehalfOf: await match.idOf(id, 'res') });
  });

  it.each([
    [
      'in the form',
      'HONORARIUM_FORM_RECEIVED',
      { form: { ...FORM, remarks: 'Her number is 123-45-6789.' } },
      'data.form.remarks',
    ],
    ['in a note', 'HONORARIUM_WITHDRAWN', { reason: 'SSN: 123 456 789' }, 'data.reason'],
    ['of a bank', 'HONORARIUM_DECLINED', { reason: 'DE44 5001 0517 5407 3249 31' }, 'data.reason'],
  ])('holds no tax number: one %s is refused with its place', async (_, type, data, path) => {
    const id = await match.held();
    await match.on(id, 'FUNDS_ANSWERED', { data: { for: 'site', available: true } });
    const { status, body } = await match.report(id, type, { ...PART, data });
    expect([status, body.errors.map((one: { path: string }) => one.path)]).toEqual([422, [path]]);
  });

  it('holds no tax number while its form is a draft, and takes telephone numbers', async () => {
    const id = await match.held();
    const save = (values: object) =>
      house.call(
        match.aa,
        'PUT',
        `matches/${id}/forms/F8?part=honorarium/res`,
        { values },
        { headers: { 'if-match': '"0"' } },
      );
    expect((await save({ remarks: 'EIN 12-3456789' })).body.errors[0].path).toBe('values.remarks');
    expect((await save({ telephone: '555-123-4567', remarks: 'Call 555-010-0123' })).status).toBe(200);
  });
});

describe('a year of honoraria', () => {
  const year = (token: string, path = 'honoraria?year=2031', headers = {}) =>
    house.call(token, 'GET', path, undefined, { headers });

  it('is summed for each person over all matches, and for the program; in no other year', async () => {
    const rita = (telephone: string) => ({
      people: [
        { ref: 'fac', name: 'Fran', email: 'fac@example.org', roles: ['facilitator'] },
        { ref: 'aa', name: 'Alex', email: 'aa@example.org', roles: ['assistant'] },
        { ref: 'lead', name: 'Sam', roles: ['lead'], team: 'seeker', email: 'sam@example.org' },
        { ref: 'con', name: 'Cora', roles: ['consultant'], team: 'helper', email: 'cora@example.org' },
        { ref: 'res', name: 'Rosa  Resident', telephone, roles: ['resident'], team: 'seeker' },
      ],
    });
    await paid('2031-04-01', 10_000, rita('555-0101'));
    await paid('2031-06-01', 5_000, rita('5550101'));
    await paid('2031-07-01', undefined, rita('555-0999'));
    await paid('2032-01-02', 9_900, rita('555-0101'));
    const { status, body } = await year(match.pm);
    expect(status).toBe(200);
    expect(body.people).toMatchObject([
      { name: 'Rosa  Resident', paid: 2, withoutAmount: 0, totals: [{ currency: 'USD', amount: 15_000 }] },
      { name: 'Rosa  Resident', paid: 1, withoutAmount: 1, totals: [] },
    ]);
    expect(body.program).toEqual({
      people: 2,
      paid: 3,
      withoutAmount: 1,
      totals: [{ currency: 'USD', amount: 15_000 }],
    });
    expect((await year(match.aa)).body.program.paid).toBe(3);
  });

  it('is a table for a spreadsheet, by its name or by what is accepted', async () => {
    const byName = await year(match.pm, 'honoraria.csv?year=2031');
    expect(byName.headers['content-type']).toContain('text/csv');
    expect(byName.text).toContain('All together,3,1,USD,150.00');
    expect((await year(match.pm, undefined, { accept: 'text/csv' })).text).toBe(byName.text);
  });

  it('is for program managers and assistants, an assistant’s own matches only', async () => {
    expect((await year(match.fac)).status).toBe(403);
    const stranger = await house.token(['assistant'], 'other@example.org');
    expect((await year(stranger)).body.program).toMatchObject({ people: 0, paid: 0 });
    expect((await year(match.pm, 'honoraria?year=soon')).status).toBe(422);
  });
});
