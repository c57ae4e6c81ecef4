import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { makeHouse, tips, youthCouncils } from './house.ts';
import type { House } from './house.ts';

/** Rules, mirror, readiness and guidance of one CSSP match, through the application; every answer passes its strict schema. */
const database = useDatabase();
let house: House;
let fac: string;
let id: string;

const complete = { title: 'Director', organization: 'Sample House', address: '1 Main St', telephone: '555 0100' };
const person = (ref: string, team: string, more = {}) => ({
  ref,
  name: `${ref} sample`,
  email: `${ref}@example.org`,
  roles: ['participant'],
  team,
  ...complete,
  ...more,
});
const cssp = {
  ...youthCouncils,
  people: [
    { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
    person('ann', 'seeker', { roles: ['lead', 'participant'] }),
    person('bea', 'seeker', { telephone: undefined }),
    person('cal', 'seeker'),
    person('dan', 'helper'),
    person('eve', 'helper/2'),
  ],
};

const get = async (path: string, token = fac) => house.call(token, 'GET', `matches/${id}/${path}`);
const report = async (type: string, data: object = {}, more: object = {}) => {
  const answer = await house.call(fac, 'POST', `matches/${id}/events`, { type, data, ...more });
  expect(answer.body, type).toMatchObject({ id });
  return answer.body;
};
interface Check {
  rule: string;
  holds: string;
  level: string;
  text: string;
  todo: string | null;
  points: { id: string; holds: boolean; text: string }[];
}
const check = async (rule: string): Promise<Check | undefined> =>
  (await get('checks')).body.items.find((one: Check) => one.rule === rule);

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await house.token(['facilitator'], 'fac@example.org');
  const pm = await house.token(['programManager'], 'pm@example.org');
  id = (await house.call(pm, 'POST', 'matches', cssp)).body.id;
});

describe('checks', () => {
  it('are sixteen, in their order, each with its words', async () => {
    const { status, body } = await get('checks');
    expect(status).toBe(200);
    expect(body.items.map(({ rule }: Check) => rule)).toEqual(Array.from({ length: 16 }, (_, n) => `R${n + 1}`));
    expect(body.items.filter(({ level }: Check) => level === 'block').map(({ rule }: Check) => rule)).toEqual([
      'R7',
      'R8',
      'R9',
    ]);
    expect(body.items.every(({ holds, todo }: Check) => (holds === 'yes') === (todo === null))).toBe(true);
  });

  it('R15 names whoever lacks a field, once the list is out', async () => {
    expect((await check('R15'))?.holds).toBe('notYet');
    await report('SITE_TEAM_LISTED');
    expect(await check('R15')).toMatchObject({
      holds: 'no',
      text: '1 of 5 people lacks something. bea sample: telephone.',
    });
  });

  it('R2 asks for the reason, and shows the one that was given last; nothing waits for it', async () => {
    expect(await check('R2')).toMatchObject({ holds: 'no', level: 'askReason' });
    const answer = await house.call(fac, 'POST', `matches/${id}/events`, { type: 'NO_RESIDENTS_EXPLAINED' });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, 'data.reason']);
    await report('NO_RESIDENTS_EXPLAINED', { reason: 'Still looking.' });
    const match = await report('NO_RESIDENTS_EXPLAINED', { reason: 'Nobody can travel in winter.' });
    expect(match.findings.map(({ code }: { code: string }) => code)).not.toContain('R2');
    expect((await check('R2'))?.text).toBe(
      'No resident or parent takes part. The reason given: Nobody can travel in winter.',
    );
    const facts = house.engine.sent.at(-1)?.event;
    expect(JSON.stringify(facts)).not.toContain('winter');
  });

  it('R12 reads the agenda as it was sent last', async () => {
    expect((await check('R12'))?.holds).toBe('notYet');
    const items = [
      { title: 'Dinner', kind: 'meal', minutes: 90 },
      { title: 'How this works', kind: 'orientation', minutes: 20, leads: 'Fran' },
      { title: 'Peers', kind: 'roleAlike', minutes: 60 },
      { title: 'Walk', kind: 'informal', minutes: 60 },
      { title: 'Our question', kind: 'problemSolving', minutes: 120 },
      { title: 'Promises', kind: 'wrapUp', minutes: 60 },
      { title: 'Evaluation', kind: 'evaluation' },
    ];
    await report('AGENDA_BUILT', { form: { items } });
    const first = await check('R12');
    expect([first?.holds, first?.text]).toEqual([
      'no',
      'One point that the guide asks for is missing from the agenda.',
    ]);
    expect(first?.points.filter(({ holds }) => !holds)).toEqual([
      { id: 'timeTargets', holds: false, text: 'Every item says how long it may take.' },
    ]);
    await report('TASK_REOPENED', {}, { task: 'T10' });
    await report('AGENDA_BUILT', {
      form: { items: [...items.slice(0, -1), { title: 'Evaluation', kind: 'evaluation', minutes: 15 }] },
    });
    expect((await check('R12'))?.holds).toBe('yes');
  });

  it('R11 reads the set-ups in the Fact Sheet', async () => {
    await report('FACT_SHEET_SUBMITTED', {
      partial: true,
      form: { place: 'Sampletown', setups: [{ room: 'Hall', day: '2027-03-01', style: 'theatre' }] },
    });
    expect(await check('R11')).toMatchObject({ holds: 'no', level: 'warn' });
  });

  it('are said of a match that has no facilitator yet', async () => {
    const pm = await house.token(['programManager']);
    const { id: draft } = (await house.call(pm, 'POST', 'matches', { ...cssp, people: [] })).body;
    const { status, body } = await house.call(pm, 'GET', `matches/${draft}/checks`);
    expect([status, body.items.length]).toEqual([200, 16]);
    expect((await house.call(pm, 'GET', `matches/${draft}/guidance`)).body.items).toEqual([]);
  });
});

describe('the mirror', () => {
  it('counts role kinds by teams, with two helper teams, and says what is missing', async () => {
    for (const [who, kind] of Object.entries({
      ann: 'official',
      bea: 'director',
      cal: 'practitioner',
      dan: 'official',
      eve: 'director',
    }))
      await report('PERSON_CHANGED', { person: who, kind });
    const { status, body } = await get('mirror');
    expect(status).toBe(200);
    expect(body.teams).toEqual([
      { team: 'seeker', people: 3, unknown: 0 },
      { team: 'helper', people: 1, unknown: 0 },
      { team: 'helper/2', people: 1, unknown: 0 },
    ]);
    expect(body.gaps).toEqual(['practitioner']);
    expect(body.rows.find(({ kind }: { kind: string }) => kind === 'director')).toEqual({
      kind: 'director',
      counts: { seeker: 1, helper: 0, 'helper/2': 1 },
      gap: false,
    });
    expect(body.checks.map(({ rule, holds }: Check) => [rule, holds])).toEqual([
      ['R3', 'no'],
      ['R16', 'yes'],
    ]);
  });
});

describe('readiness', () => {
  it('has three parts with the tasks and checks they rest on, and six questions with their answers', async () => {
    const before = { goalsClear: true, rightPeople: true, settingArranged: false };
    const meeting = { room: false, social: true, exchange: true, commitments: true };
    await report('READINESS_ANSWERED', { form: { ...before, ...meeting, summaryWritten: false } });
    const { status, body } = await get('readiness');
    expect(status).toBe(200);
    expect(body.task).toEqual({ id: 'T33', state: 'done' });
    const parts = body.parts.map(({ id: part, holds, answer }: { id: string; holds: string; answer: unknown }) => [
      part,
      holds,
      answer,
    ]);
    expect(parts).toEqual([
      ['goals', 'notYet', true],
      ['people', 'no', true],
      ['setting', 'no', false],
    ]);
    expect(body.parts[0].tasks).toContainEqual({ id: 'T10', title: 'Build the agenda in calls', state: 'done' });
    expect(body.parts[2].checks.map(({ rule }: Check) => rule)).toEqual(['R11', 'R13']);
    const questions: { id: string; step: string; answer: unknown; moments: { offset: string }[] }[] = body.questions;
    expect(questions.map(({ id: question, step, answer }) => [question, step, answer])).toEqual([
      ['room', 'conducting', false],
      ['social', 'conducting', true],
      ['exchange', 'conducting', true],
      ['commitments', 'conducting', true],
      ['notesCirculated', 'products', null],
      ['summaryWritten', 'products', false],
    ]);
    expect(questions[0]?.moments.map(({ offset }) => offset)).toEqual(['-1w', '0d']);
  });
});

describe('guidance', () => {
  const ids = async (query = '', token = fac): Promise<string[]> =>
    (await get(`guidance${query}`, token)).body.items.map((one: { id: string }) => one.id);

  it('is what fits what is open now, single tasks first', async () => {
    const { body } = await get('guidance');
    const said = body.items.map((one: { id: string; moments: string[] }) => [one.id, one.moments]);
    expect(said).toContainEqual(['timing', ['task/T02', 'task/T03']]);
    expect(said).toContainEqual(['catalysts', ['step/clarifying']]);
    expect(said.at(-1)).toEqual(['procedure-and-freedom', ['status/underway']]);
    expect(said.map(([one]: string[]) => one)).not.toContain('visits-or-conversation');
    await report('TIMELINE_DRAFTED');
    const later = (await get('guidance')).body.items;
    expect(later).toContainEqual(expect.objectContaining({ id: 'timing', moments: ['task/T03'] }));
  });

  it('is for a step or a task that is asked for, open or not', async () => {
    expect(await ids('?task=T10')).toEqual(['several-teams', 'visits-or-conversation']);
    const conducting = await ids('?step=conducting');
    expect(conducting).toEqual(expect.arrayContaining(['neutral-role', 'protect-reflection', 'opening-orientation']));
    expect(conducting).not.toContain('catalysts');
  });

  it('is for a role that is asked for', async () => {
    expect(await ids('?task=T27&role=consultant')).toEqual(['effective-questions', 'no-show-and-tell']);
    expect(await ids('?task=T27&role=assistant')).toEqual([]);
  });

  it('is shown in its circumstance only', async () => {
    expect(await ids('?task=T09')).toEqual(['no-residents']);
    expect(await ids('?task=T28')).toEqual(['comfort']);
    await report('PERSON_CHANGED', { person: 'cal', kind: 'resident', resident: true });
    expect(await ids('?task=T09')).toEqual([]);
    expect(await ids('?task=T28')).toEqual(['comfort', 'for-residents']);
  });

  it('says which steps, tasks and roles there are', async () => {
    const step = await get('guidance?step=resting');
    expect([step.status, step.body.errors[0].path, step.body.allowed]).toEqual([
      422,
      'querystring.step',
      expect.arrayContaining(['clarifying', 'checkIn']),
    ]);
    expect((await get('guidance?task=T99')).body.errors[0].path).toBe('querystring.task');
    expect((await get('guidance?role=king')).body.errors[0].path).toBe('querystring.role');
  });
});

describe('another method', () => {
  it('has texts of its own, and no rules, mirror or readiness where its source has none', async () => {
    const pm = await house.token(['programManager']);
    const { id: other } = (await house.call(pm, 'POST', 'matches', tips)).body;
    const of = async (path: string) => house.call(fac, 'GET', `matches/${other}/${path}`);
    const ids = async () => (await of('guidance')).body.items.map((one: { id: string }) => one.id);
    expect(await ids()).toEqual(['doers', 'equal-footing', 'format']);
    const chosen = { type: 'PEOPLE_CHOSEN', data: { persons: ['ann', 'bob'], supervisorIncluded: true } };
    const { body } = await house.call(fac, 'POST', `matches/${other}/events`, chosen);
    expect(await ids()).toContain('supervisor');
    expect(body.findings).toContainEqual(
      expect.objectContaining({ code: 'Q3', text: expect.stringMatching(/^A supervisor takes part/) }),
    );
    expect((await of('checks')).body).toEqual({ items: [], next: null });
    expect([(await of('mirror')).status, (await of('readiness')).status]).toEqual([404, 404]);
  });
});

it('shows none of it to anybody else', async () => {
  const stranger = await house.token(['facilitator'], 'stranger@example.org');
  for (const path of ['checks', 'mirror', 'readiness', 'guidance'])
    expect((await get(path, stranger)).status).toBe(404);
});
