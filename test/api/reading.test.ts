import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { makeHouse, tips } from './house.ts';
import type { House } from './house.ts';

/** What can be read, in the shapes of design.md 9; every answer passes its own strict schema, or the call fails. */
const database = useDatabase();
let house: House;
let pm: string;
let fac: string;
let id: string;

const get = (path: string, token = pm) => house.call(token, 'GET', path);

beforeAll(async () => {
  house = await makeHouse(database.db);
  pm = await house.token(['programManager'], 'pm@example.org');
  fac = await house.token(['facilitator'], 'fac@example.org');
  id = (await house.call(pm, 'POST', 'matches', tips)).body.id;
  await house.call(fac, 'POST', `matches/${id}/events`, { type: 'PEOPLE_CHOSEN', data: { persons: ['ann', 'bob'] } });
});

describe('the catalogue', () => {
  it('lists the methods', async () => {
    const { body } = await get('methods');
    expect(body.items.map((item: { method: string }) => item.method)).toContain('ncdb-peer-match');
    expect(body.next).toBeNull();
  });

  it.each(['ncdb-peer-match', 'cssp-peer-match'])('tells steps, tasks, windows and events of %s', async (method) => {
    const { status, body } = await get(`methods/${method}`);
    expect(status).toBe(200);
    expect(body.steps.length).toBeGreaterThan(2);
    expect(body.windows.length).toBeGreaterThan(1);
    const held = body.events.find((event: { type: string }) => event.type === 'HELD');
    expect(held.schema.properties).toHaveProperty('reason');
    expect(held.roles).toContain('facilitator');
  });

  it('says which methods there are when asked for another', async () => {
    const { status, body } = await get('methods/nothing');
    expect(status).toBe(404);
    expect(body.allowed).toContain('ncdb-peer-match');
  });
});

describe('a match', () => {
  it('has its deadlines with the state of every rung', async () => {
    const { body } = await get(`matches/${id}`);
    const gain = body.deadlines.find((deadline: { task: string }) => deadline.task === 'Q2');
    expect(gain.rungs.map((rung: { rung: string }) => rung.rung)).toContain('due');
    expect(gain.rungs.every((rung: { state: string }) => ['planned', 'dropped'].includes(rung.state))).toBe(true);
  });

  it('names what the caller may report, not what others may', async () => {
    const { body } = await get(`matches/${id}`, fac);
    expect(body.allowed).toContainEqual({ type: 'TASK_SKIPPED', task: 'Q4' });
    expect(body.allowed.map((one: { type: string }) => one.type)).not.toContain('REMINDER_DUE');
  });

  it('has a record that hangs together by hashes', async () => {
    const { body } = await get(`matches/${id}/record`);
    expect(body.items.map((entry: { type: string }) => entry.type)).toEqual(['ASSIGNED', 'PEOPLE_CHOSEN']);
    expect(body.items[1].previous).toBe(body.items[0].hash);
    expect(body.items[1].by.role).toBe('facilitator');
  });

  it('has a forecast in the order of time', async () => {
    const { status, body } = await get(`matches/${id}/forecast`);
    expect(status).toBe(200);
    const instants = body.items.map((entry: { at: string }) => entry.at);
    expect(instants.length).toBeGreaterThan(0);
    expect([...instants].sort()).toEqual(instants);
  });

  it('is drawn, and the drawing reads as text', async () => {
    const { headers, text } = await get(`matches/${id}/chart.svg`);
    expect(headers['content-type']).toContain('image/svg+xml');
    expect(text).toContain('<title id="chart-title">');
    expect(text).toContain('Choose participants on an equal footing: done');
  });

  it('is not found under another id', async () => {
    expect((await get('matches/nothing')).status).toBe(404);
    expect((await get('matches/nothing/record')).status).toBe(404);
  });
});

describe('the portfolio', () => {
  it('is paged by a cursor, newest first, each match once', async () => {
    const made: string[] = [];
    for (let n = 0; n < 27; n++)
      made.unshift((await house.call(pm, 'POST', 'matches', { ...tips, title: `Paged ${n}` })).body.id);
    const first = (await get('matches?q=paged')).body;
    const second = (await get(`matches?q=paged&after=${first.next}`)).body;
    const ids = [...first.items, ...second.items].map((match: { id: string }) => match.id);
    expect(ids).toEqual(made);
    expect(second.next).toBeNull();
  });

  it('is filtered by status and method', async () => {
    expect((await get('matches?status=closed')).body.items).toEqual([]);
    expect((await get('matches?method=cssp-peer-match')).body.items).toEqual([]);
    expect((await get('matches?status=asleep')).status).toBe(422);
  });

  it('takes a percent sign as it is', async () => {
    expect((await get('matches?q=%25')).body.items).toEqual([]);
  });
});

describe('letters', () => {
  /** The invitations; each of the two persons is asked a question as well. */
  const drafts = async () =>
    (await get(`matches/${id}/letters`)).body.items.filter(({ kind }: { kind: string }) => kind === 'n1');

  it('are drafts first, with a send key and nothing of their text in the list', async () => {
    const letters = await drafts();
    expect(letters.length).toBe(2);
    expect(letters[0]).toMatchObject({ kind: 'n1', state: 'draft', sentAt: null });
    expect(letters[0]).not.toHaveProperty('body');
  });

  it('are edited by whoever releases them', async () => {
    const [letter] = await drafts();
    const edited = await house.call(fac, 'PATCH', `letters/${letter.id}`, { subject: 'Please come' });
    expect(edited.body).toMatchObject({ subject: 'Please come', state: 'edited' });
    expect((await house.call(fac, 'PATCH', `letters/${letter.id}`, {})).status).toBe(422);
    expect((await house.call(fac, 'PATCH', `letters/${letter.id}`, { subject: 'two\nlines' })).status).toBe(422);
  });

  it('say with their release how many of their kind still wait', async () => {
    const { id: own } = (await house.call(pm, 'POST', 'matches', tips)).body;
    const event = { type: 'PEOPLE_CHOSEN', data: { persons: ['ann', 'bob'] } };
    await house.call(fac, 'POST', `matches/${own}/events`, event);
    const all: { id: string; kind: string }[] = (await get(`matches/${own}/letters`)).body.items;
    const invitations = all.filter(({ kind }) => kind === 'n1');
    for (const { id: letter } of invitations) await house.call(fac, 'POST', `letters/${letter}/release`);
    const facts = house.engine.sent.filter(({ match }) => match === own).map(({ event: { facts: said } }) => said);
    expect(facts.slice(-2)).toMatchObject([
      { kind: 'n1', rest: 1 },
      { kind: 'n1', rest: 0 },
    ]);
  });

  it('are released as a batch, which is counted, once', async () => {
    const letters: { id: string }[] = await drafts();
    const ids = letters.map((letter) => letter.id);
    const path = `letters/${ids[0]}/release`;
    const first = await house.call(fac, 'POST', path, { letters: ids }, { key: 'release' });
    expect(first.status).toBe(200);
    expect(first.body).toEqual({ released: 2, channels: { mail: 2, post: 0, phone: 0 } });
    const again = await house.call(fac, 'POST', path, { letters: ids }, { key: 'release' });
    expect(again.body).toEqual({ released: 2, channels: { mail: 2, post: 0, phone: 0 } });
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await house.call(fac, 'POST', path, { letters: ids });
    expect(other.status).toBe(409);
    expect((await house.call(fac, 'PATCH', `letters/${ids[0]}`, { subject: 'Too late' })).status).toBe(409);
  });

  it('say when and where a meeting is, and where it has moved to', async () => {
    const { id: own } = (await house.call(pm, 'POST', 'matches', tips)).body;
    const report = (event: object) => house.call(fac, 'POST', `matches/${own}/events`, event);
    const { body } = await report({ type: 'SESSION_PLANNED', data: { startsOn: '2027-05-03', place: 'Town hall' } });
    const part = body.parts[0].id;
    await report({ type: 'SESSION_MOVED', part, data: { startsOn: '2027-05-10', place: 'Library' } });
    const all: { id: string; kind: string }[] = (await get(`matches/${own}/letters`)).body.items;
    const bodies = await Promise.all(all.map(async (one) => (await get(`letters/${one.id}`)).body.body as string));
    const said = (day: string, place: string) => bodies.some((text) => text.includes(day) && text.includes(place));
    expect([said('May 3, 2027', 'Town hall'), said('May 10, 2027', 'Library')]).toEqual([true, true]);
  });

  it('are not found by others', async () => {
    const [letter] = await drafts();
    const stranger = await house.token(['facilitator'], 'stranger@example.org');
    expect((await house.call(stranger, 'GET', `letters/${letter.id}`)).status).toBe(404);
    expect((await house.call(stranger, 'POST', `letters/${letter.id}/release`)).status).toBe(404);
  });
});

describe('around it', () => {
  it('describes itself as OpenAPI 3.1, with every call', async () => {
    const { body } = await house.call(undefined, 'GET', '/openapi.json');
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(['/api/v1/matches/{id}/events', '/api/v1/letters/{id}/release', '/api/v1/tokens']),
    );
    expect((await house.call(undefined, 'GET', '/docs/')).status).toBe(200);
  });

  it('says whether it lives and whether it can work', async () => {
    expect((await house.call(undefined, 'GET', '/healthz')).body).toEqual({ ok: true });
    expect((await house.call(undefined, 'GET', '/readyz')).body).toEqual({
      ready: true,
      database: true,
      temporal: true,
      searchAttributes: true,
    });
  });

  it('counts its answers without a name or an id', async () => {
    const { text } = await house.call(undefined, 'GET', '/metrics');
    expect(text).toContain('route="/api/v1/matches/:id"');
    expect(text).not.toContain(id);
    expect(text).not.toContain('example.org');
  });

  it('answers what it does not know with a problem', async () => {
    const { status, headers, body } = await get('nothing');
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({ title: 'Not Found', status: 404 });
  });

  it('adds a person to a match, under an opaque id', async () => {
    const made = await house.call(pm, 'POST', `matches/${id}/people`, {
      ref: 'cleo',
      name: 'Cleo',
      roles: ['consultant'],
    });
    expect(made.status).toBe(201);
    expect(made.body.id).toMatch(/^[\w-]{16}$/);
    const twice = await house.call(pm, 'POST', `matches/${id}/people`, { ref: 'cleo', name: 'Cleo', roles: [] });
    expect(twice.status).toBe(409);
  });

  it('takes no malformed body', async () => {
    const answer = await house.app.inject({
      method: 'POST',
      url: '/api/v1/matches',
      headers: { authorization: `Bearer ${pm}`, 'content-type': 'application/json' },
      payload: '{ "method": ',
    });
    expect(answer.statusCode).toBe(422);
  });
});
