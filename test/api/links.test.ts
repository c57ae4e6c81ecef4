import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { makeWorkCalendar } from '../../src/calendar/index.ts';
import { readMail } from '../../src/api/pages/read-mail.ts';
import { issueLink } from '../../src/links/index.ts';
import { makeMailPort } from '../../src/worker/mail-port.ts';
import { makePorts } from '../../src/worker/ports.ts';
import { readPdf, wordsOf } from '../support/pdf.ts';
import { useDatabase } from '../support/postgres.ts';
import { LINK_SECRET, makeHouse } from './house.ts';
import type { House } from './house.ts';

/** What participants do by their links, without signing in (requirements.md B2.8, X5, X18, X19, X22, X26). */
const database = useDatabase();
const URL = 'http://localhost:3000';
let house: House;
let pm: string;
let fac: string;
let aa: string;
let id: string;
let now = Date.now();

const people = [
  { ref: 'pm', name: 'Pat Program', email: 'pm@example.org', roles: ['programManager'] },
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', telephone: '555 0142', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'lead', name: 'Sam Sitelead', email: 'lead@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  {
    ref: 'paper',
    name: 'Robin Resident',
    roles: ['resident', 'participant'],
    team: 'seeker',
    address: '1 Sample Street\nSampletown, NY 10001',
  },
  { ref: 'con', name: 'Chris Consultant', email: 'con@example.org', roles: ['consultant'], team: 'helper' },
];
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const persons: Record<string, string> = {};

beforeAll(async () => {
  house = await makeHouse(database.db, { clock: () => now });
  pm = await house.token(['programManager'], 'pm@example.org');
  fac = await house.token(['facilitator'], 'fac@example.org');
  aa = await house.token(['assistant'], 'aa@example.org');
});
beforeEach(async () => {
  now = Date.now();
  const started = await house.call(pm, 'POST', 'matches', {
    method: 'cssp-peer-match',
    title: 'Bridges & "Boats"',
    timeZone: 'America/New_York',
    assignedOn: day(-3),
    people,
  });
  id = started.body.id;
  const { body } = await house.call(fac, 'GET', `matches/${id}/people`);
  for (const person of body.items as { id: string; ref: string }[]) persons[person.ref] = person.id;
});

async function report(type: string, data: object = {}, more: { part?: string; task?: string; as?: string } = {}) {
  const { as = fac, ...about } = more;
  const answer = await house.call(as, 'POST', `matches/${id}/events`, { type, data, ...about });
  expect(answer.status, `${type} ${answer.text}`).toBe(200);
  return answer.body as { parts: { id: string; state: string }[]; tasks: { id: string; state: string }[]; seq: number };
}
const match = async () =>
  (await house.call(pm, 'GET', `matches/${id}`)).body as Awaited<ReturnType<typeof report>> & { status: string };
const stateOf = async (part: string) => (await match()).parts.find((one) => one.id === part)?.state;

interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly to: { readonly person: string };
}
async function release(kind: string, as = fac) {
  const { body } = await house.call(as, 'GET', `matches/${id}/letters`);
  const ids = (body.items as Listed[]).filter((one) => one.kind === kind && one.state === 'draft').map((one) => one.id);
  expect(ids.length, kind).toBeGreaterThan(0);
  const answer = await house.call(as, 'POST', `letters/${ids[0]}/release`, { letters: ids });
  expect(answer.status, answer.text).toBe(200);
}

/** Hands everything over, as the worker would, and reads what came to a person. */
async function handOver(days = 0) {
  const ports = makePorts({
    db: database.db,
    mail: makeMailPort({ smtpUrl: undefined, mailFrom: 'Peermatch <peermatch@example.org>' }),
    program: 'Peermatch',
    publicUrl: URL,
    work: makeWorkCalendar({ country: 'US' }),
    linkSecret: LINK_SECRET,
    clock: () => now,
  });
  const activities = createActivities(ports, { beat: () => undefined, stopped: () => false });
  await activities.deliverLetters({ match: id, now: Date.now() + (4 + days) * 86_400_000 });
}
async function mailTo(ref: string, kind: string) {
  await handOver();
  const rows = await database.db
    .selectFrom('letters')
    .select(['mime', 'subject', 'body'])
    .where('match', '=', id)
    .where('person', '=', persons[ref] ?? '')
    .where('kind', '=', kind)
    .where('mime', 'is not', null)
    .orderBy('seq')
    .execute();
  const last = rows.at(-1);
  expect(last, `${kind} to ${ref}`).toBeDefined();
  return { stored: last, text: readMail(last?.mime ?? Buffer.alloc(0)).text ?? '' };
}
const tokenIn = (text: string): string => /\/l\/([\w-]{32})(?![\w-])/.exec(text)?.[1] ?? '';
const linkTo = async (ref: string, kind: string): Promise<string> => {
  const token = tokenIn((await mailTo(ref, kind)).text);
  expect(token, `a link in ${kind}`).not.toBe('');
  return `/l/${token}`;
};

const get = async (path: string) => {
  const { statusCode, body, headers } = await house.app.inject({ url: path });
  return { status: statusCode, body, headers };
};
const keyIn = (html: string): string => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? '';
/** Presses a button of a page as a browser would, and looks at where it leads. */
async function press(path: string, act: string, fields: Record<string, string> = {}, key?: string) {
  const page = key === undefined ? await get(path) : undefined;
  const payload = new URLSearchParams({ key: key ?? keyIn(page?.body ?? ''), act, ...fields }).toString();
  const answer = await house.app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload,
  });
  const to = answer.headers['location'];
  const shown = to === undefined ? answer.body : (await get(String(to))).body;
  return { status: answer.statusCode, to, body: shown };
}
const events = async (type: string) =>
  database.db.selectFrom('journal').selectAll().where('match', '=', id).where('type', '=', type).execute();

async function givenInvited() {
  await report('CANDIDATE_SUGGESTED', { person: 'con', lead: true });
  await report('CONSULTANT_INVITED', {}, { part: 'invitation/con' });
  await release('m4');
  return linkTo('con', 'm4');
}

describe('an invitation (m4)', () => {
  it('carries a link that nothing stored holds', async () => {
    const path = await givenInvited();
    const token = path.slice('/l/'.length);
    const { stored, text } = await mailTo('con', 'm4');
    expect(text).toContain(`${URL}${path}`);
    expect(stored?.subject).not.toContain(token);
    expect(stored?.body).not.toContain(token);
    expect(stored?.body).toContain('/l/your-own-link');
    const { rows } = await sql<{ row: string }>`select links::text as row from links`.execute(database.db);
    for (const { row } of rows) expect(row).not.toContain(token);
  });

  it('is shown by GET, which changes nothing, however often, and tells nobody its address', async () => {
    const path = await givenInvited();
    const before = (await match()).seq;
    for (let n = 0; n < 3; n += 1) {
      const page = await get(path);
      expect(page.status).toBe(200);
      expect(page.body).toContain('Would you share what you know, Chris?');
      expect(page.body).toContain('Yes, I will take part');
      expect(page.body).toContain('555 0142');
      expect(page.body).not.toContain('<script');
      expect(page.headers['referrer-policy']).toBe('no-referrer');
      expect(page.headers['x-robots-tag']).toContain('noindex');
      expect(page.headers['cache-control']).toBe('no-store');
    }
    expect((await match()).seq).toBe(before);
  });

  it('X5 is accepted by a press; pressed twice it counts once; X26 undo takes it back', async () => {
    const path = await givenInvited();
    const key = keyIn((await get(path)).body);
    const both = await Promise.all([press(path, 'accept', {}, key), press(path, 'accept', {}, key)]);
    // The second may come while the first is being written down: it is told so, and counts as the same.
    for (const { status } of both) expect([200, 303]).toContain(status);
    expect(await stateOf(`invitation/${persons['con']}`)).toBe('accepted');
    const lines = await events('INVITATION_ACCEPTED');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ by_person: persons['con'], by_role: 'consultant', on_behalf_of: null });

    const noted = await get(path);
    expect(noted.body).toContain('You said yes, thank you');
    expect(noted.body).toContain('Undo this');
    expect(noted.body).not.toContain('No, I cannot');
    // On another page that was open: it is noted, and is no mistake.
    expect((await press(path, 'accept', {}, 'another-page')).to).toBe(path);
    expect(await events('INVITATION_ACCEPTED')).toHaveLength(1);

    const undone = await press(path, 'undo');
    expect(undone.body).toContain('Taken back');
    expect(undone.body).toContain('Yes, I will take part');
    expect(await stateOf(`invitation/${persons['con']}`)).toBe('invited');
    expect((await press(path, 'accept')).body).toContain('You said yes');
    expect(await events('INVITATION_ACCEPTED')).toHaveLength(2);
  });

  it('X5 is declined with a name of somebody else, which staff read and no history holds', async () => {
    const path = await givenInvited();
    const words = { 't.reason': 'I am away.', 't.substitute': 'Uma Stitute', 't.reach': 'uma@example.org' };
    const declined = await press(path, 'decline', words);
    expect(declined.body).toContain('You said no, and that is all right');
    expect(declined.body).toContain('Uma Stitute');
    expect(await stateOf(`invitation/${persons['con']}`)).toBe('declined');
    const { body } = await house.call(fac, 'GET', `matches/${id}/answers`);
    expect(body.items).toMatchObject([
      {
        person: persons['con'],
        purpose: 'invitation',
        answer: 'decline',
        counts: true,
        onBehalf: false,
        texts: { reason: 'I am away.', substitute: 'Uma Stitute', reach: 'uma@example.org' },
      },
    ]);
    expect(JSON.stringify(house.engine.sent)).not.toMatch(/Uma|away|Chris/);
  });

  it('entered by staff it is shown as noted, and marked as theirs', async () => {
    const path = await givenInvited();
    await house.call(fac, 'POST', `matches/${id}/events`, {
      type: 'INVITATION_ACCEPTED',
      part: 'invitation/con',
      onBehalfOf: 'con',
    });
    expect((await get(path)).body).toContain('You said yes');
    const { body } = await house.call(fac, 'GET', `matches/${id}/answers`);
    expect(body.items).toMatchObject([{ person: persons['con'], answer: 'accept', onBehalf: true }]);
  });

  it('that is withdrawn says so in place of buttons', async () => {
    const path = await givenInvited();
    await press(path, 'accept');
    await report('INVITATION_WITHDRAWN', {}, { part: 'invitation/con' });
    const page = await get(path);
    expect(page.body).toContain('This invitation is not open any more');
    expect(page.body).not.toContain('<form');
    expect((await press(path, 'accept', {}, 'k')).to).toBe(`${path}?said=refused`);
  });
});

describe('the time of a call (m6)', () => {
  async function givenCall() {
    await report('CALL_PLANNED', { call: 'first', on: day(10), time: '15:00', invitees: ['lead', 'paper'] });
    await release('m6');
    return linkTo('lead', 'm6');
  }

  it('fits, or does not, with a note; a moved call is asked anew', async () => {
    const path = await givenCall();
    expect((await get(path)).body).toContain('3:00 PM');
    const no = await press(path, 'doesNotFit', { 't.notes': 'Any other <b>Monday</b>.' });
    expect(no.body).toContain('You cannot at that time');
    expect(no.body).toContain('Any other &lt;b>Monday&lt;/b>.');
    await press(path, 'undo');
    await press(path, 'fits');
    const answers = async () => (await house.call(fac, 'GET', `matches/${id}/answers`)).body.items;
    expect(await answers()).toMatchObject([
      { answer: 'doesNotFit', counts: false, part: 'call/first', texts: { notes: 'Any other <b>Monday</b>.' } },
      { answer: 'fits', counts: true, person: persons['lead'] },
    ]);
    await report('CALL_MOVED', { time: '16:00' }, { part: 'call/first' });
    const moved = await get(path);
    expect(moved.body).toContain('Does this time fit, Sam?');
    expect(moved.body).toContain('4:00 PM');
    expect((await answers())[1]).toMatchObject({ answer: 'fits', counts: false });
    await report('CALL_HELD', { heldOn: day(0) }, { part: 'call/first' });
    expect((await get(path)).body).toContain('This call is settled');
  });

  it('is asked on paper by a code, which leads to the same page in any spelling', async () => {
    await givenCall();
    const { body } = await house.call(aa, 'GET', `matches/${id}/letters?channel=post`);
    const [letter] = body.items as Listed[];
    const { rawPayload } = await house.app.inject({
      url: `/api/v1/letters/${letter?.id}.pdf`,
      headers: { authorization: `Bearer ${aa}` },
    });
    const words = wordsOf(await readPdf(rawPayload));
    expect(words).toContain(`${URL}/code`);
    const code = /your code there: ([B-Z2-9]{4}-[B-Z2-9]{4})/.exec(words)?.[1] ?? '';
    expect(code).not.toBe('');
    const type = (value: string) =>
      house.app.inject({
        method: 'POST',
        url: '/code',
        payload: { code: value },
        headers: { 'x-forwarded-for': '10.0.0.9' },
      });
    expect((await get('/code')).body).toContain('Type the code from your letter');
    const paths = await Promise.all(
      [code, code.toLowerCase().replace('-', ' '), ` ${code.replace('-', '')} `].map(type),
    );
    const [first, ...others] = paths.map(({ statusCode, headers }) => [statusCode, headers['location']]);
    expect(first?.[0]).toBe(303);
    for (const other of others) expect(other).toEqual(first);
    const path = String(first?.[1]);
    expect((await get(path)).body).toContain('Does this time fit, Robin?');
    expect((await press(path, 'fits')).body).toContain('You will be there');

    const links = (await house.call(fac, 'GET', `matches/${id}/links`)).body.items as { id: string; person: string }[];
    const own = links.find(({ person }) => person === persons['paper']);
    expect(JSON.stringify(links)).not.toContain(code);
    const slip = await house.app.inject({
      url: `/api/v1/matches/${id}/links/${own?.id}/code.pdf`,
      headers: { authorization: `Bearer ${fac}` },
    });
    expect(wordsOf(await readPdf(slip.rawPayload))).toContain(code);
  });

  it('a code that is wrong opens nothing, and after many no more are looked at from there', async () => {
    const type = (code: string, from: string) =>
      house.app.inject({
        method: 'POST',
        url: '/code',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `code=${code}`,
        remoteAddress: from,
      });
    for (const code of ['', 'BCDF', 'BCDFGHJK', '<script>']) {
      const answer = await type(encodeURIComponent(code), '10.1.1.1');
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toContain('We do not know this code');
      expect(answer.body).not.toContain('<script');
    }
    for (let n = 0; n < 30; n += 1) await type('BCDFGHJK', '10.1.1.1');
    expect((await type('BCDFGHJK', '10.1.1.1')).statusCode).toBe(429);
    expect((await type('BCDFGHJK', '10.1.1.2')).statusCode).toBe(404);
  });
});

describe('the draft agenda (m12)', () => {
  const agenda = { items: [{ title: 'Lunch together', kind: 'meal', minutes: 60 }] };

  it('is shown, and is fine by one press, or gets a comment', async () => {
    await report('AGENDA_BUILT', { form: agenda });
    await report('DATES_FINALIZED', { matchStart: day(60), matchEnd: day(61) });
    await report('DRAFT_AGENDA_CIRCULATED');
    await release('m12');
    const path = await linkTo('lead', 'm12');
    const page = await get(path);
    expect(page.body).toContain('Lunch together');
    expect(page.body).toContain('60 minutes');
    expect((await press(path, 'fine')).body).toContain('Fine by you, thank you');
    await press(path, 'undo');
    const empty = await press(path, 'comment');
    expect(empty.status).toBe(422);
    expect(empty.body).toContain('Please fill this in');
    expect((await press(path, 'comment', { 't.text': 'More time for talk.' })).body).toContain(
      'Your comment has arrived',
    );
    const { body } = await house.call(aa, 'GET', `matches/${id}/answers`);
    expect(body.items).toMatchObject([
      { answer: 'fine', counts: false },
      { purpose: 'agenda', answer: 'comment', counts: true, texts: { text: 'More time for talk.' } },
    ]);
  });
});

async function givenEnded() {
  await report('DATES_FINALIZED', { matchStart: day(-2), matchEnd: day(-1) });
  await report('ATTENDANCE_MARKED', { attended: ['lead', 'con'] });
  await report('MATCH_ENDED');
}

describe('the evaluation (m15, m19)', () => {
  it('X18 is not open before the end, then takes the form, says what is missing, and is taken back', async () => {
    await report('DATES_FINALIZED', { matchStart: day(-2), matchEnd: day(-1) });
    await report('PACKETS_MAILED', {}, { as: aa });
    await release('m15', aa);
    const path = await linkTo('lead', 'm15');
    expect((await get(path)).body).toContain('This opens when the match is over');
    await report('ATTENDANCE_MARKED', { attended: ['lead', 'con'] });
    await report('MATCH_ENDED');
    await release('m19');
    expect(await linkTo('lead', 'm19')).toBe(path);

    const form = { 'f.organized': 'fully', 'f.heard': 'mostly', 'f.peers': 'partly', 'f.mostUseful': 'The lunch.' };
    const half = await press(path, 'send', form);
    expect(half.status).toBe(422);
    expect(half.body.match(/Please fill this in/g)).toHaveLength(2);
    expect(half.body).toMatch(/id="q-f.organized-fully"[^>]*checked/);
    expect(half.body).toContain('The lunch.');
    const whole = await press(path, 'send', { ...form, 'f.learned': 'fully', 'f.nextSteps': 'fully' });
    expect(whole.body).toContain('Your evaluation has arrived, thank you');
    const part = `evaluation/${persons['lead']}`;
    expect(await stateOf(part)).toBe('returned');
    const { body } = await house.call(fac, 'GET', `matches/${id}/forms/F7?part=${part}`);
    expect(body.current.values).toMatchObject({ organized: 'fully', mostUseful: 'The lunch.' });
    await press(path, 'undo');
    expect(await stateOf(part)).toBe('due');
    expect((await get(path)).body).toMatch(/id="q-f.organized-fully"[^>]*checked/);
  });
});

describe('the review of the summary (m21, m22)', () => {
  const summary = {
    introduction: 'Two towns met.',
    description: 'Five people.',
    lessons: 'Begin <small>.',
    reflections: 'A council.',
    contacts: [{ name: 'Sam Sitelead' }],
  };
  async function givenReview() {
    await givenEnded();
    await report('SUMMARY_CIRCULATED', { form: summary, reviewSentOn: day(0), reviewUntil: day(14) });
    await release('m21');
    return linkTo('lead', 'm21');
  }

  it.each([
    ['approve', {}, 'You approved the summary', 'approved'],
    ['amend', { 't.text': 'Six people.' }, 'We have your change', 'amended'],
    ['object', { 't.text': 'Leave me out.' }, 'We have your objection', 'objected'],
  ])('%s: is read and answered, and the answer is undone', async (act, fields, words, state) => {
    const path = await givenReview();
    const page = await get(path);
    expect(page.body).toContain('Begin &lt;small>.');
    expect((await press(path, act, fields)).body).toContain(words);
    expect(await stateOf(`review/${persons['lead']}`)).toBe(state);
    expect((await press(path, 'undo')).body).toContain('Taken back');
    expect(await stateOf(`review/${persons['lead']}`)).toBe('asked');
  });

  it('X19 a comment after the review closed counts; one after the end of the match is kept and shown, once', async () => {
    const path = await givenReview();
    await database.db
      .updateTable('matches')
      .set({ status: 'closed', outcome: 'noCheckIn' })
      .where('id', '=', id)
      .execute();
    house.engine.forget(id);
    const closed = await get(path);
    expect(closed.body).toContain('The match is over');
    expect(closed.body).toContain('Do you want to say something all the same?');
    const key = keyIn(closed.body);
    for (let n = 0; n < 2; n += 1)
      expect((await press(path, 'late', { 't.late': 'My name is misspelt.' }, key)).body).toContain('it is kept');
    const { body } = await house.call(fac, 'GET', `matches/${id}/answers`);
    expect(body.items).toMatchObject([
      { purpose: 'review', answer: 'late', person: persons['lead'], texts: { text: 'My name is misspelt.' } },
    ]);
    expect(await events('COMMENT_MADE')).toHaveLength(1);
  });
});

describe('the check-in (m24a)', () => {
  it('X22 takes the form, with what was promised filled in, and tells the chart what is wished; undone it is open again', async () => {
    await givenEnded();
    const commitments = [{ what: 'Ask the council', who: 'Sam', kind: 'individual' }];
    const reflections = { takeaways: 'Begin small.', nextSteps: 'A meeting.', commitments };
    await report('REFLECTIONS_CIRCULATED', { form: reflections });
    // The window's reminders send m24a months later: its link is made here as the hand-over would make it.
    const subject = { match: id, person: persons['lead'] ?? '', purpose: 'checkIn', part: null, task: 'T24' };
    const { token } = await issueLink(house.deps.links.store, house.deps.links.keys, subject, {
      now: new Date(now),
      days: 9,
    });
    const path = `/l/${token}`;
    const page = await get(path);
    expect(page.body).toContain('How has it gone since, Sam?');
    expect(page.body).toContain('Ask the council');
    const form = {
      'f.progress.0.what': 'Ask the council',
      'f.progress.0.state': 'Half-way',
      'f.nextSteps': 'We met.',
      'f.impact': 'We listen.',
      'f.requests.wanted': 'yes',
      'f.requests.what': 'A call with Chris',
      'f.newNeeds.any': 'no',
    };
    expect((await press(path, 'send', form)).body).toContain('Thank you for your answers');
    expect((await match()).tasks.find((task) => task.id === 'T24')?.state).toBe('done');
    expect((await events('CHECK_IN_ANSWERED'))[0]?.facts).toEqual({ information: true, newNeeds: false });
    await press(path, 'undo');
    expect((await match()).tasks.find((task) => task.id === 'T24')?.state).toBe('open');
  });
});

describe('a task (r)', () => {
  async function linkFor(task: string, ref: string) {
    const subject = { match: id, person: persons[ref] ?? '', purpose: 'task', part: null, task };
    const { store, keys } = house.deps.links;
    return `/l/${(await issueLink(store, keys, subject, { now: new Date(now), days: 9 })).token}`;
  }
  const taskState = async (task: string) => (await match()).tasks.find((one) => one.id === task)?.state;

  it('is reported done by one press where it needs nothing else, and taken back', async () => {
    const path = await linkFor('T01', 'fac');
    expect((await get(path)).body).toContain('Contact the requesting site');
    expect((await press(path, 'done')).body).toContain('Done, thank you');
    expect(await taskState('T01')).toBe('done');
    expect((await events('SITE_CONTACTED'))[0]).toMatchObject({ by_person: persons['fac'], by_role: 'facilitator' });
    await press(path, 'undo');
    expect(await taskState('T01')).toBe('open');
  });

  it('that needs a form or a fact offers the page of the match, and no such button', async () => {
    for (const task of ['T08', 'T26', 'T03']) {
      const page = await get(await linkFor(task, 'fac'));
      expect(page.body).not.toContain('value="done"');
      expect(page.body).toContain(`${URL}/matches/${id}`);
    }
  });

  it('"I am not the right person" tells whoever is next in line, at once; undone they hear of that too', async () => {
    const path = await linkFor('T01', 'fac');
    const said = await press(path, 'notMine', { 't.reason': 'Ask Alex.' });
    expect(said.body).toContain('We have passed it on');
    const told = await mailTo('pm', 'wrongPerson');
    expect(told.text).toContain('Fran Facilitator');
    expect(told.text).toContain('Ask Alex.');
    await press(path, 'undo');
    expect((await mailTo('pm', 'kept')).text).toContain('has taken that back');
    expect(await taskState('T01')).toBe('open');
    expect((await get(path)).body).toContain('I am not the right person');
  });

  it('X4 dies with the role that was handed over, and what is told to the new person opens', async () => {
    const path = await linkFor('T01', 'fac');
    await report('ROLE_HANDED_OVER', { role: 'facilitator', from: 'fac', to: 'aa' }, { as: pm });
    const dead = await get(path);
    expect(dead.status).toBe(410);
    expect(dead.body).not.toContain('<form');
    expect((await press(path, 'done', {}, 'k')).status).toBe(410);
    expect(await taskState('T01')).toBe('open');
    expect((await get(await linkFor('T01', 'aa'))).status).toBe(200);
  });
});

it('a link ends in a letter or a digit, so that a mail reader takes all of it for an address', async () => {
  const { store, keys } = house.deps.links;
  const made = await Promise.all(
    Array.from({ length: 200 }, (_, n) => {
      const subject = { match: id, person: persons['con'] ?? '', purpose: 'r', part: null, task: `T${n}` };
      return issueLink(store, keys, subject, { now: new Date(now), days: 9 });
    }),
  );
  expect(made.filter(({ token }) => !/[A-Za-z0-9]$/.test(token))).toEqual([]);
  const opened = await Promise.all(made.map(({ token }) => store.byToken(keys.hashOfToken(token))));
  expect(opened.map((link) => link?.id)).toEqual(made.map((link) => link.id));
});

describe('a link that does not open', () => {
  const later = (days: number) => (now = Date.now() + days * 86_400_000);

  it.each(['x', 'a'.repeat(32), '..%2f..%2fadmin', '%00', 'A'.repeat(99)])(
    '%s is not known, and tells nothing',
    async (token) => {
      for (const method of ['GET', 'POST'] as const) {
        const answer = await house.app.inject({ method, url: `/l/${token}` });
        expect([404, 422]).toContain(answer.statusCode);
        expect(answer.body).toContain('We do not know this link');
      }
    },
  );

  it('of a preview explains itself', async () => {
    const page = await get('/l/your-own-link');
    expect(page.body).toContain('everybody finds a link of their own');
  });

  it('because it expired acts no more, and a new one is mailed once to the address that is known', async () => {
    const path = await givenInvited();
    later(61);
    const old = await get(path);
    expect(old.status).toBe(410);
    expect(old.body).toContain('This link is too old');
    expect(old.body).not.toContain('con@example.org');
    expect((await press(path, 'accept', {}, 'k')).status).toBe(410);
    expect(await events('INVITATION_ACCEPTED')).toHaveLength(0);
    for (let n = 0; n < 2; n += 1) {
      const asked = await press(path, 'renew');
      expect(asked.body).toContain('If we can reach you');
      expect(asked.body).not.toContain('con@example.org');
    }
    expect(await events('LINK_RENEWED')).toHaveLength(1);
    const fresh = await linkTo('con', 'link');
    expect(fresh).not.toBe(path);
    expect((await get(path)).body).toContain('There is a newer link');
    expect((await press(fresh, 'accept')).body).toContain('You said yes');
  });

  it('because somebody has no address answers the same', async () => {
    await report('CALL_PLANNED', { call: 'first', on: day(10), invitees: ['paper'] });
    const subject = { match: id, person: persons['paper'] ?? '', purpose: 'call', part: 'call/first', task: null };
    const { store, keys } = house.deps.links;
    const { token } = await issueLink(store, keys, subject, { now: new Date(now), days: 1 });
    later(2);
    expect((await press(`/l/${token}`, 'renew')).body).toContain('If we can reach you');
    const { body } = await house.call(aa, 'GET', `matches/${id}/letters?channel=post`);
    expect((body.items as Listed[]).map(({ kind }) => kind)).toContain('link');
  });

  it('because staff renewed or revoked it says so; the list shows every state and no token', async () => {
    const path = await givenInvited();
    const list = async () => (await house.call(fac, 'GET', `matches/${id}/links`)).body.items;
    const [link] = await list();
    expect(link).toMatchObject({ purpose: 'invitation', person: persons['con'], state: 'live', task: null });
    expect(Object.keys(link).sort()).toEqual([
      'expiresAt',
      'id',
      'madeAt',
      'part',
      'person',
      'purpose',
      'state',
      'task',
    ]);
    const renewed = await house.call(fac, 'POST', `matches/${id}/links/${link.id}/renew`, undefined, {
      key: 'renew-1',
    });
    expect([renewed.status, renewed.body.state]).toEqual([200, 'replaced']);
    expect((await get(path)).status).toBe(410);
    const fresh = await linkTo('con', 'link');
    expect((await get(fresh)).status).toBe(200);
    const newest = (await list()).find(({ state }: { state: string }) => state === 'live');
    const off = await house.call(aa, 'POST', `matches/${id}/links/${newest.id}/revoke`);
    expect(off.body.state).toBe('revoked');
    const page = await get(fresh);
    expect([page.status, page.body.includes('value="renew"')]).toEqual([410, false]);
    expect((await house.call(fac, 'POST', `matches/${id}/links/nothing/revoke`)).status).toBe(404);
    const stranger = await house.token(['facilitator'], 'other@example.org');
    expect((await house.call(stranger, 'GET', `matches/${id}/links`)).status).toBe(404);
  });

  it('X3 because the match was cancelled, X28 because its person left or was erased', async () => {
    const path = await givenInvited();
    await report('PERSON_LEFT', { person: 'con' });
    expect((await get(path)).body).toContain('does not take part in this match any more');
    await report('PERSON_ADDED', { person: persons['con'], team: 'helper' });
    expect((await get(path)).status).toBe(200);
    await report('WITHDRAWN');
    const cancelled = await get(path);
    expect([cancelled.status, cancelled.body.includes('will not take place')]).toEqual([410, true]);
    expect((await press(path, 'accept', {}, 'k')).status).toBe(410);
    await report('CANCELLATION_UNDONE');
    const erased = await house.call(fac, 'POST', `matches/${id}/people/${persons['con']}/erase`, { reason: 'asked' });
    expect(erased.status).toBe(200);
    const page = await get(path);
    expect([page.status, page.body.includes('has been erased')]).toEqual([410, true]);
    expect(page.body).not.toContain('Chris');
  });
});
