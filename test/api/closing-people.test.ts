import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { closingMatch } from './closing-match.ts';
import type { ClosingMatch } from './closing-match.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** What people need stands in one place: the list of people. Forms read it, and the form that lists people writes to it. */
const database = useDatabase();
let house: House;
let match: ClosingMatch;

beforeAll(async () => {
  house = await makeHouse(database.db);
  match = await closingMatch(house);
});

const save = (id: string, values: object, seen = 0) =>
  house.call(match.fac, 'PUT', `matches/${id}/forms/F3`, { values }, { headers: { 'if-match': `"${seen}"` } });
const person = async (id: string, ref: string) =>
  (await match.get(id, 'people')).items.find((one: { ref: string }) => one.ref === ref);
const rowOf = (values: { people: { name: string }[] }, name: string) => values.people.find((one) => one.name === name);

describe('the needs of people', () => {
  it('are read from the list of people by every form that asks for them', async () => {
    const id = await match.start();
    const res = await match.idOf(id, 'res');
    const said = {
      needs: { honorarium: true, hardCopies: true, room: true },
      arrivesOn: '2026-03-01',
      leavesOn: '2026-03-04',
    };
    expect((await house.call(match.fac, 'PATCH', `matches/${id}/people/${res}`, said)).status).toBe(200);
    expect(rowOf((await match.get(id, 'forms/F3')).values, 'Rita Resident')).toMatchObject({
      honorarium: true,
      phoneCard: true,
      hardCopies: true,
      stays: true,
      arrival: '2026-03-01',
      departure: '2026-03-04',
    });
    const { values } = await match.get(id, 'forms/F4');
    expect([values.residents, values.arrival, values.departure]).toEqual([
      { count: 1, honoraria: 1, phoneCards: 1 },
      '2026-03-01',
      '2026-03-04',
    ]);
  });

  it('that are typed into the people list are written to the list of people, and the match hears of it', async () => {
    const id = await match.start();
    const people = [
      { name: 'Rita Resident', telephone: '555-0177', stays: true, diet: 'vegan', honorarium: true },
      { name: 'Sam Sitelead', email: 'sam@example.org', title: 'Mayor' },
      { name: 'Nobody Known', title: 'Guest' },
    ];
    const { status, body } = await save(id, { people });
    expect(status).toBe(200);
    expect(await person(id, 'res')).toMatchObject({
      telephone: '555-0177',
      needs: { room: true, diet: 'vegan', honorarium: true },
    });
    expect(await person(id, 'lead')).toMatchObject({ title: 'Mayor' });
    expect(rowOf(body.values, 'Nobody Known')).toEqual({ name: 'Nobody Known', title: 'Guest' });
    const told = house.engine.sent.at(-1)?.event;
    expect([told?.type, JSON.stringify(told?.facts)]).toEqual(['PEOPLE_LISTED', expect.not.stringContaining('555')]);
    const before = house.engine.sent.length;
    await save(id, { people }, 1);
    expect(house.engine.sent).toHaveLength(before);
  });

  it('show what was corrected later in the list of people, whatever the form said', async () => {
    const id = await match.start();
    await save(id, { people: [{ name: 'Sam Sitelead', title: 'Mayor' }] });
    const lead = await match.idOf(id, 'lead');
    await house.call(match.fac, 'PATCH', `matches/${id}/people/${lead}`, { title: 'Former mayor' });
    expect(rowOf((await match.get(id, 'forms/F3')).values, 'Sam Sitelead')).toMatchObject({ title: 'Former mayor' });
  });

  it('that come with the event of the list are written before it is taken', async () => {
    const id = await match.start();
    const form = { people: [{ name: 'Rita Resident', telephone: '555-0188' }] };
    await match.on(id, 'SITE_TEAM_LISTED', { data: { form } });
    expect(await person(id, 'res')).toMatchObject({ telephone: '555-0188' });
  });

  it('that the list of people cannot take are refused with their place, and nothing is written', async () => {
    const id = await match.start();
    const people = [{ name: 'Rita Resident', arrival: '2026-03-04', departure: '2026-03-01' }];
    const { status, body } = await save(id, { people });
    expect([status, body.errors[0].path]).toEqual([422, 'values.people.0.departure']);
    expect(await person(id, 'res')).toMatchObject({ arrivesOn: null });
    expect((await match.get(id, 'forms/F3')).revision).toBe(0);
  });
});

describe('a new need', () => {
  it('begins a new match that knows where it comes from, with the staff and the requesting site of the old one', async () => {
    const id = await match.start();
    const begun = { method: 'cssp-peer-match', title: 'Youth councils, next step', timeZone: 'America/New_York' };
    const { status, body } = await house.call(match.pm, 'POST', 'matches', { ...begun, origin: { match: id } });
    expect([status, body.origin, body.successors]).toEqual([201, id, []]);
    expect(await match.get(id)).toMatchObject({ origin: null, successors: [body.id] });
    const names = (await match.get(body.id, 'people')).items.map((one: { name: string }) => one.name);
    expect(names).toEqual(['Fran Facilitator', 'Alex Assistant', 'Sam Sitelead', 'Rita Resident', 'programManager']);
    expect(await person(body.id, 'res')).toMatchObject({
      address: '1 Sample Street',
      resident: true,
      payment: 'pickup',
    });
  });

  it('is refused from a match that is not there', async () => {
    const begun = {
      method: 'cssp-peer-match',
      title: 'Next',
      timeZone: 'America/New_York',
      origin: { match: 'nothing' },
    };
    const { status, body } = await house.call(match.pm, 'POST', 'matches', begun);
    expect([status, body.errors[0].path]).toEqual([422, 'origin.match']);
  });
});
