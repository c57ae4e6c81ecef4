import { beforeEach, describe, expect, it } from 'vitest';
import { sweepStarting } from '../../src/api/sweep.ts';
import { makeDelivery } from '../../src/api/delivery.ts';
import { useDatabase } from '../support/postgres.ts';
import { makeHouse, tips } from './house.ts';
import type { House } from './house.ts';

/** A rehearsal's clock runs ahead when it is told to, once; matches that did not start are started. */
const database = useDatabase();
const DAY = 86_400_000;
let house: House;
let pm: string;

beforeEach(async () => {
  house = await makeHouse(database.db);
  pm = await house.token(['programManager'], 'pm@example.org');
});

/** A server that skips time at once. */
function skipAtOnce(house: House): { skipped: number[] } {
  const skipped: number[] = [];
  house.engine.skip = (_match, _id, milliseconds) => Promise.resolve(void skipped.push(milliseconds));
  house.engine.skipping = () => {
    const ahead = skipped.reduce((sum, one) => sum + one, 0);
    return Promise.resolve({ now: Date.now() + ahead, busy: false, ended: false });
  };
  return { skipped };
}

describe('fast-forward', () => {
  const start = async (rehearsal: boolean) =>
    (await house.call(pm, 'POST', 'matches', { ...tips, rehearsal })).body as { id: string; now: string };

  it('moves the clock of a rehearsal by a duration, and then it goes on', async () => {
    const { skipped } = skipAtOnce(house);
    const { id, now } = await start(true);
    const answer = await house.call(pm, 'POST', `matches/${id}/fast-forward`, { duration: 'P1W' });
    expect(answer.status).toBe(200);
    const ahead = Date.parse(answer.body.now) - Date.parse(now);
    expect(ahead / DAY).toBeCloseTo(7, 2);
    expect(skipped).toHaveLength(1);
  });

  it('moves to an instant, and never back', async () => {
    skipAtOnce(house);
    const { id } = await start(true);
    const until = new Date(Date.now() + 30 * DAY).toISOString();
    expect((await house.call(pm, 'POST', `matches/${id}/fast-forward`, { until })).status).toBe(200);
    const past = await house.call(pm, 'POST', `matches/${id}/fast-forward`, { until: new Date().toISOString() });
    expect(past.status).toBe(422);
    expect(past.body.errors[0].path).toBe('until');
  });

  it('moves all matches that share a clock by its name, each to what is planned next, and a real match shares none', async () => {
    const share = { ...tips, rehearsal: true, clock: 'our year' };
    const ids: string[] = [];
    for (const _ of [1, 2]) ids.push(((await house.call(pm, 'POST', 'matches', share)).body as { id: string }).id);
    const wall = Date.now();
    const clocks = new Map(ids.map((id) => [id, 0]));
    const moves: [string, number][] = [];
    const planned = [2 * DAY, 5 * DAY];
    house.engine.skip = (id, _key, milliseconds) => {
      clocks.set(id, (clocks.get(id) ?? 0) + milliseconds);
      return Promise.resolve(void moves.push([id, Math.round((clocks.get(id) ?? 0) / DAY)]));
    };
    house.engine.skipping = (id) => {
      const ahead = clocks.get(id) ?? 0;
      const next = planned.map((at) => wall + at).find((at) => id === ids[0] && at > wall + ahead);
      return Promise.resolve({ now: wall + ahead, busy: false, ended: false, ...(next === undefined ? {} : { next }) });
    };
    const until = new Date(wall + 9 * DAY).toISOString();
    expect((await house.call(pm, 'POST', `matches/${ids[1]}/fast-forward`, { until })).status).toBe(200);

    expect(moves.filter(([id]) => id === ids[0]).map(([, day]) => day)).toEqual([2, 5, 9]);
    expect(moves.filter(([id]) => id === ids[1]).map(([, day]) => day)).toEqual([9]);
    for (const id of ids) {
      const { now } = (await house.call(pm, 'GET', `matches/${id}`)).body as { now: string };
      expect((Date.parse(now) - wall) / DAY).toBeCloseTo(9, 2);
    }
    const real = await house.call(pm, 'POST', 'matches', { ...tips, clock: 'our year' });
    expect(real.status).toBe(422);
    expect(real.body.errors[0].path).toBe('clock');
  });

  it('counts months by the calendar', async () => {
    const { skipped } = skipAtOnce(house);
    const { id } = await start(true);
    await house.call(pm, 'POST', `matches/${id}/fast-forward`, { duration: 'P1Y' });
    expect([365, 366]).toContain(Math.round((skipped[0] ?? 0) / DAY));
  });

  it('moves once for one key, also when the first try was cut off', async () => {
    const { skipped } = skipAtOnce(house);
    const { id } = await start(true);
    const skip = house.engine.skip;
    house.engine.skip = () => Promise.reject(new Error('cut off'));
    const wish = { duration: 'P10D' };
    expect((await house.call(pm, 'POST', `matches/${id}/fast-forward`, wish, { key: 'ff' })).status).toBe(500);
    house.engine.skip = skip;
    expect((await house.call(pm, 'POST', `matches/${id}/fast-forward`, wish, { key: 'ff' })).status).toBe(200);
    const again = await house.call(pm, 'POST', `matches/${id}/fast-forward`, wish, { key: 'ff' });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(skipped).toHaveLength(1);
  });

  it('is for rehearsals only', async () => {
    const { id } = await start(false);
    const answer = await house.call(pm, 'POST', `matches/${id}/fast-forward`, { duration: 'P1D' });
    expect(answer.status).toBe(409);
    expect(answer.body.because).toContain('rehearsal');
  });

  it.each([
    {},
    { duration: 'a week' },
    { duration: 'P' },
    { until: 'tomorrow' },
    { until: '2027-01-01T00:00:00Z', duration: 'P1D' },
  ])('does not understand %j', async (wish) => {
    const { id } = await start(true);
    expect((await house.call(pm, 'POST', `matches/${id}/fast-forward`, wish)).status).toBe(422);
  });
});

describe('a match that did not start', () => {
  it('is written down, answered 503 with the advice to send again, and started by the sweep', async () => {
    house.engine.start = async () => ({ kind: 'gone' });
    const answer = await house.call(pm, 'POST', 'matches', { ...tips, title: 'Stuck' }, { key: 'stuck' });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
    expect(answer.body.detail).toContain('send again with the same key');

    const other = await makeHouse(database.db, { clock: () => Date.now() + 11_000 });
    const sweeping = { ...other.deps, engine: other.engine, deliver: makeDelivery(other.engine) };
    expect(await sweepStarting(sweeping)).toBeGreaterThan(0);
    const { body } = await house.call(pm, 'GET', 'matches?q=stuck');
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({ status: 'underway', seq: 1 });
    expect(await sweepStarting(sweeping)).toBe(0);
  });
});
