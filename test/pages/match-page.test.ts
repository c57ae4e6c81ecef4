import { beforeAll, describe, expect, it } from 'vitest';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { shortDay, zoneWords } from '../../src/api/pages/words.ts';

/** The page that a facilitator reads between two meetings, on a match in which things are late, open and planned. */
const database = useDatabase();
let house: House;
let cookie: string;
let id: string;

const DAY = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const people = [
  { ref: 'pm', name: 'Pat Program', email: 'pm@example.org', roles: ['programManager'] },
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'], telephone: '+1 555 0100' },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'lead', name: 'Sam Sitelead', email: 'lead@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'con', name: 'Chris Consultant', email: 'con@example.org', roles: ['consultant'], team: 'helper' },
];

async function page(path = `/matches/${id}`) {
  const { body } = await house.app.inject({ url: path, headers: { cookie } });
  const text = body.replaceAll(/<svg.*?<\/svg>/gs, ' ').replaceAll(/<[^>]*>/g, ' ');
  const words = text.replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ');
  const section = (name: string) => {
    const from = words.indexOf(name);
    expect(from, name).toBeGreaterThan(-1);
    return words.slice(from);
  };
  return { body, words, section };
}

beforeAll(async () => {
  house = await makeHouse(database.db);
  const pm = await house.token(['programManager'], 'pm@example.org');
  const match = { method: 'cssp-peer-match', title: 'Sampletown learns', timeZone: 'America/New_York', people };
  const dates = { assignedOn: day(-21), matchStart: day(40), matchEnd: day(41) };
  id = (await house.call(pm, 'POST', 'matches', { ...match, ...dates })).body.id;
  const events = [
    { type: 'SITE_CONTACTED', data: { contactedOn: day(-8), channel: 'phone' } },
    { type: 'CALL_PLANNED', data: { call: 'opening', audience: 'initial', on: day(2) } },
    { type: 'CANDIDATE_SUGGESTED', data: { person: 'con', lead: true } },
    { type: 'CANDIDATE_EXAMINED', part: 'invitation/con', data: { suitable: true } },
    { type: 'CONSULTANT_INVITED', part: 'invitation/con' },
    { type: 'FACT_SHEET_OPENED' },
  ];
  for (const event of events) {
    const answer = await house.call(pm, 'POST', `matches/${id}/events`, event);
    expect(answer.status, `${event.type} ${answer.text}`).toBeLessThan(300);
  }
  const account = await house.accounts.create({ name: 'Olga Office', roles: ['administrator'] });
  const { code } = await house.accounts.createSignInLink(account.id, new Date());
  const answer = await house.app.inject({ method: 'POST', url: `/sign-in/${code}` });
  cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
});

describe('the page of a match', () => {
  it('has its parts in the order in which they are wanted', async () => {
    const { words } = await page();
    const order = [
      'This match is in step',
      'Eastern Time (America/New York)',
      'What needs doing',
      'Overdue',
      'What comes next',
      'Letters that wait',
      'All steps and tasks',
      'Letters sent',
      'To print and to save',
      'What happened lately',
      'Good to know now',
      'More about this match',
    ];
    const places = order.map((heading) => words.indexOf(heading));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it('says in one sentence where the match stands, with how much is overdue', async () => {
    expect((await page()).words).toMatch(
      /This match is in steps? [^.]*\): \d+ things need doing, \d+ of them overdue\./,
    );
  });

  it('lists what needs doing with owner, day and a status in words, late things first', async () => {
    const todo = (await page()).section('What needs doing').split('What comes next')[0] ?? '';
    expect(todo).toMatch(/Overdue Draft a tentative timeline Overdue Fran Facilitator · was due \w+day, \w+ \d+/);
    expect(todo.indexOf('Draft a tentative timeline')).toBeLessThan(todo.indexOf('Hold the call'));
  });

  it('names parts in words: a call by its day, an invitation by who owes the answer, arrangements together', async () => {
    const { body, section } = await page();
    const todo = section('What needs doing').split('What comes next')[0] ?? '';
    expect(todo).toMatch(/Hold the call Open Fran Facilitator · due \w+day/);
    expect(todo).toMatch(/Answer the invitation \w[\w ]* Chris Consultant · due/);
    expect(todo).toMatch(/Make the arrangements: audiovisual equipment, .*phone cards and travel/);
    expect(body.replaceAll(/href="[^"]*"/g, '')).not.toMatch(/call\/|invitation\/|arrangement\//);
  });

  it('shows what comes by day, a dozen at most, people by name; the rest is on its own page', async () => {
    const coming = (await page()).section('What comes next').split('Letters that wait')[0] ?? '';
    expect(coming).toContain('Fran Facilitator');
    const lines = (text: string): number => text.match(/Reminder|Early reminder|Letter:|Passed on/g)?.length ?? 0;
    expect(lines(coming)).toBeGreaterThan(6);
    expect(lines(coming)).toBeLessThanOrEqual(12);
    expect(coming).toContain('All of it, to print or to save');
    expect(
      lines((await house.app.inject({ url: `/matches/${id}/forecast`, headers: { cookie } })).body),
    ).toBeGreaterThan(12);
    const [{ id: fran } = { id: '' }] = await database.db
      .selectFrom('people')
      .select('id')
      .where('name', '=', 'Fran Facilitator')
      .execute();
    expect((await page()).words).not.toContain(fran);
  });

  it('says who releases the letters that wait', async () => {
    const waiting = (await page()).section('Letters that wait').split('All steps')[0] ?? '';
    expect(waiting).toMatch(/Invitation to a peer consultant, to Chris Consultant Fran Facilitator releases it/);
  });

  it('groups what was sent by kind and day', async () => {
    const draft = await database.db
      .selectFrom('letters')
      .selectAll()
      .where('match', '=', id)
      .where('kind', '=', 'm4')
      .executeTakeFirstOrThrow();
    const everyone = await database.db.selectFrom('match_people').select('person').where('match', '=', id).execute();
    const at = new Date(Date.now() - DAY);
    for (const { person } of everyone) {
      const copy = { kind: 'm7', id: `copy-${person}`, person, send_key: `copy ${person}`, state: 'sent' as const };
      const values = { ...draft, ...copy, data: JSON.stringify(draft.data), sent_at: at };
      await database.db
        .insertInto('letters')
        .values(values as never)
        .execute();
    }
    const sent = (await page()).section('Letters sent').split('To print')[0] ?? '';
    expect(sent).toMatch(/Notes of a call, to 5 people, \w+day, \w+ \d+/);
    expect(sent.match(/Notes of a call/g)).toHaveLength(1);
    expect((await page(`/matches/${id}/letters`)).words.match(/Sent · /g)).toHaveLength(5);
  });

  it('folds all that is not for now, and stays light', async () => {
    const { body } = await page();
    const [own = '', guidance = ''] = body.split('<h2 id="guidance">');
    expect(own.match(/<details class="pm-fold">/g)).toHaveLength(5);
    expect(guidance).toContain('<details class="pm-fold">');
    expect(body).not.toContain('<svg');
    expect(body.replaceAll(/<svg.*?<\/svg>/gs, '').length).toBeLessThan(150_000);
  });

  it('says what to do about what is worth a look, and leads to where it is done', async () => {
    const finding = { code: 'R3', task: 'T34', facts: { gaps: 1, kinds: ['official'] }, since: Date.now() - DAY };
    const only = { code: 'X13', task: 'T26', since: Date.now() - DAY };
    const { findings } = await database.db
      .selectFrom('matches')
      .select('findings')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const set = (all: unknown) =>
      database.db
        .updateTable('matches')
        .set({ findings: JSON.stringify(all) })
        .where('id', '=', id)
        .execute();
    await set([finding, only]);
    const { body, section } = await page();
    const task = await page(`/matches/${id}/tasks/T34`);
    await set(findings);
    const worth = section('Worth a look').split('What comes next')[0] ?? '';
    expect(worth).toContain('See who meets whom');
    expect(worth).toContain('no funds for honoraria');
    expect(body).toContain(`href="/matches/${id}/people"`);
    const todo = /class="pm-todo">([^<]+)</.exec(body)?.[1] ?? '';
    expect(todo).not.toBe('');
    expect(task.body).toContain(todo);
  });

  it('X24 asks the assistant to call whom mail does not reach, with the number', async () => {
    const bounced = (at: Date | null) =>
      database.db.updateTable('people').set({ bounced_at: at }).where('name', '=', 'Fran Facilitator').execute();
    await bounced(new Date());
    const todo = (await page()).section('What needs doing').split('What comes next')[0] ?? '';
    await bounced(null);
    expect(todo).toMatch(/Call, because mail came back.*Fran Facilitator, \+1 555 0100.*Alex Assistant/);
  });

  it('X14 asks the assistant to post what waits on paper', async () => {
    const onPaper = (channel: 'mail' | 'post', state: 'released' | 'draft') =>
      database.db
        .updateTable('letters')
        // What names a date is not carried while it is tentative (X11).
        .set({ channel, state, bears_date: channel === 'mail' })
        .where('match', '=', id)
        .where('kind', '=', 'm4')
        .execute();
    await onPaper('post', 'released');
    const todo = (await page()).section('What needs doing').split('What comes next')[0] ?? '';
    await onPaper('mail', 'draft');
    expect(todo).toMatch(/Print and post letters: Chris Consultant Open Alex Assistant/);
  });

  it('lists people with how to reach them, on their page', async () => {
    const people = await page(`/matches/${id}/people`);
    expect(people.body).toContain('href="tel:+15550100"');
    expect(people.words).toContain('The team that helps');
  });
});

describe('the portfolio', () => {
  it('says what is due, how much is overdue and for whom a match waits', async () => {
    const { words } = await page('/');
    expect(words).toMatch(/due [A-Z]\w+day, .* \d+ things to do in all Fran Facilitator/);
    expect(words).toMatch(/\d+ overdue/);
  });
});

describe('words', () => {
  it('give a year only to days that are far away', () => {
    expect(shortDay('2027-01-04', '2026-12-29')).toBe('Monday, January 4');
    expect(shortDay('2027-12-06', '2026-12-29')).toBe('Monday, December 6, 2027');
  });

  it('name a zone as people do', () => {
    expect(zoneWords('America/New_York')).toBe('Eastern Time (America/New York)');
  });
});
