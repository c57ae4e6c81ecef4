import ICAL from 'ical.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { cast, makeHouse } from './house.ts';
import type { House } from './house.ts';

/** The dates of a match as a calendar, and letters that name the whole date of a call that moves. */
const database = useDatabase();
let house: House;
let fac: string;

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await house.token(['facilitator'], 'fac@example.org');
});

const DATES = { assignedOn: '2027-01-04', matchStart: '2027-03-01', matchEnd: '2027-03-02' };
const CSSP = { method: 'cssp-peer-match', title: 'Bridges', timeZone: 'America/New_York', people: cast, ...DATES };

async function givenMatch(): Promise<string> {
  const pm = await house.token(['programManager'], 'pm@example.org');
  return (await house.call(pm, 'POST', 'matches', CSSP)).body.id as string;
}
async function report(id: string, type: string, data: object = {}, part?: string) {
  const answer = await house.call(fac, 'POST', `matches/${id}/events`, { type, data, ...(part ? { part } : {}) });
  expect(answer.status).toBe(200);
}
async function entriesOf(id: string) {
  const answer = await house.call(fac, 'GET', `matches/${id}/calendar.ics`);
  expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
  return ICAL.Component.fromString(answer.text)
    .getAllSubcomponents('vevent')
    .map((event) =>
      ['summary', 'dtstart', 'sequence', 'status'].map((name) => String(event.getFirstPropertyValue(name))),
    );
}

describe('the calendar of a match', () => {
  it('X8 holds calls, match and check-in, each as it stands now', async () => {
    const id = await givenMatch();
    await report(id, 'CALL_PLANNED', { call: 'first', on: '2027-01-12', time: '15:00', audience: 'initial' });
    await report(id, 'CALL_PLANNED', { call: 'second', on: '2027-01-20', audience: 'initial' });
    await report(id, 'CALL_MOVED', { time: '16:00' }, 'call/first');
    await report(id, 'CALL_CANCELLED', {}, 'call/second');

    expect(await entriesOf(id)).toEqual([
      ['Call: Bridges', '2027-01-12T16:00:00', '1', 'CONFIRMED'],
      ['Call: Bridges', '2027-01-20', '1', 'CANCELLED'],
      ['Bridges (tentative)', '2027-03-01', '1', 'TENTATIVE'],
      ['Check in on impact and new needs: Bridges', '2027-06-02', '1', 'CONFIRMED'],
    ]);

    await report(id, 'DATES_FINALIZED', { matchStart: '2027-03-08', matchEnd: '2027-03-09' });
    expect((await entriesOf(id)).slice(2)).toEqual([
      ['Bridges', '2027-03-08', '2', 'CONFIRMED'],
      ['Check in on impact and new needs: Bridges', '2027-06-09', '2', 'CONFIRMED'],
    ]);
  });

  it('is for staff of the match only', async () => {
    const id = await givenMatch();
    const stranger = await house.token(['facilitator'], 'other@example.org');
    const lead = await house.token(['lead'], 'ann@example.org');

    expect((await house.call(stranger, 'GET', `matches/${id}/calendar.ics`)).status).toBe(404);
    expect((await house.call(lead, 'GET', `matches/${id}/calendar.ics`)).status).toBe(404);
    expect((await house.call(undefined, 'GET', `matches/${id}/calendar.ics`)).status).toBe(401);
  });
});

it('X8 the letter about a call that moves by an hour, or is called off, names its day in words', async () => {
  const id = await givenMatch();
  await report(id, 'CALL_PLANNED', { call: 'first', on: '2027-01-12', time: '15:00', invitees: ['ann'] });
  await report(id, 'CALL_MOVED', { time: '16:00' }, 'call/first');
  await report(id, 'CALL_CANCELLED', { reason: 'The road is closed.' }, 'call/first');

  const { items } = (await house.call(fac, 'GET', `matches/${id}/letters`)).body as {
    items: { id: string; kind: string }[];
  };
  const bodies = await Promise.all(
    items
      .filter(({ kind }) => kind.startsWith('m6'))
      .map(
        async (letter) => `${letter.kind}: ${String((await house.call(fac, 'GET', `letters/${letter.id}`)).body.body)}`,
      ),
  );
  expect(bodies.sort()).toEqual([
    expect.stringContaining('**When:** Tuesday, January 12, 2027, 3:00 PM EST'),
    expect.stringContaining('**When:** Tuesday, January 12, 2027, 4:00 PM EST'),
    expect.stringMatching(
      /m6c: [^]*on Tuesday, January 12, 2027, 4:00 PM EST, will not take place\.[^]*The road is closed/,
    ),
  ]);
});
