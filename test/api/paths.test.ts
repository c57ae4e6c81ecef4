import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { makeHouse, tips, youthCouncils } from './house.ts';
import type { House } from './house.ts';

/** Exceptional paths of requirements.md A9 through the API: what people see and can do when something goes wrong. */
const database = useDatabase();
let house: House;
let fac: string;
let aa: string;
let pm: string;

const cssp = {
  ...youthCouncils,
  people: [
    { ref: 'pm', name: 'Pat Program', email: 'pm@example.org', roles: ['programManager'] },
    { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
    { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
    { ref: 'lead', name: 'Sam Sitelead', email: 'lead@example.org', roles: ['lead', 'participant'], team: 'seeker' },
    { ref: 'con', name: 'Chris Consultant', email: 'con@example.org', roles: ['consultant'], team: 'helper' },
    { ref: 'other', name: 'Casey Consultant', email: 'other@example.org', roles: ['consultant'], team: 'helper' },
  ],
};

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await house.token(['facilitator'], 'fac@example.org');
  aa = await house.token(['assistant'], 'aa@example.org');
  pm = await house.token(['programManager'], 'pm@example.org');
});

const start = async (match: object = cssp): Promise<string> =>
  (await house.call(await house.token(['administrator']), 'POST', 'matches', match)).body.id;
const report = async (id: string, type: string, more: object = {}, token = fac) => {
  const answer = await house.call(token, 'POST', `matches/${id}/events`, { type, ...more });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
interface Letter {
  readonly kind: string;
  readonly state: string;
  readonly to: { readonly person: string };
}
const lettersOf = async (id: string): Promise<Letter[]> =>
  (await house.call(fac, 'GET', `matches/${id}/letters`)).body.items;
const idOf = async (id: string, ref: string): Promise<string> => {
  const { body } = await house.call(fac, 'GET', `matches/${id}/people`);
  return body.items.find((person: { ref: string }) => person.ref === ref).id;
};
const codes = (body: { findings: { code: string }[] }): string[] => body.findings.map(({ code }) => code);
const task = (body: { tasks: { id: string; state: string }[] }, id: string) =>
  body.tasks.find((one) => one.id === id)?.state;

describe('X1: the facilitator does not start', () => {
  it('X1: the program manager gives more time with a reason, or the match to somebody else', async () => {
    const id = await start({ ...cssp, assignedOn: '2026-09-01' });
    expect(codes((await house.call(pm, 'GET', `matches/${id}`)).body)).toContain('X1');
    const shift = { type: 'WINDOW_SHIFTED', task: 'T01', data: { by: '+2w' } };
    const bare = await house.call(pm, 'POST', `matches/${id}/events`, shift);
    expect(bare.body.errors[0].path).toBe('data.reason');
    const shifted = await report(id, 'WINDOW_SHIFTED', { task: 'T01', data: { by: '+2w', reason: 'On leave.' } }, pm);
    expect(codes(shifted)).not.toContain('X1');

    const another = await start({ ...cssp, assignedOn: '2026-09-01' });
    const handed = { data: { role: 'facilitator', from: 'fac', to: 'con' } };
    expect(codes(await report(another, 'ROLE_HANDED_OVER', handed, pm))).not.toContain('X1');
  });
});

describe('X5: a consultant declines', () => {
  it('X5: she is thanked by a letter that waits for its release, and the facilitator sees whom to look for', async () => {
    const id = await start();
    await report(id, 'CANDIDATE_SUGGESTED', { data: { person: 'con', lead: true } });
    await report(id, 'CONSULTANT_INVITED', { part: 'invitation/con' });
    const declined = await report(id, 'INVITATION_DECLINED', { part: 'invitation/con', onBehalfOf: 'con' });
    expect(codes(declined)).toEqual(expect.arrayContaining(['X5', 'DATE_AT_RISK']));
    const thanks = (await lettersOf(id)).filter(({ kind }) => kind === 'x5');
    expect(thanks).toEqual([
      expect.objectContaining({ state: 'draft', to: expect.objectContaining({ person: await idOf(id, 'con') }) }),
    ]);
    await report(id, 'CANDIDATE_SUGGESTED', { data: { person: 'other', lead: true } });
    expect(codes(await report(id, 'CONSULTANT_INVITED', { part: 'invitation/other' }))).not.toContain('X5');
  });
});

describe('X15: the Fact Sheet is late or does not fit', () => {
  it('X15: it may be sent with open questions, comes back with remarks, and the task is open again', async () => {
    const id = await start();
    const half = { form: { place: 'Sampletown', rooms: { single: 1, double: 0 } }, partial: true };
    expect(task(await report(id, 'FACT_SHEET_SUBMITTED', { data: half }), 'T08')).toBe('done');
    const { body: sheet } = await house.call(aa, 'GET', `matches/${id}/forms/F4`);
    expect(sheet.missing.length).toBeGreaterThan(10);
    const remarks = 'Who sleeps where? One room is not enough.';
    const returned = await report(id, 'FACT_SHEET_RETURNED', { data: { remarks } }, aa);
    expect([task(returned, 'T08'), codes(returned).includes('X15')]).toEqual(['open', true]);
    expect((await house.call(fac, 'GET', `matches/${id}/forms/F4`)).body.remarks).toEqual([
      expect.objectContaining({ text: remarks, open: true }),
    ]);
    const again = await report(id, 'FACT_SHEET_SUBMITTED', { data: half });
    expect([task(again, 'T08'), codes(again).includes('X15')]).toEqual(['done', false]);
  });
});

describe('X17: the agenda is not agreed', () => {
  const items = [{ title: 'Welcome', kind: 'social', minutes: 30 }];

  it('X17: the facilitator finishes it with the open points listed, for all to see', async () => {
    const id = await start();
    const openPoints = 'Whether the second morning is a visit or a conversation.';
    const built = await report(id, 'AGENDA_BUILT', { data: { form: { items, openPoints } } });
    expect([task(built, 'T10'), codes(built).includes('X17')]).toEqual(['done', true]);
    const { body } = await house.call(aa, 'GET', `matches/${id}/forms/F6`);
    expect(body.current.values.openPoints).toBe(openPoints);
    const sent = house.engine.sent.at(-1)?.event;
    expect(sent?.facts).toEqual({ openPoints: true });
    expect(JSON.stringify(sent)).not.toContain('second morning');
  });

  it('X17: an agenda without open points says nothing', async () => {
    const id = await start();
    expect(codes(await report(id, 'AGENDA_BUILT', { data: { form: { items, openPoints: '' } } }))).not.toContain('X17');
    expect(codes(await report(await start(), 'AGENDA_BUILT'))).not.toContain('X17');
  });
});

describe('X27: the method changes while matches run', () => {
  it('X27: a match says its version and what the newest would change', async () => {
    const id = await start();
    const { status, body } = await house.call(fac, 'GET', `matches/${id}/version-effects`);
    expect([status, body]).toEqual([
      200,
      { method: 'cssp-peer-match', running: 1, newest: 1, tasks: [], windows: [], events: [] },
    ]);
    const tipsId = await start(tips);
    expect((await house.call(fac, 'GET', `matches/${tipsId}/version-effects`)).body.method).toBe('ncdb-peer-match');
    expect(
      (await house.call(await house.token(['facilitator'], 'x@example.org'), 'GET', `matches/${id}/version-effects`))
        .status,
    ).toBe(404);
  });
});
