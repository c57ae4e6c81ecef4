import { beforeAll, describe, expect, it } from 'vitest';
import { makeHouse, tips, youthCouncils } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { signedIn } from './browsing.ts';
import type { Browsing } from './browsing.ts';

/** The pages about one side of a match each, and what one press does and takes back. */
const database = useDatabase();
let house: House;
let olga: Browsing;
let pm: string;
let id: string;
let stranger: Browsing;

const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'], telephone: '+1 555 0100' },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  {
    ref: 'lead',
    name: 'Sam Sitelead',
    email: 'lead@example.org',
    roles: ['lead', 'participant'],
    team: 'seeker',
    roleKind: 'director',
  },
  {
    ref: 'may',
    name: 'May Mayor',
    roles: ['participant'],
    team: 'seeker',
    roleKind: 'official',
    telephone: '+1 555 0101',
    listed: false,
  },
  {
    ref: 'con',
    name: 'Chris Consultant',
    email: 'con@example.org',
    roles: ['consultant'],
    team: 'helper',
    roleKind: 'director',
  },
];
const agenda = {
  goals: 'How councils begin',
  items: [
    { day: '2027-03-01', begins: '09:00', minutes: 60, title: 'Breakfast together', kind: 'meal', leads: 'Fran' },
    { title: 'How we got the school board to listen', kind: 'presentation' },
  ],
  openPoints: 'Whether to visit the mayor',
};

async function open(path: string, by = olga) {
  const { status, body, text: words } = await by.open(path);
  const between = (from: string, to: string) => (words.split(from)[1] ?? '').split(to)[0] ?? '';
  return { status, body, words, between };
}
/** Presses the button of a form whose address has these words in it; says where it leads. */
async function press(page: string, words: string): Promise<string | undefined> {
  const { body } = await olga.open(page);
  const actions = [...body.matchAll(/<form method="post" action="([^"]*)"/g)].map(([, to = '']) =>
    to.replaceAll('&amp;', '&'),
  );
  const action = actions.find((to) => to.includes(words));
  expect(action, `${page} has no button for ${words}`).toBeDefined();
  const answer = await olga.press(action ?? '');
  expect(answer.status, answer.body).toBe(303);
  return answer.location;
}

beforeAll(async () => {
  house = await makeHouse(database.db);
  pm = await house.token(['programManager'], 'pm@example.org');
  olga = await signedIn(house, { name: 'Olga Office', roles: ['administrator'] });
  stranger = await signedIn(house, { name: 'Stranger', email: 'stranger@example.org' });
  id = (await house.call(pm, 'POST', 'matches', { ...youthCouncils, people })).body.id;
  const save = async (form: string, values: unknown, part?: string) => {
    const path = `matches/${id}/forms/${form}${part === undefined ? '' : `?part=${encodeURIComponent(part)}`}`;
    const answer = await house.call(pm, 'PUT', path, { values }, { headers: { 'if-match': '"0"' } });
    expect(answer.status, answer.text).toBe(200);
  };
  const report = async (event: unknown) => {
    const answer = await house.call(pm, 'POST', `matches/${id}/events`, event);
    expect(answer.status, answer.text).toBe(200);
  };
  await report({ type: 'SITE_CONTACTED', data: { contactedOn: '2027-01-05', channel: 'phone' } });
  await report({ type: 'CALL_PLANNED', data: { call: 'opening', audience: 'initial', on: '2027-01-08' } });
  await report({ type: 'CALL_PLANNED', data: { call: 'large', audience: 'everyone', on: '2027-01-20' } });
  await report({ type: 'CALL_HELD', part: 'call/opening', data: { heldOn: '2027-01-08' } });
  await save(
    'F5',
    { heldOn: '2027-01-08', attendees: ['Sam', 'May'], notes: 'They want to hear about money.' },
    'call/opening',
  );
  await save('F6', agenda);
});

describe('the pages of a match', () => {
  it('are listed on it, each with what is there', async () => {
    const { body, words } = await open(`/matches/${id}`);
    const list = body.split('id="places"')[1] ?? '';
    const paths = [...list.matchAll(/href="\/matches\/[^/]*\/([a-z]*)"/g)].map(([, path]) => path);
    expect(paths).toEqual([
      ...['people', 'dates', 'forms', 'agenda', 'calls', 'letters'],
      ...['honoraria', 'commitments', 'summary', 'files', 'after', 'record', 'chart'],
    ]);
    expect(words).toContain('Calls 1 planned, 1 held');
  });

  it.each(['people', 'forms', 'agenda', 'calls', 'record', 'chart'])(
    '%s is nobody’s who does not see the match',
    async (path) => {
      expect((await open(`/matches/${id}/${path}`, stranger)).status).toBe(404);
      expect((await house.app.inject({ url: `/matches/${id}/${path}` })).statusCode).toBe(401);
      const { status, body } = await open(`/matches/${id}/${path}`);
      expect(status).toBe(200);
      expect(body).toContain(`hx-get="/matches/${id}/${path}"`);
      expect(body.replaceAll(/<[^>]*>/g, ' ')).not.toMatch(
        /workflow|signal|payload|statechart|snapshot|\bnull\b|undefined/i,
      );
    },
  );

  it('are those that the method has', async () => {
    const { id: other } = (await house.call(pm, 'POST', 'matches', tips)).body;
    expect((await open(`/matches/${other}/agenda`)).status).toBe(404);
    expect((await open(`/matches/${other}`)).words).not.toContain('Agenda');
    expect((await open(`/matches/${other}/people`)).words).not.toContain('Who meets whom');
    for (const path of ['', '/people', '/letters'])
      expect((await open(`/matches/${other}${path}`)).body, path).not.toContain('packet.pdf');
  });

  it('people: team by team, how each is reached, who meets whom, and who finds nobody', async () => {
    const { words, between } = await open(`/matches/${id}/people`);
    const seekers = between('The team that wants to learn', 'The team that helps');
    expect(seekers).toContain('2 people');
    expect(seekers).toMatch(
      /May Mayor Change what is known of May Mayor · Packet of May Mayor, to print participant · official .*read out on the telephone .*does not wish to stand on the list/,
    );
    const mirror = between('Who meets whom', 'What the guide asks');
    expect(mirror).toContain('director Sam Sitelead Chris Consultant');
    expect(mirror).toContain('official May Mayor nobody yet');
    expect(words).toMatch(/Everybody finds a counterpart .* Go to the task/);
  });

  it('people: addresses are for facilitator and assistant only', async () => {
    const manager = await signedIn(house, { name: 'Mia Manager', roles: ['programManager'] });
    expect((await open(`/matches/${id}/people`)).body).toContain('tel:+15550101');
    const seen = await open(`/matches/${id}/people`, manager);
    expect(seen.body).not.toContain('tel:');
    expect(seen.body).not.toContain('lead@example.org');
    expect(seen.words).toContain('May Mayor');
  });

  it('agenda: as it was saved, with what the guide misses in exactly that', async () => {
    const { body, words, between } = await open(`/matches/${id}/agenda`);
    expect(words).toContain('Begun, but not built yet');
    expect(between('Items', 'No agreement yet')).toMatch(
      /Breakfast together Monday, March 1, 2027, 9:00 AM, 60 minutes · Fran/,
    );
    expect(between('No agreement yet', 'What the guide asks')).toContain('Whether to visit the mayor');
    const missing = between('Missing', 'There It begins with a meal');
    expect(missing).toContain('Every item says how long it may take.');
    expect(missing).toContain('More time goes into working on problems than into presentations.');
    expect(missing).not.toContain('It begins with a meal');
    expect(body).toContain(`/matches/${id}/forms/F6`);
  });

  it('calls: planned and held, with notes, and where each is reported', async () => {
    const { body, between } = await open(`/matches/${id}/calls`);
    const planned = between('Wednesday, January 20, 2027', 'Friday, January 8');
    expect(planned).toContain('Planned');
    expect(planned).toContain('Call moved');
    const held = between('Friday, January 8, 2027', 'Pages of');
    expect(held).toMatch(/Held, notes to be sent Notes .*Sam, May Notes They want to hear about money\./);
    expect(body).toContain(`/matches/${id}/forms/F5?part=call%2Fopening`);
    expect(body).toContain(`/matches/${id}/report/CALL_PLANNED`);
  });

  it('forms: each with how far it is, those of a call by its day', async () => {
    const { words } = await open(`/matches/${id}/forms`);
    expect(words).toContain('Agenda Saved, not sent');
    expect(words).toContain('Record of a call: call of Friday, January 8, 2027 Saved, not sent');
  });

  it('record: who did what, a page at a time, nothing twice and nothing left out', async () => {
    for (let n = 0; n < 60; n += 1) {
      const type = n % 2 === 0 ? 'TASK_NOT_APPLICABLE' : 'TASK_REOPENED';
      const answer = await house.call(pm, 'POST', `matches/${id}/events`, {
        type,
        task: 'T28',
        data: { reason: `Reason ${n}` },
      });
      expect(answer.status, answer.text).toBe(200);
    }
    const first = await open(`/matches/${id}/record`);
    const older = /href="(\/matches\/[^"]*record\?after=[^"]*)"/.exec(first.body)?.[1] ?? '';
    expect(older).not.toBe('');
    const second = await open(older.replaceAll('&amp;', '&'));
    const count = ({ words }: typeof first) =>
      words.match(/Task (reopened|does not apply): Send the practical note/g)?.length ?? 0;
    expect(count(first)).toBe(50);
    expect(count(first) + count(second)).toBe(60);
    expect(second.words).toContain('Facilitator assigned');
    expect(first.words).not.toContain('Facilitator assigned');
  });

  it('chart: a picture, and a list that says what is active now', async () => {
    const { body, words } = await open(`/matches/${id}/chart`);
    expect(body).toContain('<svg role="img"');
    expect(words).toMatch(/1\. Clarifying [^(]*\(under way\) now/);
    expect(words).toContain('Draft a tentative timeline: open now');
    expect(words).toContain("Contact the requesting site's lead: done");
    expect(words).toContain('call of Wednesday, January 20, 2027: hold the call now');
  });
});

describe('one press', () => {
  it('settles a task right in the list, and can be undone there', async () => {
    const here = `/matches/${id}`;
    const landed = await press(here, 'TIMELINE_DRAFTED');
    expect(landed).toBe(`${here}?just=TIMELINE_DRAFTED&of=T02`);
    const after = await open(landed ?? '');
    expect(after.words).toContain('Noted: Tentative timeline drafted.');
    expect(after.between('What needs doing', 'What comes next')).not.toContain('Draft a tentative timeline');

    const undone = await press(landed ?? '', 'TASK_REOPENED?task=T02');
    expect(undone).toContain(`${here}?just=TASK_REOPENED`);
    const again = await open(undone ?? '');
    expect(again.between('What needs doing', 'What comes next')).toContain('Draft a tentative timeline');
    expect(again.words).not.toContain('Undo');
  });

  it('opens a done task again from the list of all steps', async () => {
    expect(await press(`/matches/${id}`, 'TASK_REOPENED?task=T01')).toContain(`/matches/${id}?just=TASK_REOPENED`);
    expect((await open(`/matches/${id}/chart`)).words).toContain("Contact the requesting site's lead: open now");
  });

  it('is offered for nothing that asks for an answer, and to nobody who may not', async () => {
    const { body } = await open(`/matches/${id}`);
    const actions = [...body.matchAll(/action="\/matches\/[^"]*\/report\/([A-Z_]*)/g)].map(([, type]) => type);
    expect(actions).toContain('FACT_SHEET_OPENED');
    expect(actions).not.toContain('WRITER_NAMED');
    expect(actions).not.toContain('PURPOSE_CLARIFIED');
    const assistant = await signedIn(house, { name: 'Alex Assistant', email: 'aa@example.org' });
    expect((await open(`/matches/${id}`, assistant)).body).not.toContain('report/FUNDS_ANSWERED');
  });

  it('on the page of a task says what was noted, and takes it back there', async () => {
    const landed = await press(`/matches/${id}/tasks/T02`, 'TIMELINE_DRAFTED');
    expect(landed).toBe(`/matches/${id}/tasks/T02?just=TIMELINE_DRAFTED&of=T02`);
    expect((await open(landed ?? '')).words).toContain('Noted: Tentative timeline drafted.');
    expect(await press(landed ?? '', 'TASK_REOPENED')).toContain(`/matches/${id}/tasks/T02?just=TASK_REOPENED`);
  });

  it('that is only made up in an address changes nothing and offers nothing', async () => {
    const { words } = await open(`/matches/${id}?just=MATCH_CONCLUDED`);
    expect(words).not.toContain('Undo');
    expect((await open(`/matches/${id}?just=%3Cb%3E`)).words).not.toContain('Noted');
  });
});
