import { beforeAll, describe, expect, it } from 'vitest';
import { factSheet } from '../../src/cli/story-forms.ts';
import { people } from '../../src/cli/story.ts';
import { useDatabase } from '../support/postgres.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** Forms through the API: begun, saved half-done, sent by their event, sent back. The match is in memory, the database is real. */
const database = useDatabase();
let house: House;
let pm: string;
let fac: string;
let aa: string;

beforeAll(async () => {
  house = await makeHouse(database.db);
  pm = await house.token(['programManager'], 'pm@example.org');
  fac = await house.token(['facilitator'], 'fac@example.org');
  aa = await house.token(['assistant'], 'aa@example.org');
});

const dates = { assignedOn: '2027-01-04', matchStart: '2027-03-01', matchEnd: '2027-03-02' };
const start = async (): Promise<string> => {
  const match = { method: 'cssp-peer-match', title: 'Youth councils', timeZone: 'America/New_York', people, ...dates };
  return (await house.call(pm, 'POST', 'matches', match)).body.id;
};
const read = (id: string, form = 'F4', token = fac) => house.call(token, 'GET', `matches/${id}/forms/${form}`);
const save = (
  id: string,
  values: object,
  seen: number | string,
  more: { token?: string; form?: string; body?: object } = {},
) =>
  house.call(
    more.token ?? fac,
    'PUT',
    `matches/${id}/forms/${more.form ?? 'F4'}`,
    { values, ...more.body },
    {
      headers: { 'if-match': `"${seen}"` },
    },
  );
const report = (id: string, event: object, token = fac, key?: string) =>
  house.call(token, 'POST', `matches/${id}/events`, event, key === undefined ? {} : { key });
const sheet = factSheet('2027-03-01', '2027-03-02');
const paths = ({ body }: { body: { errors: { path: string }[] } }) => body.errors.map(({ path }) => path);

describe('the catalogue', () => {
  it('shows every form of a method with labels, choices and its JSON Schema', async () => {
    const { status, body } = await house.call(fac, 'GET', 'methods/cssp-peer-match/forms');
    expect(status).toBe(200);
    expect(body.items).toHaveLength(12);
    const rooms = body.items[3].definition.sections[1].fields.find(({ id }: { id: string }) => id === 'rooms');
    expect(rooms.fields[0]).toMatchObject({
      id: 'single',
      label: 'Single',
      kind: 'number',
      unit: 'rooms',
      required: true,
    });
    expect(body.items[3].schema.properties.rooms.required).toEqual(['single', 'double']);
  });

  it('is empty for a method without forms, and 404 for no method', async () => {
    expect((await house.call(fac, 'GET', 'methods/ncdb-peer-match/forms')).body).toEqual({ items: [], next: null });
    expect((await house.call(fac, 'GET', 'methods/nothing/forms')).body.allowed).toContain('cssp-peer-match');
  });

  it('tells the form in the schema of its event, and in OpenAPI by its name', async () => {
    const { body } = await house.call(fac, 'GET', 'methods/cssp-peer-match');
    const event = body.events.find(({ type }: { type: string }) => type === 'FACT_SHEET_SUBMITTED');
    expect(event.schema.properties.form.properties.hotels.title).toBe('Which hotels do you recommend?');
    const openapi = await house.call(undefined, 'GET', '/openapi.json');
    expect(openapi.body.components.schemas['cssp-peer-match.F8'].properties).toHaveProperty('paidBy');
  });
});

it('R12 is said of an agenda while it is a draft, by the rule that looks at it when it is sent', async () => {
  const id = await start();
  const items = [
    { title: 'Work', kind: 'problemSolving', minutes: 60 },
    { title: 'Breakfast', kind: 'meal', minutes: 30 },
  ];
  const { checks } = (await save(id, { items }, 0, { form: 'F6' })).body;
  const [agenda] = checks.filter(({ rule }: { rule: string }) => rule === 'R12');
  expect(agenda).toMatchObject({ holds: 'no', task: 'T10' });
  const failing = agenda.points
    .filter(({ holds }: { holds: boolean }) => !holds)
    .map(({ id: point }: { id: string }) => point);
  expect(failing).toEqual(['firstItem', 'orientation', 'roleAlike', 'informal', 'wrapUp', 'evaluation']);
  const all = (await house.call(fac, 'GET', `matches/${id}/checks`)).body.items;
  expect(all.find(({ rule }: { rule: string }) => rule === 'R12').holds).toBe('notYet');
});

describe('a form that nobody has begun', () => {
  it('stands in the list as empty; forms of parts stand there once there is a part', async () => {
    const id = await start();
    const list = async () => (await house.call(fac, 'GET', `matches/${id}/forms`)).body.items;
    const before = await list();
    expect(before.find(({ form }: { form: string }) => form === 'F4')).toEqual({
      form: 'F4',
      title: 'Fact Sheet',
      sample: true,
      part: null,
      tasks: ['T08'],
      events: ['FACT_SHEET_SUBMITTED'],
      revision: 0,
      state: 'empty',
      sentAt: null,
    });
    expect(before.map(({ form }: { form: string }) => form)).not.toContain('F5');
    await report(id, { type: 'CALL_PLANNED', data: { call: 'first', audience: 'initial' } });
    expect(await list()).toContainEqual(expect.objectContaining({ form: 'F5', part: 'call/first', state: 'empty' }));
  });

  it('is filled in from the match and its people, marked as such, and says what is missing', async () => {
    const id = await start();
    const { status, body, headers } = await read(id);
    expect(status).toBe(200);
    expect(headers['etag']).toBe('"0"');
    expect(body).toMatchObject({ current: null, draft: null, remarks: [], findings: [] });
    expect(body.values).toMatchObject({
      title: 'Youth councils',
      starts: { day: '2027-03-01' },
      residents: { count: 1 },
    });
    expect(body.prefilled).toEqual(expect.arrayContaining(['title', 'starts.day', 'facilitators.0.name']));
    const missing = body.missing.map(({ path }: { path: string }) => path);
    expect(missing).toEqual(expect.arrayContaining(['place', 'starts.time', 'vehicles', 'residents.honoraria']));
    expect(missing).not.toContain('title');
  });

  it('is not found when the method has none of that name', async () => {
    const answer = await read(await start(), 'F13');
    expect(answer.status).toBe(404);
    expect(answer.body.allowed).toContain('F12');
  });

  it('of a part needs to know which, and takes the caller’s own name of the person', async () => {
    const id = await start();
    await report(id, { type: 'CANDIDATE_SUGGESTED', data: { person: 'con1' } });
    const none = await read(id, 'F2');
    expect(none.status).toBe(422);
    expect(paths(none)).toEqual(['part']);
    const one = await read(id, 'F2?part=invitation/con1');
    expect(one.body).toMatchObject({ part: none.body.allowed[0], values: { name: 'Chris Consultant' } });
    expect((await read(id, 'F4?part=invitation/con1')).status).toBe(422);
  });
});

describe('saving half-done', () => {
  it('requires nothing, and keeps what was typed over what is known', async () => {
    const id = await start();
    const saved = await save(id, { title: 'Councils of the young', hotels: ['Sample Inn'] }, 0);
    expect(saved.status).toBe(200);
    expect(saved.headers['etag']).toBe('"1"');
    expect(saved.body).toMatchObject({
      revision: 1,
      state: 'draft',
      current: null,
      draft: { state: 'draft', values: { title: 'Councils of the young', hotels: ['Sample Inn'] }, onBehalfOf: null },
      values: { title: 'Councils of the young', dates: { first: '2027-03-01' } },
    });
    expect(saved.body.prefilled).not.toContain('title');
  });

  it('checks types, with the path of what is wrong', async () => {
    const id = await start();
    const answer = await save(id, { rooms: { single: 'two' }, colour: 'red' }, 0);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        { path: 'values.rooms.single', message: 'must be a whole number' },
        { path: 'values.colour', message: 'is not known here' },
      ]),
    );
    expect((await read(id)).body.revision).toBe(0);
  });

  it('says what does not fit, and saves all the same', async () => {
    const id = await start();
    const { status, body } = await save(
      id,
      { ...sheet, vehicles: [{ kind: 'Car', count: 1, seats: 4, riders: 6 }] },
      0,
    );
    expect(status).toBe(200);
    expect(body.missing).toEqual([]);
    expect(body.findings).toEqual([
      {
        code: 'SEATS_SHORT',
        path: 'vehicles.0.seats',
        why: 'There are 4 seats for 6 riders.',
        todo: 'Order a larger vehicle or one more.',
      },
    ]);
  });

  it('on top of a newer revision saves nothing and brings both versions back', async () => {
    const id = await start();
    await save(id, { place: 'Sampletown' }, 0);
    const late = await save(id, { place: 'Exampleville' }, 0, { token: aa });
    expect(late.status).toBe(412);
    expect(late.body.because).toContain('revision 1');
    expect(late.body.versions).toMatchObject({
      theirs: { revision: 1, values: { place: 'Sampletown' } },
      yours: { place: 'Exampleville' },
    });
    expect((await read(id)).body.draft.values).toEqual({ place: 'Sampletown' });
    expect((await save(id, { place: 'Exampleville' }, 1, { token: aa })).body.revision).toBe(2);
  });

  it('by many at the same moment is taken from one of them', async () => {
    const id = await start();
    const all = await Promise.all('ABCDEFGH'.split('').map((place) => save(id, { place }, 0)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)]);
  });

  it('of the same answers again is not a new revision, whatever was seen', async () => {
    const id = await start();
    await save(id, { place: 'Sampletown' }, 0);
    const again = await save(id, { place: 'Sampletown' }, 0);
    expect(again.status).toBe(200);
    expect(again.body.revision).toBe(1);
  });

  it.each([
    [{}, 428, 'If-Match'],
    [{ 'if-match': 'yesterday' }, 422, undefined],
  ])('with the header %j is refused with %i', async (headers, status, because) => {
    const id = await start();
    const answer = await house.call(fac, 'PUT', `matches/${id}/forms/F4`, { values: {} }, { headers });
    expect(answer.status).toBe(status);
    if (because !== undefined) expect(answer.body.because).toContain(because);
  });

  it('on top of a revision that there is not is refused', async () => {
    const answer = await save(await start(), { place: 'Sampletown' }, 7);
    expect(answer.status).toBe(412);
    expect(answer.body.versions.theirs).toBeNull();
  });

  it('for somebody else is marked as such', async () => {
    const id = await start();
    const persons = (await house.call(pm, 'GET', `matches/${id}/people`)).body.items;
    const idOf = (ref: string) => persons.find((one: { ref: string }) => one.ref === ref).id;
    const saved = await save(id, { place: 'Sampletown' }, 0, { token: aa, body: { onBehalfOf: 'fac' } });
    expect(saved.body.draft).toMatchObject({ by: idOf('aa'), onBehalfOf: idOf('fac') });
    const nobody = await save(id, { place: 'Elsewhere' }, 1, { token: aa, body: { onBehalfOf: 'nobody' } });
    expect(paths(nobody)).toEqual(['onBehalfOf']);
  });

  it('keeps every revision with its hash and author, the newest first', async () => {
    const id = await start();
    for (let seen = 0; seen < 52; seen++)
      await save(id, { place: `Place ${seen + 1}` }, seen, seen % 2 ? { token: aa } : {});
    const first = await house.call(fac, 'GET', `matches/${id}/forms/F4/revisions`);
    expect(first.body.items).toHaveLength(50);
    expect(first.body.items[0]).toMatchObject({
      revision: 52,
      state: 'draft',
      values: { place: 'Place 52' },
      seq: null,
    });
    expect(first.body.items[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(first.body.items[0].by).not.toBe(first.body.items[1].by);
    const rest = await house.call(fac, 'GET', `matches/${id}/forms/F4/revisions?after=${first.body.next}`);
    expect(rest.body.items.map(({ revision }: { revision: number }) => revision)).toEqual([2, 1]);
    expect(rest.body.next).toBeNull();
  });
});

describe('sending by the event', () => {
  it('takes the draft when no body is given, with what is known', async () => {
    const id = await start();
    const { title: _known, ...typed } = sheet;
    await save(id, typed, 0);
    const answer = await report(id, { type: 'FACT_SHEET_SUBMITTED' });
    expect(answer.status).toBe(200);
    expect(answer.body.tasks.find((task: { id: string }) => task.id === 'T08').state).toBe('done');
    const { body } = await read(id);
    expect(body).toMatchObject({ state: 'sent', draft: null, revision: 2, current: { seq: 2, state: 'sent' } });
    expect(body.current.values).toEqual({ ...sheet, title: 'Youth councils' });
    expect(JSON.stringify(house.engine.sent.at(-1))).not.toContain('Sample Inn');
  });

  it('refuses a form that is not whole with the paths, and keeps the draft', async () => {
    const id = await start();
    const { hotels: _missing, ...rest } = sheet;
    await save(id, { ...rest, venue: { name: 'Sample Inn' } }, 0);
    const answer = await report(id, { type: 'FACT_SHEET_SUBMITTED' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        { path: 'data.form.venue.kind', message: 'is needed' },
        { path: 'data.form.hotels', message: 'is needed, or must be marked as not applicable' },
      ]),
    );
    expect((await read(id)).body).toMatchObject({ state: 'draft', revision: 1 });
  });

  it('refuses a Fact Sheet that nobody has begun, and a given one with a wrong answer', async () => {
    const id = await start();
    const nothing = await report(id, { type: 'FACT_SHEET_SUBMITTED' });
    expect(nothing.status).toBe(422);
    expect(paths(nothing)).toContain('data.form.hotels');
    const wrong = await report(id, { type: 'FACT_SHEET_SUBMITTED', data: { form: { ...sheet, arrival: 'soon' } } });
    expect(paths(wrong)).toEqual(['data.form.arrival']);
  });

  it('takes a half-done Fact Sheet when it is said to be one', async () => {
    const id = await start();
    await save(id, { place: 'Sampletown', hotels: [''] }, 0);
    const answer = await report(id, { type: 'FACT_SHEET_SUBMITTED', data: { partial: true } });
    expect(answer.status).toBe(200);
    const { body } = await read(id);
    expect(body.current.values).toMatchObject({ place: 'Sampletown', title: 'Youth councils' });
    expect(body.missing.length).toBeGreaterThan(10);
  });

  it('takes the record of a call half-done when the call was held, and whole with its notes', async () => {
    const id = await start();
    await report(id, { type: 'CALL_PLANNED', data: { call: 'first', audience: 'initial' } });
    const form = 'F5?part=call/first';
    await save(id, { attendees: ['Sam'] }, 0, { form });
    const held = { type: 'CALL_HELD', part: 'call/first', data: { heldOn: '2027-01-11' } };
    expect((await report(id, held)).status).toBe(200);
    expect((await read(id, form)).body).toMatchObject({
      state: 'sent',
      values: { heldOn: '2027-01-11', attendees: ['Sam'] },
    });
    const early = await report(id, { type: 'CALL_NOTES_SENT', part: 'call/first' });
    expect(paths(early)).toEqual(['data.form.notes']);
    await save(id, { attendees: ['Sam'], notes: 'They want to see a council at work.' }, 2, { form });
    expect((await report(id, { type: 'CALL_NOTES_SENT', part: 'call/first' })).status).toBe(200);
    expect((await read(id, form)).body.current.values.notes).toContain('council at work');
  });

  it('needs no other form: what was done on paper is reported without', async () => {
    const id = await start();
    expect((await report(id, { type: 'PURPOSE_CLARIFIED' })).status).toBe(200);
    expect((await read(id, 'F1')).body).toMatchObject({ state: 'empty', current: null });
  });

  it('again with the same key brings what it brought first, though the draft has changed since', async () => {
    const id = await start();
    await save(id, sheet, 0);
    house.engine.unrecorded = true;
    const event = { type: 'FACT_SHEET_SUBMITTED' };
    expect((await report(id, event, fac, `sheet-${id}`)).status).toBe(202);
    house.engine.unrecorded = false;
    const first = house.engine.sent.at(-1);
    await save(id, { ...sheet, place: 'Elsewhere' }, 2);
    await report(id, event, fac, `sheet-${id}`);
    expect(house.engine.sent.at(-1)?.event.refs).toEqual(first?.event.refs);
    expect((await read(id)).body.draft.values.place).toBe('Elsewhere');
  });

  it('keeps whose answers they are', async () => {
    const id = await start();
    await report(id, {
      type: 'PURPOSE_CLARIFIED',
      data: { form: { issues: 'a', gains: 'b', learningGoals: 'c' } },
      onBehalfOf: 'lead',
    });
    const { body } = await read(id, 'F1');
    expect(body.current.onBehalfOf).toEqual(expect.any(String));
    expect(body.current.onBehalfOf).not.toBe(body.current.by);
  });
});

describe('the assistant’s return (X15)', () => {
  it('needs remarks, shows them with the form, and they are settled when it is sent again', async () => {
    const id = await start();
    await report(id, { type: 'FACT_SHEET_SUBMITTED', data: { form: sheet } });
    expect(paths(await report(id, { type: 'FACT_SHEET_RETURNED' }, aa))).toEqual(['data.remarks']);
    const remarks = 'Six riders, but only five people.';
    const returned = await report(id, { type: 'FACT_SHEET_RETURNED', data: { remarks } }, aa);
    expect(returned.body.tasks.find((task: { id: string }) => task.id === 'T08').state).toBe('open');
    const { body } = await read(id);
    expect(body.remarks).toEqual([
      { text: remarks, by: expect.any(String), at: expect.any(String), seq: 3, open: true },
    ]);

    await save(id, { ...sheet, vehicles: [{ kind: 'Van', seats: 8, riders: 5 }] }, body.revision);
    expect((await report(id, { type: 'FACT_SHEET_SUBMITTED' })).status).toBe(200);
    const settled = await read(id);
    expect(settled.body.remarks).toEqual([expect.objectContaining({ text: remarks, open: false })]);
    expect(settled.body.current.values.vehicles[0].riders).toBe(5);
  });

  it('may be answered by sending the same sheet again', async () => {
    const id = await start();
    await report(id, { type: 'FACT_SHEET_SUBMITTED', data: { form: sheet } });
    await report(id, { type: 'FACT_SHEET_RETURNED', data: { remarks: 'Are you sure?' } }, aa);
    expect((await report(id, { type: 'FACT_SHEET_SUBMITTED' })).status).toBe(200);
    expect((await read(id)).body).toMatchObject({ state: 'sent', current: { values: sheet } });
  });
});

describe('who may', () => {
  it.each(['fac', 'aa', 'pm', 'administrator'])('%s reads and saves', async (who) => {
    const admin = await house.token(['administrator']);
    const token = { fac, aa, pm, administrator: admin }[who] as string;
    const id = await start();
    expect((await read(id, 'F4', token)).status).toBe(200);
    expect((await save(id, { place: 'Sampletown' }, 0, { token })).status).toBe(200);
  });

  it('somebody who is not in the match does not even see it', async () => {
    const id = await start();
    for (const token of [
      await house.token(['facilitator'], 'other@example.org'),
      await house.token(['participant'], 'lead@example.org'),
    ]) {
      expect((await read(id, 'F4', token)).status).toBe(404);
      expect((await save(id, {}, 0, { token })).status).toBe(404);
      expect((await house.call(token, 'GET', `matches/${id}/forms`)).status).toBe(404);
      expect((await house.call(token, 'GET', `matches/${id}/forms/F4/revisions`)).status).toBe(404);
    }
  });

  it('sends a form only who may report its event', async () => {
    const id = await start();
    await save(id, sheet, 0, { token: aa });
    expect((await report(id, { type: 'FACT_SHEET_SUBMITTED' }, aa)).status).toBe(403);
  });

  it('nobody saves a form of a match that is over', async () => {
    const id = await start();
    await database.db.updateTable('matches').set({ status: 'closed' }).where('id', '=', id).execute();
    expect((await save(id, { place: 'Sampletown' }, 0)).status).toBe(409);
  });
});

it('a draft of before the program changed its form loses only what is not asked any more', async () => {
  const id = await start();
  await save(id, { place: 'Sampletown' }, 0);
  await database.db
    .updateTable('forms')
    .set({ body: JSON.stringify({ place: 'Sampletown', weather: 'fine' }) })
    .where('match', '=', id)
    .execute();
  const { status, body } = await read(id);
  expect(status).toBe(200);
  expect(body.values).not.toHaveProperty('weather');
  expect(body.draft.values).toEqual({ place: 'Sampletown', weather: 'fine' });
});
