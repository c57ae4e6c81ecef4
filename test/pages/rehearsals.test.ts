import { beforeAll, describe, expect, it } from 'vitest';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { PEOPLE } from '../api/closing-match.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse } from './browser-less.ts';
import type { Reader, Shown } from './browser-less.ts';

/** Practising a match from pages: begin one, turn its clock, read what it wrote. The clock itself turns in test/engine/browser-year.test.ts. */
const database = useDatabase();
let house: House;
let manager: Reader;
let facilitator: Reader;
let real: string;
/** Milliseconds by which the server skipped time, one for each move. */
const skipped: number[] = [];

beforeAll(async () => {
  house = await makeHouse(database.db);
  // A server that skips time at once.
  house.engine.skip = (_match, _id, milliseconds) => Promise.resolve(void skipped.push(milliseconds));
  house.engine.skipping = () => {
    const ahead = skipped.reduce((sum, one) => sum + one, 0);
    return Promise.resolve({ now: Date.now() + ahead, busy: false, ended: false });
  };
  const pm = await house.token(['programManager'], 'pm@example.org');
  const dates = { assignedOn: '2026-01-05', matchStart: '2026-03-02', matchEnd: '2026-03-03' };
  const match = { method: 'cssp-peer-match', title: 'Youth councils', timeZone: 'America/Chicago', people: PEOPLE };
  real = (await house.call(pm, 'POST', 'matches', { ...match, ...dates })).body.id;
  manager = await browse(house, { name: 'Olga Office', email: 'olga@example.org', roles: ['programManager'] });
  facilitator = await browse(house, { name: 'Nia New', email: 'nia@example.org' });
});

const SAMPLE = 'Begin with sample people';
const LIKE = 'Begin one like it';
const matchIn = ({ location }: Shown): string => /\/matches\/([\w-]+)\/rehearse/.exec(location)?.[1] ?? '';
const personsOf = async (id: string) => [...((await house.deps.queries.match(id))?.people ?? [])];

describe('beginning a rehearsal', () => {
  it.each(['cssp-peer-match', 'ncdb-peer-match'])('of %s, with sample people at example.org', async (method) => {
    const list = await manager.open('/rehearsals');
    const began = await manager.press(list, SAMPLE, { method });
    expect(began.status, began.body).toBe(303);
    const people = await personsOf(matchIn(began));
    expect(people.length).toBeGreaterThan(3);
    for (const { email } of people) expect(email).toMatch(/@example\.org$/);
    expect((await manager.open('/rehearsals')).body).toContain(`/matches/${matchIn(began)}/rehearse`);
  });

  it('counts once when the button is pressed twice', async () => {
    const list = await manager.open('/rehearsals');
    const fields = { method: 'ncdb-peer-match' };
    const first = await manager.press(list, SAMPLE, fields);
    const second = await manager.press(list, SAMPLE, fields);
    expect(second).toMatchObject({ status: 303, location: first.location });
  });

  it('like a real match: as many people with the same roles, the same length, later, and nobody of it', async () => {
    const list = await manager.open('/rehearsals');
    const began = await manager.press(list, LIKE, { match: real });
    expect(began.status, began.body).toBe(303);
    const shape = (people: Awaited<ReturnType<typeof personsOf>>) =>
      people.map(({ roles, team, channel, role_kind: kind }) => JSON.stringify([roles, team, channel, kind])).sort();
    const copied = await personsOf(matchIn(began));
    expect(copied.length).toBeGreaterThan(PEOPLE.length);
    expect(shape(copied)).toEqual(shape(await personsOf(real)));
    for (const { name } of PEOPLE) expect(JSON.stringify(copied)).not.toContain(name);
    const pm = await house.token(['programManager'], 'pm@example.org');
    const { dates, timeZone } = (await house.call(pm, 'GET', `matches/${matchIn(began)}`)).body;
    expect(timeZone).toBe('America/Chicago');
    const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
    expect(days(dates.assignedOn, dates.matchStart)).toBe(56);
    expect(days('2026-01-05', dates.assignedOn) % 7).toBe(0);
    expect(Date.parse(dates.assignedOn)).toBeGreaterThan(Date.now() - 86_400_000);
  });

  it('says what is missing, and keeps what was typed', async () => {
    const list = await manager.open('/rehearsals');
    const wrong = { likeFacilitator: 'Nia New', likeEmail: 'nowhere' };
    const none = await manager.press(list, LIKE, wrong);
    expect(none.status).toBe(422);
    expect(none.body).toContain('choose the match');
    expect(none.body).toContain('value="Nia New"');
    const address = await manager.press(list, LIKE, { ...wrong, match: real });
    expect(address.status).toBe(422);
    expect(address.body).toContain('not an e-mail address');
  });

  it('is for program managers; whoever takes part sees her own and no others', async () => {
    const list = await facilitator.open('/rehearsals');
    expect(list.body).toContain('A program manager begins a rehearsal');
    expect(list.body).not.toContain('/rehearse"');
    const mine = {
      method: 'ncdb-peer-match',
      sampleFacilitator: 'Nia New',
      sampleEmail: 'nia@example.org',
    };
    const began = await manager.press(await manager.open('/rehearsals'), SAMPLE, mine);
    expect((await facilitator.open('/rehearsals')).body).toContain(`/matches/${matchIn(began)}/rehearse`);
    expect((await facilitator.open(`/matches/${matchIn(began)}/rehearse`)).body).toContain('Next day');
  });
});

describe('practising', () => {
  let id: string;
  const path = () => `/matches/${id}/rehearse`;
  beforeAll(async () => {
    const began = await manager.press(await manager.open('/rehearsals'), SAMPLE, { method: 'cssp-peer-match' });
    id = matchIn(began);
  });

  it('shows the time, what to do with links to the tasks, and where the clock can go', async () => {
    const { body } = await manager.open(path());
    expect(body).toContain('In this rehearsal it is');
    expect(body).toContain(`/matches/${id}/tasks/T01`);
    for (const words of ['Next day', 'Next deadline', 'To the check-in']) expect(body).toContain(`>${words}</button>`);
    expect((await manager.open(`/matches/${id}`)).body).toContain(`href="${path()}"`);
  });

  it('turns the clock to the next morning, once for a double press, and never back', async () => {
    const before = skipped.length;
    const page = await manager.open(path());
    const first = await manager.press(page, 'Next day');
    const again = await manager.press(page, 'Next day');
    expect([first.status, again.status]).toEqual([303, 303]);
    expect(skipped.length - before).toBe(1);
    expect(first.location).toMatch(/rehearse\?since=/);
    const late = await manager.press(page, 'Next day', { _key: 'another-press' });
    expect(late.location).toContain('said=behind');
    expect((await manager.open(late.location)).body).toContain('past that time already');
    expect(skipped.length - before).toBe(1);
  });

  it('shows the mail that was written since the press, each to be read, with links that can be pressed', async () => {
    const since = encodeURIComponent(new Date(Date.now() - 1000).toISOString());
    expect((await manager.open(`${path()}?since=${since}`)).body).toContain('<p>None.</p>');
    const fac = await house.token(['facilitator'], 'facilitator@example.org');
    const { items } = (await house.call(fac, 'GET', `matches/${id}/letters`)).body;
    const letter = items.find(({ kind }: { kind: string }) => kind === 'm1').id;
    expect((await house.call(fac, 'POST', `letters/${letter}/release`, {})).status).toBe(200);
    await house.engine.handOver(id, 0);
    const { body } = await manager.open(path());
    expect(body).toContain('Sample lead contact');
    expect(body).toContain(`/mail/${letter}`);
    const later = encodeURIComponent(new Date(Date.now() + 86_400_000).toISOString());
    expect((await manager.open(`${path()}?since=${later}`)).body).not.toContain(`/mail/${letter}`);
  });

  it('is not for a real match, not for strangers, and not without a page of ours', async () => {
    expect((await manager.open(`/matches/${real}/rehearse`)).status).toBe(404);
    expect((await facilitator.open(path())).status).toBe(404);
    const page = await manager.open(path());
    expect((await manager.press(page, 'Next day', { _csrf: 'forged' })).status).toBe(403);
    expect((await manager.press(page, 'Next day', { until: 'tomorrow' })).status).toBe(422);
    const assistant = await browse(house, { name: 'Alex', email: 'assistant@example.org' });
    expect((await assistant.open(path())).body).toContain('The facilitator turns the clock');
    expect((await assistant.press(page, 'Next day')).status).toBe(403);
  });
});
