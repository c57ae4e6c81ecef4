import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { cast, makeHouse, tips } from './house.ts';
import type { House } from './house.ts';

/** What bad input gets, who may do what, and that nothing is done twice (design.md 5, 8, 9). */
const database = useDatabase();
let house: House;
let admin: string;
let pm: string;
let fac: string;

beforeAll(async () => {
  house = await makeHouse(database.db);
  admin = await house.token(['administrator']);
  pm = await house.token(['programManager'], 'pm@example.org');
  fac = await house.token(['facilitator'], 'fac@example.org');
});

const start = async (change: object = {}) => (await house.call(pm, 'POST', 'matches', { ...tips, ...change })).body;
const report = (token: string, id: string, event: object, key?: string) =>
  house.call(token, 'POST', `matches/${id}/events`, event, key === undefined ? {} : { key });

describe('starting a match', () => {
  it('answers 201 with the match, assigned when there is a facilitator and a day', async () => {
    const answer = await house.call(pm, 'POST', 'matches', tips);
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(`/api/v1/matches/${answer.body.id}`);
    expect(answer.body).toMatchObject({
      method: 'ncdb-peer-match',
      version: 1,
      seq: 1,
      title: 'Tips from Sampletown',
      status: 'underway',
      outcome: null,
      rehearsal: false,
    });
    expect(answer.body.allowed).toContainEqual({ type: 'PROBLEM_DEFINED' });
  });

  it('is a draft without a facilitator', async () => {
    const match = await start({ people: cast.slice(1) });
    expect(match.status).toBe('draft');
  });

  it('makes the caller the program manager when nobody is named', async () => {
    const match = await start();
    const people = await house.call(pm, 'GET', `matches/${match.id}/people`);
    expect(people.body.items).toContainEqual(
      expect.objectContaining({ email: 'pm@example.org', roles: ['programManager'] }),
    );
  });

  it('says which methods there are when the method is unknown', async () => {
    const answer = await house.call(pm, 'POST', 'matches', { ...tips, method: 'speed-dating' });
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.errors[0].path).toBe('method');
    expect(answer.body.allowed).toContain('ncdb-peer-match');
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ matchStart: '2027-05-04', matchEnd: '2027-05-03' }, 'matchEnd'],
    [{ matchStart: '2027-02-30' }, 'matchStart'],
    [{ matchEnd: '2027-05-03' }, 'matchStart'],
    [{ people: [{ ref: 'x', name: 'X', roles: ['boss'] }] }, 'people.0.roles.0'],
    [{ people: [{ ref: 'x', name: 'X', roles: [], team: 'host' }] }, 'people.0.team'],
    [{ colour: 'blue' }, 'colour'],
  ])('refuses %j with the path of what is wrong', async (change, path) => {
    const answer = await house.call(pm, 'POST', 'matches', { ...tips, ...change });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it('accepts dates in the past', async () => {
    const match = await start({ assignedOn: '2020-01-06' });
    expect(match.dates.assignedOn).toBe('2020-01-06');
  });

  it('starts once for one key, and says that it replayed', async () => {
    const first = await house.call(pm, 'POST', 'matches', tips, { key: 'start-once' });
    const again = await house.call(pm, 'POST', 'matches', tips, { key: 'start-once' });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
  });

  it('refuses a rehearsal with the reason where time cannot be skipped', async () => {
    house.engine.whyNoSkipping = 'the workflow server here cannot skip time';
    const answer = await house.call(pm, 'POST', 'matches', { ...tips, rehearsal: true });
    house.engine.whyNoSkipping = undefined;
    expect(answer.status).toBe(409);
    expect(answer.body.because).toContain('cannot skip time');
  });
});

describe('reporting an event', () => {
  it('answers with the match after it', async () => {
    const { id } = await start();
    const answer = await report(fac, id, { type: 'FORMAT_CHOSEN', data: { format: 'caseStudy' } });
    expect(answer.status).toBe(200);
    expect(answer.body.seq).toBe(2);
    expect(answer.body.tasks.find((task: { id: string }) => task.id === 'Q5').state).toBe('done');
  });

  it('refuses what is not possible now with why and what is', async () => {
    const { id } = await start();
    await report(fac, id, { type: 'FORMAT_CHOSEN', data: { format: 'training' } });
    const answer = await report(fac, id, { type: 'FORMAT_CHOSEN', data: { format: 'training' } });
    expect(answer.status).toBe(409);
    expect(answer.body.because).toContain('already done');
    expect(answer.body.allowed).toContainEqual({ type: 'PROBLEM_DEFINED' });
  });

  it.each([
    [{ type: 'PARTY_HELD' }, 'type'],
    [{ type: 'FORMAT_CHOSEN', data: { format: 'shouting' } }, 'data.format'],
    [{ type: 'FORMAT_CHOSEN', data: { format: 'training', name: 'Ann' } }, 'data.name'],
    [{ type: 'TASK_SKIPPED', data: { reason: 'not needed' } }, 'task'],
    [{ type: 'TASK_SKIPPED', task: 'Q99', data: { reason: 'not needed' } }, 'task'],
    [{ type: 'TASK_SKIPPED', task: 'Q1' }, 'data.reason'],
    [{ type: 'GAIN_STATED' }, 'part'],
    [{ type: 'GAIN_STATED', part: 'gain/nobody' }, 'part'],
    [{ type: 'SESSION_PLANNED', data: { startsOn: '2027-05-04', endsOn: '2027-05-03' } }, 'data.endsOn'],
    [{ type: 'PEOPLE_CHOSEN', data: { persons: ['stranger'] } }, 'data.persons.0'],
    [{}, 'type'],
  ])('refuses %j with 422 and the path', async (event, path) => {
    const { id } = await start();
    const answer = await report(fac, id, event);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it('lists the known events for an unknown one', async () => {
    const { id } = await start();
    const answer = await report(fac, id, { type: 'PARTY_HELD' });
    expect(answer.body.allowed).toEqual(expect.arrayContaining(['PROBLEM_DEFINED', 'HELD']));
    expect(answer.body.allowed).not.toContain('GAIN_SETTLED');
  });

  it("takes the caller's own names of persons and sends ids", async () => {
    const { id } = await start();
    const answer = await report(fac, id, { type: 'PEOPLE_CHOSEN', data: { persons: ['ann', 'bob'] } });
    expect(answer.status).toBe(200);
    const { event } = house.engine.sent.at(-1) ?? {};
    expect(JSON.stringify(event)).not.toContain('ann');
    const stated = await report(fac, id, {
      type: 'GAIN_STATED',
      part: 'gain/ann',
      data: { form: { gain: 'ideas' } },
      onBehalfOf: 'ann',
    });
    expect(stated.status).toBe(200);
  });

  it('keeps texts out of what is sent: only their ids and hashes go', async () => {
    const { id } = await start();
    await report(fac, id, { type: 'PROBLEM_DEFINED', data: { form: { problem: 'Zebra crossing' }, notes: 'Unicorn' } });
    const { event } = house.engine.sent.at(-1) ?? {};
    expect(JSON.stringify(event)).not.toMatch(/Zebra|Unicorn/);
    expect(Object.keys(event?.refs ?? {})).toEqual(['form', 'notes']);
    const forms = await database.db.selectFrom('forms').selectAll().where('match', '=', id).orderBy('form').execute();
    expect(forms.map(({ form, state, body }) => ({ form, state, body }))).toEqual([
      { form: 'notes', state: 'current', body: 'Unicorn' },
      { form: 'problem', state: 'current', body: { problem: 'Zebra crossing' } },
    ]);
  });

  it('shows the reason of a skipped task', async () => {
    const { id } = await start();
    const answer = await report(fac, id, {
      type: 'TASK_SKIPPED',
      task: 'Q4',
      data: { reason: 'They know each other' },
    });
    expect(answer.body.tasks.find((task: { id: string }) => task.id === 'Q4')).toMatchObject({
      state: 'skipped',
      reason: 'They know each other',
    });
  });

  it('leaves texts as a draft when the event is refused, and frees the key', async () => {
    const { id } = await start();
    await report(fac, id, { type: 'PROBLEM_DEFINED', data: { form: { problem: 'one' } } });
    const refused = await report(
      fac,
      id,
      { type: 'PROBLEM_DEFINED', data: { form: { problem: 'two' } } },
      'refused-once',
    );
    expect(refused.status).toBe(409);
    const forms = await database.db.selectFrom('forms').select(['body', 'state']).where('match', '=', id).execute();
    expect(forms).toContainEqual({ body: { problem: 'two' }, state: 'draft' });
    const other = await report(fac, id, { type: 'FORMAT_CHOSEN', data: { format: 'training' } }, 'refused-once');
    expect(other.status).toBe(200);
  });
});

describe('the same request again', () => {
  it('gets the first answer for the same key and body', async () => {
    const { id } = await start();
    const event = { type: 'FORMAT_CHOSEN', data: { format: 'training' } };
    const first = await report(fac, id, event, 'again');
    const again = await report(fac, id, event, 'again');
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('is refused with another body', async () => {
    const { id } = await start();
    await report(fac, id, { type: 'FORMAT_CHOSEN', data: { format: 'training' } }, 'other');
    const other = await report(fac, id, { type: 'FORMAT_CHOSEN', data: { format: 'caseStudy' } }, 'other');
    expect(other.status).toBe(409);
    expect(other.body.because).toContain('key');
  });

  it('is sent again with the same id when the first try had no answer', async () => {
    const { id } = await start();
    const event = { type: 'PROBLEM_DEFINED', data: { notes: 'slow' } };
    house.engine.next = [{ kind: 'unavailable' }, { kind: 'unavailable' }];
    const answer = await report(fac, id, event, 'slow');
    expect(answer.status).toBe(200);
  });

  it('makes a key when there is none, and says it', async () => {
    const { id } = await start();
    const answer = await report(fac, id, { type: 'FORMAT_CHOSEN', data: { format: 'training' } });
    expect(answer.headers['idempotency-key']).toMatch(/^[\w-]{16}$/);
  });

  it('answers 202 with the seq while the record is not written', async () => {
    const { id } = await start();
    house.engine.unrecorded = true;
    const answer = await report(fac, id, { type: 'FORMAT_CHOSEN', data: { format: 'training' } });
    house.engine.unrecorded = false;
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ id, seq: 2, recorded: false });
  });

  it('is not sent at all while the database is away', async () => {
    const { id } = await start();
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const commands = { ...house.deps.commands, claim: () => Promise.reject(away) };
    const broken = await makeHouse(database.db, { commands, engine: house.engine });
    const sent = house.engine.sent.length;
    const answer = await broken.call(fac, 'POST', `matches/${id}/events`, { type: 'HELD', data: { reason: 'snow' } });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
    expect(answer.body.detail).toContain('send again with the same key');
    expect(house.engine.sent).toHaveLength(sent);
  });

  it('is told that the match is closed when it has ended', async () => {
    const { id } = await start();
    const ended = await report(fac, id, { type: 'MATCH_CONCLUDED' });
    expect(ended.body).toMatchObject({ status: 'closed', outcome: 'completed' });
    house.engine.forget(id);
    const late = await report(fac, id, { type: 'FORMAT_CHOSEN', data: { format: 'training' } });
    expect(late.status).toBe(409);
    expect(late.body.because).toBe('the match is closed');
  });
});

describe('people who come and go', () => {
  it('are named by those who follow them, and by nobody else', async () => {
    const dates = { assignedOn: '2027-01-04' };
    const { id } = await start({ method: 'cssp-peer-match', ...dates });
    const added = await house.call(pm, 'POST', `matches/${id}/people`, { ref: 'new', name: 'Nina', team: 'seeker' });
    expect(added.status).toBe(201);
    await report(fac, id, { type: 'PERSON_LEFT', data: { person: 'ann' } });
    const people = await house.call(pm, 'GET', `matches/${id}/people`);
    expect(people.body.items.map(({ ref }: { ref: string }) => ref)).not.toContain('ann');

    const substitute = { person: 'new', team: 'seeker', insteadOf: 'ann' };
    expect((await report(fac, id, { type: 'PERSON_ADDED', data: substitute })).status).toBe(200);
    expect((await report(fac, id, { type: 'WRITER_NAMED', data: { writer: 'ann' } })).status).toBe(422);
    expect((await report(fac, id, { type: 'PERSON_ADDED', data: { person: 'ann', team: 'seeker' } })).status).toBe(200);
    expect((await report(fac, id, { type: 'WRITER_NAMED', data: { writer: 'ann' } })).status).toBe(200);
  });
});

describe('who may do what', () => {
  it('needs a token', async () => {
    const answer = await house.call(undefined, 'GET', 'matches');
    expect(answer.status).toBe(401);
    expect((await house.call('wrong', 'GET', 'matches')).status).toBe(401);
  });

  it('hides matches from facilitators who are not in them', async () => {
    const { id } = await start();
    const other = await house.token(['facilitator'], 'other@example.org');
    expect((await house.call(other, 'GET', `matches/${id}`)).status).toBe(404);
    expect((await house.call(other, 'GET', 'matches')).body.items).toEqual([]);
    expect((await house.call(fac, 'GET', `matches/${id}`)).status).toBe(200);
    expect((await house.call(admin, 'GET', `matches/${id}`)).status).toBe(200);
  });

  it('refuses a role that the catalogue does not name', async () => {
    const people = [...cast, { ref: 'aa', name: 'Alex', email: 'aa@example.org', roles: ['assistant'] }];
    const { id } = await start({ people });
    const aa = await house.token(['assistant'], 'aa@example.org');
    const answer = await report(aa, id, { type: 'FORMAT_CHOSEN', data: { format: 'training' } });
    expect(answer.status).toBe(403);
    expect(answer.body.because).toContain('facilitator');
  });

  it('lets only an administrator make tokens, and shows them once', async () => {
    const wish = { name: 'Robot', roles: ['facilitator'], email: 'robot@example.org' };
    expect((await house.call(pm, 'POST', 'tokens', wish)).status).toBe(403);
    const made = await house.call(admin, 'POST', 'tokens', wish);
    expect(made.status).toBe(201);
    expect((await house.call(made.body.token, 'GET', 'matches')).status).toBe(200);
  });

  it('never tells what went wrong inside', async () => {
    const broken = await makeHouse(database.db, {
      queries: { ...house.deps.queries, portfolio: () => Promise.reject(new Error('secret detail')) },
    });
    const token = await broken.token(['administrator']);
    const answer = await broken.call(token, 'GET', 'matches');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret detail');
  });
});
