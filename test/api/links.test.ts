import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { makeWorkCalendar } from '../../src/calendar/index.ts';
import { readMail } from '../../src/api/pages/read-mail.ts';
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
  });
  const activities = createActivities({ ...ports, clock: () => now }, { beat: () => undefined, stopped: () => false });
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
