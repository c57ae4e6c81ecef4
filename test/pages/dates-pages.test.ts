import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeHouse, tips } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse, formWith } from './browser-less.ts';
import type { Reader, Shown } from './browser-less.ts';
import { A_DAY, day, monday } from '../support/days.ts';

/** Moving the dates of a match from a page: what is shown is what a press then does (requirements.md X8, X10, X16). */
const database = useDatabase();
let house: House;
let pm: string;
let facilitator: string;
let fac: Reader;
let aa: Reader;
let manager: Reader;
let id: string;

const words = (n: number): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date((monday + n) * A_DAY));

const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'bob', name: 'Bob Helper', email: 'bob@example.org', roles: ['consultant'], team: 'helper' },
];

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await browse(house, { name: 'Fran', email: 'fac@example.org' });
  aa = await browse(house, { name: 'Alex', email: 'aa@example.org' });
  manager = await browse(house, { name: 'Pat', email: 'pm@example.org', roles: ['programManager'] });
  pm = await house.token(['programManager'], 'pm@example.org');
  facilitator = await house.token(['facilitator'], 'fac@example.org');
});

const begin = async (matchStart: number, more: object = {}): Promise<void> => {
  const dates = { assignedOn: day(0), matchStart: day(matchStart), matchEnd: day(matchStart + 1) };
  const match = { method: 'cssp-peer-match', title: 'Bridges', timeZone: 'America/New_York', people };
  id = (await house.call(pm, 'POST', 'matches', { ...match, ...dates, ...more })).body.id;
};
beforeEach(() => begin(56));

const report = async (type: string, data: object = {}): Promise<void> => {
  const answer = await house.call(facilitator, 'POST', `matches/${id}/events`, { type, data });
  expect([type, answer.status]).toEqual([type, 200]);
};
const matchNow = async () => (await house.call(pm, 'GET', `matches/${id}`)).body;
const address = () => `/matches/${id}/dates`;
const LOOK = 'Show what would follow';
const MOVE = 'Move the match to these dates';
const look = async (by: Reader, from: number, to: number, more: object = {}): Promise<Shown> =>
  by.press(await by.open(address()), LOOK, { matchStart: day(from), matchEnd: day(to), ...more });
const moves = () => house.engine.sent.filter(({ match, event }) => match === id && event.type === 'DATE_MOVED');

describe('X8: the dates of a match', () => {
  it('are found from the task that settles them', async () => {
    expect((await fac.open(`/matches/${id}/tasks/T03`)).body).toContain(`href="${address()}"`);
    const page = await fac.open(address());
    expect(page.status).toBe(200);
    expect(page.body).toContain(`value="${day(56)}"`);
  });

  it('are looked at first: all that follows stands there, and nothing is done', async () => {
    await report('DATES_FINALIZED', { matchStart: day(56), matchEnd: day(57) });
    const before = await matchNow();
    const seen = await look(fac, 70, 71);
    expect(seen.status).toBe(200);
    expect(seen.body).toContain('Nothing has been moved yet.');
    expect(seen.body).toContain(`${words(56)} to ${words(57)}, settled`);
    expect(seen.body).toContain(`${words(70)} to ${words(71)}, settled`);
    expect(seen.body).toContain('Days before and after');
    expect(seen.body).toContain(before.tasks.find((task: { id: string }) => task.id === 'T08').title);
    expect(seen.body).toContain('Written anew, and waits to be released');
    expect({ ...(await matchNow()), now: before.now }).toEqual(before);
    expect(moves()).toEqual([]);
  });

  it('are moved by one press, to what was shown', async () => {
    const seen = await look(fac, 70, 71, { final: 'yes' });
    const done = await fac.press(seen, MOVE, { reason: 'The hall is taken', text: 'We are sorry.' });
    expect([done.status, done.location]).toEqual([303, `${address()}?done=moved`]);
    expect((await matchNow()).dates).toMatchObject({ matchStart: day(70), matchEnd: day(71), status: 'final' });
    expect(moves().map(({ event }) => event.facts)).toEqual([
      { matchStart: day(70), matchEnd: day(71), final: true, basis: 1 },
    ]);
    expect((await fac.open(done.location)).body).toContain('The dates are moved.');
  });

  it('are moved once when the button is pressed twice', async () => {
    const seen = await look(fac, 70, 71);
    expect((await fac.press(seen, MOVE)).status).toBe(303);
    expect((await fac.press(seen, MOVE)).status).toBe(303);
    expect(moves()).toHaveLength(1);
  });

  it('are shown anew when somebody moved them in between, and nothing is done', async () => {
    const seen = await look(fac, 63, 64);
    await report('DATE_MOVED', { matchStart: day(70), matchEnd: day(71) });
    const late = await fac.press(seen, MOVE, { reason: 'The hall is taken' });
    expect(late.status).toBe(409);
    expect(late.body).toContain('Something changed since you looked, and nothing was done.');
    expect(late.body).toContain(`${words(70)} to ${words(71)}`);
    expect(late.body).toContain('The hall is taken');
    expect((await matchNow()).dates.matchStart).toBe(day(70));
    expect((await fac.press(late, MOVE)).status).toBe(303);
    expect((await matchNow()).dates.matchStart).toBe(day(63));
  });

  it('are shown anew too when a letter left in between, though the dates stand', async () => {
    await report('DATES_FINALIZED', { matchStart: day(56), matchEnd: day(57) });
    await report('CONFIRMATIONS_APPROVED');
    const seen = await look(fac, 63, 64);
    await database.db
      .updateTable('letters')
      .set({ state: 'sent', sent_at: new Date() })
      .where('match', '=', id)
      .where('kind', '=', 'm13a')
      .execute();
    const late = await fac.press(seen, MOVE);
    expect(late.status).toBe(409);
    expect(late.body).toContain('Sent, and names the old date');
    expect(moves()).toEqual([]);
  });

  it('leave what is done done, but for what is ticked', async () => {
    await report('PACKET_MATERIALS_SHARED');
    const page = await fac.open(address());
    expect(page.body).toContain('name="reopen"');
    const seen = await look(fac, 63, 64, { reopen: 'T13' });
    expect(seen.body).toContain('To be done again');
    expect((await fac.press(seen, MOVE)).status).toBe(303);
    expect(moves()[0]?.event.facts).toMatchObject({ reopen: ['T13'] });
    // Pressed twice it is still one move, though the task is open by now.
    expect((await fac.press(seen, MOVE)).status).toBe(303);
    expect(moves()).toHaveLength(1);
  });

  it('that make no sense, or are those of now, are told so at their question', async () => {
    const reversed = await look(fac, 64, 63);
    expect(reversed.status).toBe(422);
    expect(reversed.body).toContain('href="#q-matchEnd"');
    expect(reversed.body).toContain('must not be before “First day of the match”');
    const none = await fac.press(await fac.open(address()), LOOK, { matchStart: '' });
    expect(none.body).toContain('href="#q-matchStart"');
    const same = await look(fac, 56, 57);
    expect(same.body).toContain('These are the dates already');
    expect(() => formWith(same, MOVE)).toThrow();
  });

  it('name weekends, and say what the time that is left means', async () => {
    const seen = await look(fac, 61, 62);
    expect(seen.body).toContain(`${words(61)} (weekend)`);
    expect(seen.body).toContain('There are 8 weeks and 5 days from the start to the match');
  });

  it('are set when there were none', async () => {
    await begin(0, { matchStart: undefined, matchEnd: undefined });
    const seen = await look(fac, 56, 57, { final: 'yes' });
    expect(seen.body).toContain('Set the dates');
    expect((await fac.press(seen, 'Set these dates')).status).toBe(303);
    expect((await matchNow()).dates).toMatchObject({ matchStart: day(56), status: 'final' });
  });

  it('are looked at by the assistant, moved by the facilitator, and hidden from strangers', async () => {
    const seen = await look(aa, 63, 64);
    expect(seen.body).toContain('The dates are moved by the facilitator.');
    const taken = await look(fac, 63, 64);
    const forged = await aa.press(
      { ...taken, forms: withTokensOf(taken, await aa.open(`/matches/${id}/tasks/T09`)) },
      MOVE,
    );
    expect(forged.status).toBe(403);
    const stranger = await browse(house, { name: 'Stranger', email: 'stranger@example.org' });
    expect((await stranger.open(address())).status).toBe(404);
    expect((await house.app.inject({ url: address() })).statusCode).toBe(401);
    expect((await house.app.inject({ method: 'POST', url: address(), payload: {} })).statusCode).toBe(401);
  });

  it('of another method are where its meetings are', async () => {
    const ncdb = (await house.call(pm, 'POST', 'matches', { ...tips, people })).body.id;
    const page = await fac.open(`/matches/${ncdb}/dates`);
    expect(page.status).toBe(200);
    expect(page.body).toContain('The dates of this match are those of its meetings');
    expect(page.body).toContain(`/matches/${ncdb}/report/SESSION_PLANNED`);
  });

  it('have the place, a pause and the end beside them', async () => {
    const { body } = await fac.open(address());
    for (const type of ['MATCH_MADE_VIRTUAL', 'HELD', 'WITHDRAWN'])
      expect(body).toContain(`/matches/${id}/report/${type}`);
  });
});

/** The form of one reader with what another reader's pages gave. */
function withTokensOf({ forms }: Shown, other: Shown): Shown['forms'] {
  const token = other.forms.flatMap(({ fields }) => fields).find(([name]) => name === '_csrf');
  return forms.map((form) => ({
    ...form,
    fields: form.fields.map((field) => (field[0] === '_csrf' && token !== undefined ? token : field)),
  }));
}

describe('X10: too little time', () => {
  const FAC = 'Accept this plan as the facilitator';
  const AA = 'Accept this plan as the assistant';

  it('shows the compressed plan, which holds when both have accepted it', async () => {
    await begin(28);
    const page = await fac.open(address());
    expect(page.body).toContain('A compressed plan keeps 67 percent');
    expect(page.body).toContain('Days of the compressed plan');
    expect(() => formWith(page, AA)).toThrow();
    expect((await fac.press(page, FAC)).location).toBe(`${address()}?done=accepted`);
    const other = await aa.open(address());
    expect(other.body).toContain('It is accepted by the facilitator; the assistant has not said yet.');
    expect((await aa.press(other, AA)).status).toBe(303);
    const both = await fac.open(address());
    expect(both.body).toContain('The compressed plan is accepted');
    expect((await matchNow()).findings.map(({ code }: { code: string }) => code)).not.toContain('X10');
  });

  it('is not accepted for other dates than those it was shown for', async () => {
    await begin(28);
    const page = await fac.open(address());
    await report('DATE_MOVED', { matchStart: day(24), matchEnd: day(25) });
    const late = await fac.press(page, FAC);
    expect(late.status).toBe(409);
    expect(late.body).toContain('Something changed since you looked');
    expect(house.engine.sent.some(({ match, event }) => match === id && event.type === 'PLAN_COMPRESSED')).toBe(false);
  });

  it('is accepted by a manager in the place of either', async () => {
    await begin(28);
    await manager.press(await manager.open(address()), FAC);
    await manager.press(await manager.open(address()), AA);
    expect((await manager.open(address())).body).toContain('The compressed plan is accepted');
  });
});
