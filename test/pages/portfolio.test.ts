import { beforeAll, describe, expect, it } from 'vitest';
import { RISKS } from '../../src/api/pages/portfolio/at-risk.ts';
import { findingCodes, methods } from '../../src/machines/index.ts';
import { makeHouse, tips, youthCouncils } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { until } from '../support/until.ts';
import { signIn } from './sign-in.ts';

/** A program manager with several matches: which need her, what leaves next, and what she owes herself. */
const database = useDatabase();
let house: House;
let pm: string;
let manager: string;
let facilitator: string;
const ids: Record<string, string> = {};

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const person = (ref: string, name: string, roles: string[], more: object = {}) => ({
  ref,
  name,
  email: `${ref}@example.org`,
  roles,
  ...more,
});
const staff = (fac: string, name: string) => [
  person('pm', 'Pat Program', ['programManager']),
  person(fac, name, ['facilitator']),
  person('aa', 'Alex Assistant', ['assistant']),
];
const site = (organization: string, town: string) =>
  person(`lead-${town}`.toLowerCase(), `Sam of ${town}`, ['lead', 'participant'], {
    team: 'seeker',
    organization,
    town,
  });

const open = async (path: string, cookie = manager) => {
  const page = await house.app.inject({ url: path, headers: { cookie } });
  expect(page.statusCode).toBe(200);
  return page.body;
};
const words = (body: string): string => body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
/** The titles of the matches of a list, in its order. */
const titles = (body: string): string[] =>
  [...body.matchAll(/<th scope="row" data-label="Match"><a href="[^"]*">([^<]*)</g)].map(([, title = '']) => title);
const line = (body: string, title: string): string =>
  words(body.split('<tr>').find((row) => row.includes(`>${title}<`)) ?? '');

async function start(match: object): Promise<string> {
  const { status, body } = await house.call(pm, 'POST', 'matches', match);
  expect(status).toBe(201);
  return body.id;
}
const report = async (id: string, type: string, more: object = {}) => {
  const { status, body } = await house.call(pm, 'POST', `matches/${id}/events`, { type, ...more });
  expect([type, status, body.because]).toEqual([type, 200, undefined]);
};

beforeAll(async () => {
  house = await makeHouse(database.db);
  manager = await signIn(house, { name: 'Pat Program', email: 'pm@example.org', roles: ['programManager'] });
  facilitator = await signIn(house, { name: 'Fran Facilitator', email: 'fac@example.org' });
  pm = await house.token(['programManager'], 'pm@example.org');
  // Assigned four weeks ago, and nobody has called the site.
  ids.late = await start({
    ...youthCouncils,
    title: 'Bridges of Otherville',
    assignedOn: day(-28),
    matchStart: day(40),
    matchEnd: day(41),
    people: [...staff('fay', 'Fay Late'), site('Bridge builders', 'Otherville')],
  });
  // Assigned yesterday, eight weeks ahead.
  ids.calm = await start({
    ...youthCouncils,
    title: 'Calm water',
    assignedOn: day(-1),
    matchStart: day(60),
    matchEnd: day(61),
    people: [...staff('fac', 'Fran Facilitator'), site('Council of Sampletown', 'Sampletown')],
  });
  // Too little time: the plan does not fit.
  ids.short = await start({
    ...youthCouncils,
    title: 'An early match',
    assignedOn: day(-1),
    matchStart: day(20),
    matchEnd: day(21),
    people: staff('fac', 'Fran Facilitator'),
  });
  ids.tips = await start({ ...tips, title: 'Zebra crossings', assignedOn: day(-2) });
  ids.practice = await start({
    ...youthCouncils,
    title: 'Practice',
    rehearsal: true,
    people: staff('fac', 'Fran Facilitator'),
  });
  ids.ended = await start({ ...tips, title: 'Over and done', assignedOn: day(-90) });
  await report(ids.ended, 'PEOPLE_WITHDREW', { data: { reason: 'No time' } });
});

describe('the portfolio', () => {
  it('says of every match where it stands, what is due, whom it waits for, what is late and why it is at risk', async () => {
    const body = await open('/');
    expect(line(body, 'Calm water')).toMatch(
      /Under way Steps 1 .* Contact the requesting site.* due .* Fran Facilitator Neither/,
    );
    const late = line(body, 'Bridges of Otherville');
    expect(late).toMatch(/\d overdue/);
    expect(late).toContain('At risk');
    expect(late).toMatch(/Long overdue: Contact the requesting site.*s lead, due /);
    expect(late).toContain('Fay Late');
    expect(line(body, 'An early match')).toContain('There is less time than the plan needs.');
  });

  it('is sorted by what is due next, by start, by title, and by what is newest', async () => {
    expect(titles(await open('/'))[0]).toBe('Bridges of Otherville');
    expect(titles(await open('/?sort=start')).slice(0, 3)).toEqual([
      'An early match',
      'Bridges of Otherville',
      'Calm water',
    ]);
    expect(titles(await open('/?sort=title'))).toEqual([
      'An early match',
      'Bridges of Otherville',
      'Calm water',
      'Zebra crossings',
    ]);
    expect(titles(await open('/?sort=newest'))[0]).toBe('Zebra crossings');
  });

  it('is narrowed to what is late, and to what is at risk', async () => {
    expect(titles(await open('/?late=yes'))).toEqual(['Bridges of Otherville']);
    expect(titles(await open('/?risk=yes&sort=title'))).toEqual(['An early match', 'Bridges of Otherville']);
  });

  it('is narrowed by status, method and facilitator; rehearsals and what has ended are shown on demand', async () => {
    expect(titles(await open('/?status=cancelled'))).toEqual(['Over and done']);
    expect(titles(await open('/?status=all&sort=title'))).toContain('Over and done');
    expect(titles(await open('/?method=ncdb-peer-match'))).toEqual(['Zebra crossings']);
    expect(titles(await open('/?facilitator=fay%40example.org'))).toEqual(['Bridges of Otherville']);
    expect(titles(await open('/'))).not.toContain('Practice');
    expect(titles(await open('/?rehearsals=yes'))).toContain('Practice');
  });

  it('offers a facilitator who is new within some minutes, to a reader who looks all the time as well', async () => {
    let now = Date.now();
    const { app } = await makeHouse(database.db, { clock: () => now });
    const offered = async (minutes: number) => {
      now += minutes * 60_000;
      const { body } = await app.inject({ url: '/?status=cancelled', headers: { cookie: manager } });
      return body.includes('Nell Newest');
    };
    expect(await offered(0)).toBe(false);
    await start({ ...youthCouncils, title: 'Newest', rehearsal: true, people: staff('nell', 'Nell Newest') });
    for (let minutes = 0; minutes < 1; minutes += 0.5) expect(await offered(0.5)).toBe(false);
    await until(() => offered(0.1));
    expect(await offered(10)).toBe(true);
  });

  it('shows rehearsals unasked to whoever has nothing else, and says so', async () => {
    const people = staff('nora', 'Nora New');
    await start({ ...youthCouncils, title: 'First steps', rehearsal: true, people });
    const newcomer = await signIn(house, { name: 'Nora New', email: 'nora@example.org' });
    const body = await open('/', newcomer);
    expect(titles(body)).toEqual(['First steps']);
    expect(body).toContain('What you see here are rehearsals');
    expect(titles(await open('/?q=nothing', newcomer))).toEqual([]);
  });

  it('is searched by title, and by the organization and the town of its people', async () => {
    expect(titles(await open('/?q=zebra'))).toEqual(['Zebra crossings']);
    expect(titles(await open('/?q=bridge+builders'))).toEqual(['Bridges of Otherville']);
    expect(titles(await open('/?q=sampletown'))).toEqual(['Calm water']);
    const none = await open('/?q=%25');
    expect(titles(none)).toEqual([]);
    expect(none).toContain('No match fits “%”');
  });

  it('still shows a list for an address that makes no sense', async () => {
    expect(titles(await open('/?sort=colour&page=many&late=perhaps'))).toHaveLength(4);
  });

  it('shows a facilitator her own matches only, and nobody else’s name among the facilitators', async () => {
    const body = await open('/?sort=title', facilitator);
    expect(titles(body)).toEqual(['An early match', 'Calm water', 'Zebra crossings']);
    expect(body).not.toContain('Fay Late');
  });

  it('what is at risk is what the charts can find', () => {
    const known = [...methods.keys()].flatMap(findingCodes);
    // R9 refuses; it is listed should a chart ever find it too.
    expect(RISKS.filter((code) => !known.includes(code))).toEqual(['R9']);
  });

  it('a match on hold is late with nothing', async () => {
    const id = await start({
      ...youthCouncils,
      title: 'Soon done',
      assignedOn: day(-28),
      matchStart: day(40),
      people: staff('fay', 'Fay Late'),
    });
    expect(titles(await open('/?late=yes'))).toContain('Soon done');
    await report(id, 'HELD', { data: { reason: 'Holidays' } });
    expect(titles(await open('/?late=yes'))).not.toContain('Soon done');
  });
});

describe('the letters of the next fourteen days', () => {
  it('are those that are written and those that time will bring, each with its match, its reader and who has to press', async () => {
    const body = await open('/coming');
    const text = words(body);
    expect(text).toMatch(/First contact with the requesting site .*Waits for the facilitator to release it/);
    expect(line(body, 'Calm water')).not.toBe('');
    expect(text).toMatch(/(Early reminder|Reminder[^:]*): [A-Z][^:]* Fran Facilitator Calm water By itself/);
    expect(text).not.toContain('Practice');
    expect(text).not.toContain('Over and done');
  });

  it('are those of the reader’s own matches', async () => {
    expect(await open('/coming', facilitator)).not.toContain('Bridges of Otherville');
  });

  it('change with the match', async () => {
    const before = words(await open('/coming'));
    expect(before).toMatch(/Reminder on the due day: Settle the dates|Reminder[^:]*: Contact the requesting site/);
    await report(ids.calm ?? '', 'SITE_CONTACTED', { data: { contactedOn: day(0), channel: 'phone' } });
    expect(words(await open('/coming'))).not.toMatch(
      /: Contact the requesting site’?'?s lead Fran Facilitator Calm water/,
    );
  });
});

describe('what a match will send', () => {
  it('is a list by day, and a table to save', async () => {
    const body = words(await open(`/matches/${ids.calm}/forecast`));
    expect(body).toContain('if nobody does anything from now on');
    const csv = await house.app.inject({ url: `/matches/${ids.calm}/forecast.csv`, headers: { cookie: manager } });
    expect(csv.headers['content-type']).toContain('text/csv');
    const [head = '', ...lines] = csv.body.replace('\uFEFF', '').trim().split('\r\n');
    expect(head).toBe('day,what,about,to');
    expect(lines.length).toBeGreaterThan(10);
    const days = lines.map((one) => one.split(',')[0] ?? '');
    expect(days).toEqual(days.toSorted());
    expect(days[0] ?? '').toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('is nothing once it has ended, and not there for a stranger', async () => {
    expect(words(await open(`/matches/${ids.ended}/forecast`))).toContain('Nothing more is sent by itself');
    const stranger = await signIn(house, { name: 'Otto', email: 'otto@example.org' });
    const page = await house.app.inject({ url: `/matches/${ids.calm}/forecast`, headers: { cookie: stranger } });
    expect(page.statusCode).toBe(404);
  });
});

describe('my tasks', () => {
  it('count what waits, by when it is due, and say where to skip', async () => {
    const body = await open('/tasks', facilitator);
    expect(words(body)).toMatch(/\d+ things wait for you/);
    expect(body).toMatch(/href="#(week|later)"/);
    expect(body).toMatch(new RegExp(`/matches/${ids.short}/report/TASK_SKIPPED\\?task=T`));
  });

  it('are narrowed to one match', async () => {
    const body = await open(`/tasks?match=${ids.short}`, facilitator);
    const list = body.slice(body.indexOf('<section'));
    expect(list).toContain(`/matches/${ids.short}`);
    expect(list).not.toContain(`/matches/${ids.calm}`);
  });

  it('of a program manager are first what is asked of her', async () => {
    const body = await open('/tasks');
    expect(words(body.slice(0, body.indexOf('Waiting for others</h2>')))).toContain(
      'Name who writes the notes and the summary',
    );
  });
});
