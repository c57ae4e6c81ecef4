import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatePreview, LeadTime } from '../../src/contracts/api-dates.ts';
import { useDatabase } from '../support/postgres.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';
import { A_DAY, day, monday } from '../support/days.ts';

/** Dates, what follows from them, and what goes wrong with them, through the application (requirements.md A9 X8 to X11, X16). */
const database = useDatabase();
let house: House;
let fac: string;
let aa: string;
let pm: string;
let id: string;

const person = (ref: string, roles: string[], more: object = {}) => ({
  ref,
  name: `${ref} Sample`,
  email: `${ref}@example.org`,
  roles,
  ...more,
});
const people = [
  person('fac', ['facilitator']),
  person('aa', ['assistant']),
  person('ann', ['lead', 'participant'], { team: 'seeker' }),
  person('cy', ['participant'], { team: 'seeker', email: undefined, channel: 'phone', telephone: '555 0100' }),
  person('bob', ['consultant'], { team: 'helper' }),
];

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await house.token(['facilitator'], 'fac@example.org');
  aa = await house.token(['assistant'], 'aa@example.org');
  pm = await house.token(['programManager'], 'pm@example.org');
});

const begin = async (matchStart: number, assignedOn = 0): Promise<void> => {
  const body = {
    method: 'cssp-peer-match',
    title: 'Bridges',
    timeZone: 'America/New_York',
    people,
    assignedOn: day(assignedOn),
    matchStart: day(matchStart),
    matchEnd: day(matchStart + 1),
  };
  id = (await house.call(pm, 'POST', 'matches', body)).body.id;
};
beforeEach(() => begin(56));

const send = (type: string, data: object = {}, token = fac, more: object = {}) =>
  house.call(token, 'POST', `matches/${id}/events`, { type, data, ...more });
const report = async (type: string, data: object = {}, token = fac, more: object = {}) => {
  const answer = await send(type, data, token, more);
  expect([type, answer.status, answer.body.because ?? answer.body.errors]).toEqual([type, 200, undefined]);
  return answer.body;
};
const finalize = () => report('DATES_FINALIZED', { matchStart: day(56), matchEnd: day(57) });
const preview = async (body: object, token = fac): Promise<DatePreview> => {
  const answer = await house.call(token, 'POST', `matches/${id}/date-preview`, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as DatePreview;
};
interface Row {
  readonly id: string;
  readonly kind: string;
  readonly person: string;
  readonly state: string;
  readonly body: string;
  readonly names_old_date: boolean;
}
const letters = async (kind?: string): Promise<Row[]> =>
  (await database.db
    .selectFrom('letters')
    .selectAll()
    .where('match', '=', id)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .orderBy('seq')
    .execute()) as never;
const personOf = async (ref: string): Promise<string> =>
  (
    await database.db
      .selectFrom('match_people')
      .select('person')
      .where('match', '=', id)
      .where('ref', '=', ref)
      .executeTakeFirstOrThrow()
  ).person;
/** Letters of a kind as if they had been handed over. */
const sent = (kind: string) =>
  database.db
    .updateTable('letters')
    .set({ state: 'sent', sent_at: new Date() })
    .where('match', '=', id)
    .where('kind', '=', kind)
    .execute();
const windowOf = (seen: Pick<DatePreview, 'windows'>, task: string) =>
  seen.windows.find((one) => one.task === task && one.part === null);
const whole = async () => ({
  match: await database.db.selectFrom('matches').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  letters: await letters(),
  journal: await database.db.selectFrom('journal').selectAll().where('match', '=', id).execute(),
  deadlines: await database.db.selectFrom('deadlines').selectAll().where('match', '=', id).orderBy('id').execute(),
});

describe('X8: the date of a match moves', () => {
  test('X8: the consequences are shown before anything is done, and nothing is done by looking', async () => {
    await finalize();
    const before = await whole();
    const seen = await preview({ matchStart: day(70), matchEnd: day(71) });
    expect(await whole()).toEqual(before);
    expect(seen.basis).toBe(1);
    expect(seen.dates).toEqual({
      before: { matchStart: day(56), matchEnd: day(57), status: 'final' },
      after: { matchStart: day(70), matchEnd: day(71), status: 'final' },
    });
    const t08 = windowOf(seen, 'T08');
    const days = (at: string | null | undefined) => Math.round((Date.parse(at ?? '') / A_DAY - monday) * 2) / 2;
    expect([days(t08?.before?.due), days(t08?.after?.due)].map(Math.floor)).toEqual([56 - 21, 70 - 21]);
    // What hangs on the assignment does not move.
    expect(windowOf(seen, 'T01')).toBeUndefined();
    expect(seen.findings).toContainEqual(expect.objectContaining({ code: 'R4', appears: true }));
  });

  test('X8: what is shown is what then happens, window by window and letter by letter', async () => {
    await finalize();
    await report('CONFIRMATIONS_APPROVED');
    const [first, second] = await letters('m13a');
    await house.call(aa, 'PATCH', `letters/${second?.id ?? ''}`, { body: 'See you soon!' });
    await sent('m13b');
    const to = { matchStart: day(70), matchEnd: day(71) };
    const seen = await preview(to);
    expect(seen.letters.rewritten.map((one) => one.id)).toContain(first?.id);
    expect(seen.letters.marked.map((one) => one.id)).toEqual([second?.id]);
    expect(seen.letters.alreadyWrong.map(({ kind, to }) => [kind, to])).toEqual([['m13b', await personOf('bob')]]);
    expect(seen.letters.drafted.map(({ kind }) => kind).sort()).toEqual(['m2', 'x8']);
    expect(seen.calendar).toEqual([{ person: await personOf('bob'), kind: 'x8', isUpdate: true }]);

    const match = await report('DATE_MOVED', { ...to, basis: seen.basis });

    const rows = await letters();
    expect(rows.filter((one) => one.names_old_date).map((one) => one.id)).toEqual([second?.id]);
    expect(rows.filter(({ kind }) => kind === 'x8').map((one) => one.person)).toEqual([await personOf('bob')]);
    const task = (name: string) => match.tasks.find((one: { id: string }) => one.id === name);
    for (const { task: name, after, part } of seen.windows)
      if (part === null) expect([name, task(name).due]).toEqual([name, after?.due ?? null]);
  });

  test('X8: done tasks stay done unless they are ticked', async () => {
    await finalize();
    await report('FACT_SHEET_SUBMITTED', { partial: true });
    await report('CONFIRMATIONS_APPROVED');
    await report('PACKET_MATERIALS_SHARED');
    const to = { matchStart: day(63), matchEnd: day(64) };
    const seen = await preview({ ...to, reopen: ['T13'] });
    expect(seen.done.again.map(({ task }) => task)).toEqual(['T13']);
    expect(seen.done.stay.map(({ task }) => task)).toEqual(expect.arrayContaining(['T03', 'T08']));
    const match = await report('DATE_MOVED', { ...to, reopen: ['T13'] });
    const state = (name: string) => match.tasks.find((one: { id: string }) => one.id === name).state;
    expect([state('T13'), state('T08')]).toEqual(['open', 'done']);
    const wrong = await send('DATE_MOVED', { ...to, reopen: ['T33'] });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, 'data.reopen.0']);
  });

  test('X8: tasks that fall into the past are asked for once, not in a flood', async () => {
    await begin(70, -14);
    const seen = await preview({ matchStart: day(8), matchEnd: day(9) });
    const tasks = seen.doNow.map(({ task }) => task);
    expect(tasks).toEqual(expect.arrayContaining(['T08', 'T09', 'T10']));
    const asked = seen.doNow.map(({ task, part }) => `${task} ${part ?? ''}`);
    expect(new Set(asked).size).toBe(asked.length);
    for (const { at } of seen.doNow) expect(Date.parse(at)).toBeGreaterThan(Date.now());
    expect(seen.letters.opened.map(({ kind }) => kind)).toContain('m13a');
    expect(seen.findings).toContainEqual(expect.objectContaining({ code: 'X10', appears: true }));
  });

  test('X8: who looked at other dates than those of now is told so', async () => {
    await finalize();
    const { basis } = await preview({ matchStart: day(63), matchEnd: day(64) });
    await report('DATE_MOVED', { matchStart: day(70), matchEnd: day(71), basis });
    const late = await send('DATE_MOVED', { matchStart: day(63), matchEnd: day(64), basis });
    expect([late.status, late.body.because]).toEqual([409, expect.stringMatching(/moved meanwhile/)]);
  });

  test('X8: weekends and holidays among the days are named, and dates that make no sense are refused', async () => {
    const seen = await preview({ matchStart: day(61), matchEnd: day(63) });
    expect(seen.daysOff).toEqual(
      expect.arrayContaining([
        { day: day(61), why: 'weekend' },
        { day: day(62), why: 'weekend' },
      ]),
    );
    const answer = await house.call(fac, 'POST', `matches/${id}/date-preview`, {
      matchStart: day(9),
      matchEnd: day(8),
    });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, 'matchEnd']);
    const stranger = await house.token(['facilitator'], 'nobody@example.org');
    const hidden = await house.call(stranger, 'POST', `matches/${id}/date-preview`, { matchStart: day(60) });
    expect(hidden.status).toBe(404);
  });
});

test('X9: after the packets are out everybody is told of the new date, and who has no e-mail stands on the list to call', async () => {
  await finalize();
  await report('PACKETS_MAILED', {}, aa);
  await report('DATE_MOVED', { matchStart: day(63), matchEnd: day(64), text: 'The hall is taken.' });
  const notices = await letters('x8');
  const to = await Promise.all(['aa', 'ann', 'cy', 'bob'].map(personOf));
  // And to the program manager; the facilitator signs.
  expect(notices.map((one) => one.person)).toEqual(expect.arrayContaining(to));
  expect(notices).toHaveLength(5);
  for (const { body } of notices) {
    expect(body).toMatch(/\*\*Before:\*\* Monday.*\n\*\*Now:\*\* Monday/);
    expect(body).toContain('The hall is taken.');
  }
  const [one, ...others] = notices.map((notice) => notice.id);
  const release = await house.call(fac, 'POST', `letters/${one ?? ''}/release`, { letters: others });
  expect(release.body).toEqual({ released: 5, channels: { mail: 4, post: 0, phone: 1 } });
  const list = await house.call(aa, 'GET', `matches/${id}/phone-list`);
  expect(list.body.items).toEqual([
    expect.objectContaining({
      person: await personOf('cy'),
      letters: [expect.objectContaining({ kind: 'x8', subject: expect.stringMatching(/^New date: Monday/) as string })],
    }),
  ]);
});

describe('X10: the time between assignment and match', () => {
  const leadTime = async (): Promise<LeadTime> => (await house.call(aa, 'GET', `matches/${id}/lead-time`)).body;

  test('X10: too little of it gives a compressed plan, shown first, which two must accept', async () => {
    await begin(28);
    const seen = await leadTime();
    expect([seen.days, seen.verdict, seen.compressed?.share]).toEqual([28, 'broken', 0.67]);
    expect(seen.compressed).toMatchObject({ accepted: [], missing: ['facilitator', 'assistant'], applies: false });
    const t08 = seen.compressed?.windows.find(({ task }) => task === 'T08');
    expect(Date.parse(t08?.after?.due ?? '')).toBeGreaterThan(Date.parse(t08?.before?.due ?? ''));

    await report('PLAN_COMPRESSED');
    expect((await leadTime()).compressed).toMatchObject({ accepted: ['facilitator'], applies: false });
    const match = await report('PLAN_COMPRESSED', {}, aa);

    expect((await leadTime()).compressed).toMatchObject({ missing: [], applies: true });
    expect(match.tasks.find((one: { id: string }) => one.id === 'T08').due).toBe(t08?.after?.due);
    expect(match.findings.map((one: { code: string }) => one.code)).not.toContain('X10');
  });

  test('X10: a compressed plan holds for the date that it was accepted for', async () => {
    await begin(28);
    await report('PLAN_COMPRESSED');
    await report('PLAN_COMPRESSED', {}, aa);
    await report('DATE_MOVED', { matchStart: day(30), matchEnd: day(31) });
    expect((await leadTime()).compressed).toMatchObject({ accepted: [], applies: false });
  });

  test('X10: time enough needs none', async () => {
    expect(await leadTime()).toMatchObject({ days: 56, verdict: 'ideal', compressed: null, keepWarm: null });
    const answer = await send('PLAN_COMPRESSED');
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, 'data.share']);
  });

  test('X10: much of it plans a sign of life half-way through the idle gap', async () => {
    await begin(98);
    const { verdict, keepWarm } = await leadTime();
    // Between the end of recruiting (day 14) and the beginning of the preparations (day 70).
    expect([verdict, keepWarm?.opens?.slice(0, 10), keepWarm?.due?.slice(0, 10)]).toEqual(['idle', day(42), day(45)]);
  });
});

describe('X11: while dates are tentative nothing that names one leaves', () => {
  test('X11: neither a letter, nor a packet', async () => {
    await report('CONFIRMATIONS_APPROVED');
    const [letter] = await letters('m13a');
    const release = await house.call(aa, 'POST', `letters/${letter?.id ?? ''}/release`, {});
    expect([release.status, release.body.because]).toEqual([409, expect.stringMatching(/tentative/)]);
    const packet = await house.call(aa, 'GET', `matches/${id}/packet.pdf`);
    expect([packet.status, packet.body.because]).toEqual([409, expect.stringMatching(/tentative/)]);
    await finalize();
    expect((await house.call(aa, 'GET', `matches/${id}/packet.pdf`)).status).toBe(200);
  });

  test('X11: nor what was released on paper before the dates became tentative again', async () => {
    await finalize();
    await report('CONFIRMATIONS_APPROVED');
    const cy = await personOf('cy');
    const letter = (await letters('m13a')).find((one) => one.person === cy);
    await house.call(aa, 'POST', `letters/${letter?.id ?? ''}/release`, {});
    const waiting = async () => (await house.call(aa, 'GET', `matches/${id}/letters?channel=phone`)).body.items.length;
    expect(await waiting()).toBe(1);
    await report('TIMELINE_DRAFTED', { targetStart: day(56), targetEnd: day(57) });
    expect(await waiting()).toBe(0);
    const over = await house.call(aa, 'POST', `letters/${letter?.id ?? ''}/handed-over`);
    expect(over.status).toBe(409);
    await finalize();
    expect(await waiting()).toBe(1);
  });

  test('X11: a calendar of staff says that the match is tentative', async () => {
    const calendar = async () => (await house.call(aa, 'GET', `matches/${id}/calendar.ics`)).text;
    expect(await calendar()).toMatch(/STATUS:TENTATIVE[\s\S]*\(tentative\)|\(tentative\)[\s\S]*STATUS:TENTATIVE/);
    await finalize();
    expect(await calendar()).not.toMatch(/tentative/i);
  });
});

test('X16: a match that moves to video tells everybody where, in letters and in calendars', async () => {
  await finalize();
  await report('FACT_SHEET_OPENED');
  const match = await report('MATCH_MADE_VIRTUAL', {
    venue: 'https://video.example.org/bridges',
    text: 'The road is flooded.',
  });
  const states = Object.fromEntries(
    match.parts.map(({ id: part, state }: { id: string; state: string }) => [part, state]),
  );
  expect(states).toMatchObject({ 'arrangement/hotel': 'leftOut', 'arrangement/audiovisual': 'open' });
  const [notice] = await letters('x16');
  expect(notice?.body).toContain('We meet by video instead');
  expect(notice?.body).toContain('https://video.example.org/bridges');
  expect(notice?.body).toContain('The road is flooded.');
  const calendar = (await house.call(aa, 'GET', `matches/${id}/calendar.ics`)).text;
  expect(calendar.replaceAll('\r\n ', '')).toContain('LOCATION:https://video.example.org/bridges');

  const back = await report('MATCH_MADE_IN_PERSON', {});
  expect(back.parts.find(({ id: part }: { id: string }) => part === 'arrangement/hotel').state).toBe('open');
  const words = (await letters('x16')).at(-1)?.body;
  expect(words).toContain('in person');
  expect(words).not.toContain('video.example.org');
});
