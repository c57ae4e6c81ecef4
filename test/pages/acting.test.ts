import { beforeAll, describe, expect, it } from 'vitest';
import { eventSchemas, eventJsonSchema } from '../../src/contracts/events/index.ts';
import { methods } from '../../src/machines/index.ts';
import { mayReport } from '../../src/machines/kernel/index.ts';
import { makeHouse, tips } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { signedIn } from './browsing.ts';
import type { Browsing } from './browsing.ts';

/** Pages that act: a facilitator reports what happened without knowing what an event is. */
const database = useDatabase();
let house: House;
let olga: Browsing;
let id: string;

beforeAll(async () => {
  house = await makeHouse(database.db);
  const pm = await house.token(['programManager'], 'pm@example.org');
  id = (await house.call(pm, 'POST', 'matches', { ...tips, title: 'Two villages' })).body.id;
  olga = await signedIn(house, { name: 'Olga Office', roles: ['administrator'] });
});

describe('a task', () => {
  it('is found from the match and from the list of my tasks', async () => {
    expect((await olga.open(`/matches/${id}`)).body).toContain(`/matches/${id}/tasks/Q1`);
    expect((await olga.open('/tasks')).body).toContain('Two villages');
  });

  it('says what can be reported, and takes it', async () => {
    const task = await olga.open(`/matches/${id}/tasks/Q3`);
    expect(task.body).toContain('What happened?');
    const address = `/matches/${id}/report/TASK_SKIPPED?task=Q3`;
    expect(task.body).toContain(address.replace('&', '&amp;'));

    expect((await olga.open(address)).body).toContain('Why');
    const done = await olga.press(address, { reason: 'They know each other' });
    expect(done).toMatchObject({ status: 303, location: `/matches/${id}/tasks/Q3?just=TASK_SKIPPED&of=Q3` });
    expect((await olga.open(`/matches/${id}/tasks/Q3`)).body).toContain('They know each other');
  });

  it('is told once when a button is pressed twice', async () => {
    const address = `/matches/${id}/report/TASK_REOPENED?task=Q3`;
    await olga.open(address);
    for (const _ of [1, 2]) expect((await olga.press(address)).status).toBe(303);
  });

  it('keeps what was typed when something is missing, and says what', async () => {
    const address = `/matches/${id}/report/TASK_SKIPPED?task=Q4`;
    await olga.open(address);
    const again = await olga.press(address);
    expect(again.status).toBe(422);
    expect(again.body).toContain('This was not saved yet');
    expect(again.body).toContain('href="#q-reason"');
    const when = `/matches/${id}/report/TASK_SNOOZED?task=Q4`;
    await olga.open(when);
    const typed = await olga.press(when, { until: 'soon', reason: 'A long story' });
    expect(typed.status).toBe(422);
    expect(typed.body).toContain('A long story');
  });

  it('is not there for who is not signed in, and a press from elsewhere does not count', async () => {
    const address = `/matches/${id}/report/TASK_SKIPPED?task=Q4`;
    expect((await house.app.inject({ url: address })).statusCode).toBe(401);
    await olga.open(address);
    expect((await olga.press(address, { reason: 'No', _csrf: 'x-y' })).status).toBe(403);
    const stranger = await signedIn(house, { name: 'Stranger', email: 'stranger@example.org' });
    expect((await stranger.open(address)).status).toBe(404);
  });
});

describe.each([...methods.values()].map((chart) => [chart.method, chart] as const))(
  'questions of %s',
  (method, chart) => {
    const types = Object.entries(chart.catalogue).filter(
      ([type, entry]) => mayReport(entry, 'administrator') && type in eventSchemas(method),
    );

    it('are asked for everything that an event cannot do without', () => {
      // Given by the page that does it: the letters that are released, the list that is pasted, the start.
      const elsewhere = [
        ...['LETTERS_RELEASED', 'LETTERS_RECALLED', 'PEOPLE_LISTED', 'MATCH_DRAFTED'],
        'AMENDMENT_SETTLED',
      ];
      const missing = types
        .filter(([type]) => !elsewhere.includes(type))
        .flatMap(([type]) =>
          ((eventJsonSchema(method, type)['required'] as string[] | undefined) ?? [])
            .filter((field) => house.deps.questions(type, field) === undefined)
            .map((field) => `${type}.${field}`),
        );
      expect(missing).toEqual([]);
    });
  },
);

describe('a form', () => {
  let cssp: string;
  beforeAll(async () => {
    const pm = await house.token(['programManager'], 'pm@example.org');
    const { body } = await house.call(pm, 'POST', 'matches', {
      ...tips,
      method: 'cssp-peer-match',
      title: 'A harbour',
    });
    cssp = body.id;
  });

  it('is opened from its task, with what is known filled in', async () => {
    expect((await olga.open(`/matches/${cssp}/tasks/T08`)).body).toContain(`/matches/${cssp}/forms/F4`);
    const form = await olga.open(`/matches/${cssp}/forms/F4`);
    expect(form.status).toBe(200);
    expect(form.body).toMatch(/Filled in from the (match itself|list of people)\./);
  });

  it('is saved half-done, and keeps what was typed', async () => {
    const address = `/matches/${cssp}/forms/F1`;
    await olga.open(address);
    const saved = await olga.press(address, { 'f.issues': 'Nets & <ropes>', _do: 'save' });
    expect(saved.status).toBe(303);
    const again = await olga.open(saved.location ?? '');
    expect(again.body).toContain('Saved');
    expect(again.body).toContain('Nets &amp; &lt;ropes>');
  });

  it('is sent when it is whole; before that it says at each question what is missing', async () => {
    const address = `/matches/${cssp}/forms/F1`;
    await olga.open(address);
    const sent = await olga.press(address, { 'f.issues': 'Nets', _do: 'send' });
    expect(sent.status).toBe(422);
    expect(sent.body).toContain('It is saved, but not sent yet');
    expect(sent.body).toContain('is needed');
  });

  it('loses nobody’s text when two people edit it at once', async () => {
    const address = `/matches/${cssp}/forms/F1`;
    const other = await signedIn(house, { name: 'Otto Office', roles: ['administrator'] });
    for (const each of [olga, other]) await each.open(address);
    expect((await olga.press(address, { 'f.issues': 'From one', _do: 'save' })).status).toBe(303);
    const late = await other.press(address, { 'f.issues': 'From the other', _do: 'save' });
    expect(late.status).toBe(422);
    expect(late.body).toContain('Somebody else saved it meanwhile');
    expect(late.body).toContain('From the other');
    expect(late.body).toContain('From one');
  });

  it('goes on following what is known where nobody has typed', async () => {
    const address = `/matches/${cssp}/forms/F4`;
    const shown = await olga.open(address);
    const boxes = Object.fromEntries(
      [
        ...shown.body.matchAll(/<input class="usa-input" type="[a-z]+"[^>]*? value="([^"]*)"[^>]*? name="(f\.[^"]+)"/g),
      ].map(([, value = '', name = '']) => [name, value]),
    );
    await olga.press(address, { ...boxes, _do: 'save' });
    const { body } = await house.call(await house.token(['administrator']), 'GET', `matches/${cssp}/forms/F4`);
    expect(body.prefilled.length).toBeGreaterThan(0);
  });
});

describe('starting a match', () => {
  it('takes a page, and says before what the days mean', async () => {
    await olga.open('/matches/new');
    const days = { assignedOn: '2027-03-01', matchStart: '2027-03-29', matchEnd: '2027-03-30' };
    const looked = await olga.press('/matches/new', { ...days, method: 'cssp-peer-match', _do: 'look' });
    expect(looked.body).toContain('There are 4 weeks from the start to the match; 6 to 8 weeks are ideal.');
    const wrong = await olga.press('/matches/new', { ...days, title: 'A market', _do: 'start' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('href="#q-method"');
    const who = { facilitator: 'Fran Facilitator', facilitatorEmail: 'fac@example.org' };
    const whole = { ...days, ...who, method: 'cssp-peer-match', timeZone: 'America/Chicago', title: 'A market' };
    await olga.open('/matches/new');
    const started = await olga.press('/matches/new', { ...whole, _do: 'start' });
    expect(started.status).toBe(303);
    const page = await olga.open(started.location ?? '');
    expect(page.body).toContain('A market');
    expect(page.body).toContain('Fran Facilitator');
  });
});

describe('a list of people', () => {
  it('is looked at first, and then taken over', async () => {
    const address = `/matches/${id}/people/import`;
    const text = 'Name\tE-mail\nUma Unknown\tuma@example.org\nNobody\tnot an address';
    await olga.open(address);
    const looked = await olga.press(address, { text, team: 'helper', _do: 'look' });
    expect(looked.body).toContain('Uma Unknown');
    expect(looked.body).toContain('Cannot be taken over');
    const other = await signedIn(house, { name: 'Ola Office', roles: ['administrator'] });
    expect((await other.open(`/matches/${id}/people`)).body).not.toContain('Uma Unknown');
    const taken = await olga.press(address, { text, team: 'helper', _do: 'take' });
    expect(taken.body).toContain('not an address');
    expect((await olga.open(`/matches/${id}/people`)).body).toContain('Uma Unknown');
  });
});
