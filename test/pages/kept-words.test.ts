import { beforeAll, describe, expect, it } from 'vitest';
import { closingMatch } from '../api/closing-match.ts';
import type { ClosingMatch } from '../api/closing-match.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { day } from '../support/days.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse, wordsOf } from './browser-less.ts';
import type { Reader, Shown } from './browser-less.ts';

/** Somebody types, and meanwhile somebody else does it: what was typed is not lost, and the page says what happened. */
const database = useDatabase();
let house: House;
let match: ClosingMatch;
let olga: Reader;
let id: string;

beforeAll(async () => {
  house = await makeHouse(database.db);
  match = await closingMatch(house);
  id = await match.start();
  olga = await browse(house, { name: 'Olga Office', email: 'olga@example.org', roles: ['administrator'] });
});

const reported = async (type: string): Promise<number> =>
  (await match.get(id, 'record?limit=500')).items.filter((line: { type: string }) => line.type === type).length;
const typedInto = (shown: Shown, name: string): string =>
  shown.forms.flatMap(({ fields }) => fields).find(([field]) => field === name)?.[1] ?? '';

describe('what was typed into a report that is not possible any more', () => {
  it('is still there, with who did what meanwhile and what is possible now', async () => {
    const page = await olga.open(`/matches/${id}/report/TASK_NOT_APPLICABLE?task=T28&from=tasks`);
    await match.on(id, 'TASK_SKIPPED', { task: 'T28', data: { reason: 'They were there before' } });
    const answer = await olga.press(page, 'Save', { reason: 'Everybody knows the place by now' });
    expect(answer.status).toBe(422);
    expect(typedInto(answer, 'reason')).toBe('Everybody knows the place by now');
    expect(wordsOf(answer)).toMatch(/This was not done “.*” is skipped\. What happened about it last Task skipped/);
    expect(wordsOf(answer)).toMatch(/What can be reported now .*Task reopened/);
    expect(answer.body).toContain('<a href="/tasks">Back</a>');
    expect(await reported('TASK_NOT_APPLICABLE')).toBe(0);

    const other = await olga.press(answer, 'Task reopened', { reason: 'Everybody knows the place by now' });
    expect(other.status).toBe(200);
    expect(wordsOf(other)).toMatch(/^ Task reopened/);
    expect(wordsOf(other)).toContain('Everybody knows the place by now');
    expect((await olga.press(other, 'Save')).status).toBe(303);
    expect(await reported('TASK_REOPENED')).toBe(1);
  });

  it('is refused in words that name people and no ids, when it is about one of them', async () => {
    await match.on(id, 'CANDIDATE_SUGGESTED', { data: { person: 'con', lead: true } });
    await match.on(id, 'CONSULTANT_INVITED', { part: 'invitation/con' });
    const con = await match.idOf(id, 'con');
    const page = await olga.open(`/matches/${id}/report/INVITATION_DECLINED?part=invitation/${con}`);
    await match.on(id, 'INVITATION_WITHDRAWN', { part: 'invitation/con' });
    const answer = await olga.press(page, 'Save', { reason: 'She told me on the phone' });
    expect(answer.status).toBe(422);
    expect(typedInto(answer, 'reason')).toBe('She told me on the phone');
    const [, said = ''] = /This was not done(.*?)What happened/.exec(wordsOf(answer)) ?? [];
    expect(said).toContain('As things stand, this cannot be noted about Cora Consultant');
    expect(said).not.toContain(con);
    expect(wordsOf(answer)).toMatch(/What happened about it last Invitation withdrawn/);
  });

  it('is sent again with its own key when the match did not answer in time, and counts once', async () => {
    const page = await olga.open(`/matches/${id}/report/TASK_SKIPPED?task=T26`);
    house.engine.next = Array.from({ length: 60 }, () => ({ kind: 'unavailable' }) as const);
    const late = await olga.press(page, 'Save', { reason: 'They know each other' });
    house.engine.next = [];
    expect(late.status).toBe(503);
    expect(wordsOf(late)).toContain('did not answer in time');
    expect(typedInto(late, 'reason')).toBe('They know each other');
    for (const _ of [1, 2]) expect((await olga.press(late, 'Save')).status).toBe(303);
    const keys = house.engine.sent.filter(({ event }) => event.type === 'TASK_SKIPPED' && event.task === 'T26');
    expect(new Set(keys.map(({ updateId }) => updateId)).size).toBe(1);
  });
});

describe('what was typed elsewhere', () => {
  it('on the page of a letter: a reason for a letter that has left meanwhile', async () => {
    const { items } = await match.get(id, 'letters');
    const m1 = items.find(({ kind }: { kind: string }) => kind === 'm1');
    const page = await olga.open(`/matches/${id}/letters/${m1.id}`);
    const own = await olga.press(page, /^Release 1 letter/);
    expect(own.status).toBe(303);
    await house.engine.handOver(id, 0);
    const late = await olga.press(page, 'Withdraw this letter', { reason: 'The date in it is wrong' });
    expect(late.status).toBe(422);
    expect(wordsOf(late)).toMatch(/What you had typed .* The reason The date in it is wrong/);
  });

  it('on a page that has no form any more, for whoever signed in or not: beside the reason why', async () => {
    const page = await olga.open(`/matches/${id}/report/TASK_SKIPPED?task=T27`);
    const foreign = await olga.press(page, 'Save', { reason: 'A long story', _csrf: 'x-y' });
    expect(foreign.status).toBe(403);
    expect(wordsOf(foreign)).toMatch(/Open it again .* What you had typed .* A long story/);
    expect(foreign.body).toContain(`<a href="/matches/${id}">Back to the match</a>`);
    const gone = await house.app.inject({
      method: 'POST',
      url: `/matches/${id}/report/TASK_SKIPPED?task=T27`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'reason=A+long+story&_csrf=x-y',
    });
    expect(gone.statusCode).toBe(401);
    expect(wordsOf(gone)).toMatch(/You are not signed in, .* What you had typed .* A long story/);
    expect(await reported('TASK_SKIPPED')).toBe(2);
  });

  it('into a form that cannot be sent any more: it is saved, and the page says that it was not sent', async () => {
    const other = await match.start();
    const page = await olga.open(`/matches/${other}/forms/F1`);
    await match.on(other, 'WITHDRAWN', { data: { reason: 'No money' } });
    const answer = await olga.press(page, /^Save and report/, { 'f.issues': 'How a council begins' });
    expect(answer.status).toBe(422);
    expect(wordsOf(answer)).toContain('It is saved, but not sent');
    expect((await match.get(other, 'forms/F1')).values.issues).toBe('How a council begins');
  });

  it('on the page of the dates, when the match was cancelled meanwhile', async () => {
    const other = await match.start({ assignedOn: day(-10), matchStart: day(60), matchEnd: day(61) });
    const look = await olga.open(`/matches/${other}/dates?matchStart=${day(70)}&matchEnd=${day(71)}`);
    await match.on(other, 'WITHDRAWN', { data: { reason: 'No money' } });
    const answer = await olga.press(look, 'Move the match to these dates', { reason: 'The hall is taken then' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('The hall is taken then');
    expect((await match.get(other)).dates.matchStart).toBe(day(60));
  });
});
