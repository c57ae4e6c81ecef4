import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { makeDelivery } from '../../src/api/delivery.ts';
import { tellReturned } from '../../src/api/returned-mail.ts';
import { makeWorkCalendar } from '../../src/calendar/index.ts';
import { markReturned } from '../../src/db/returned-mail.ts';
import { messageId } from '../../src/letters/index.ts';
import { makePorts } from '../../src/worker/ports.ts';
import { smtp } from '../activities/build.ts';
import { mailServer, reply } from '../mail/mail-server.ts';
import { returnedMail } from '../mail/returned-mail.ts';
import { useDatabase } from '../support/postgres.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** Mail that comes back: later, as a message, or at once, at the hand-over (requirements.md X24). */
const database = useDatabase();
let house: House;
let pm: string;
let fac: string;
let postmaster: string;

const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead'], team: 'seeker', telephone: '555 0142' },
  { ref: 'bob', name: 'Bob Helper', email: 'bob@example.org', roles: ['participant'], team: 'helper' },
];
const CSSP = {
  method: 'cssp-peer-match',
  title: 'Bridges',
  timeZone: 'America/New_York',
  people,
  assignedOn: '2027-01-04',
};

beforeAll(async () => {
  house = await makeHouse(database.db);
  pm = await house.token(['programManager'], 'pm@example.org');
  fac = await house.token(['facilitator'], 'fac@example.org');
  postmaster = await house.token(['postmaster']);
});

let id: string;
/** The letter m1 to Ann: released, and taken by the mail system. */
let letter: { id: string; send_key: string; person: string };

beforeEach(async () => {
  id = (await house.call(pm, 'POST', 'matches', CSSP)).body.id;
  letter = await database.db
    .selectFrom('letters')
    .select(['id', 'send_key', 'person'])
    .where('match', '=', id)
    .where('kind', '=', 'm1')
    .executeTakeFirstOrThrow();
  expect((await house.call(fac, 'POST', `letters/${letter.id}/release`)).status).toBe(200);
  await database.db
    .updateTable('letters')
    .set({ state: 'sent', sent_at: new Date() })
    .where('id', '=', letter.id)
    .execute();
});

const idOf = (sendKey: string): string => /<(.*)@/.exec(messageId(sendKey, 'example.org'))?.[1] ?? '';
const send = (raw: Buffer, token: string = postmaster) =>
  house.call(token, 'POST', 'bounces', raw, { headers: { 'content-type': 'message/rfc822' } });
const events = () =>
  house.engine.sent
    .filter(({ match, event }) => match === id && event.type === 'PERSON_BOUNCED')
    .map(({ event }) => event);
const bouncedAt = async (person: string) =>
  (await database.db.selectFrom('people').select('bounced_at').where('id', '=', person).executeTakeFirstOrThrow())
    .bounced_at;
const lettersTo = (kind: string) =>
  database.db.selectFrom('letters').selectAll().where('match', '=', id).where('kind', '=', kind).execute();

describe('a message that came back', () => {
  it('X24 marks the person, tells the match, and gives the assistant the telephone number', async () => {
    const answer = await send(returnedMail({ id: idOf(letter.send_key), to: 'ann@example.org' }));

    expect(answer.body).toEqual({ outcome: 'marked', letters: [letter.id] });
    const by = { person: 'postmaster', role: 'administrator' };
    expect(events()).toEqual([{ type: 'PERSON_BOUNCED', facts: { person: letter.person }, by }]);
    expect(await bouncedAt(letter.person)).not.toBeNull();
    const match = (await house.call(fac, 'GET', `matches/${id}`)).body;
    expect(match.findings).toContainEqual(expect.objectContaining({ code: 'X24' }));
    const [notice] = await lettersTo('x24');
    expect(notice).toMatchObject({ state: 'queued', essential: true });
    expect(notice?.body).toContain('Ann Seeker');
    expect(notice?.body).toContain('555 0142');
    const row = await database.db
      .selectFrom('letters')
      .selectAll()
      .where('id', '=', letter.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'failed', sent_at: null });
    expect(row.reason).toContain('5.1.1');
  });

  it('X24 leaves everybody else as they are', async () => {
    await send(returnedMail({ id: idOf(letter.send_key), to: 'ann@example.org' }));
    const bounced = await database.db
      .selectFrom('match_people')
      .innerJoin('people', 'people.id', 'person')
      .select('people.id')
      .where('match', '=', id)
      .where('bounced_at', 'is not', null)
      .execute();

    expect(bounced).toEqual([{ id: letter.person }]);
  });

  it('is told once, however often it comes', async () => {
    const raw = returnedMail({ id: idOf(letter.send_key), to: 'ann@example.org' });
    await send(raw);

    expect((await send(raw)).body.outcome).toBe('known');
    expect(events()).toHaveLength(1);
    expect(await lettersTo('x24')).toHaveLength(1);
  });

  it('that only says to wait changes nothing', async () => {
    const answer = await send(
      returnedMail({ id: idOf(letter.send_key), to: 'ann@example.org', action: 'delayed', status: '4.4.1' }),
    );

    expect(answer.body.outcome).toBe('temporary');
    expect(events()).toEqual([]);
    expect(await bouncedAt(letter.person)).toBeNull();
  });

  it('from an address that was corrected since changes nothing', async () => {
    await database.db.updateTable('people').set({ email: 'new@example.org' }).where('id', '=', letter.person).execute();
    const answer = await send(returnedMail({ id: idOf(letter.send_key), to: 'ann@example.org' }));

    expect(answer.body.outcome).toBe('corrected');
    expect(await bouncedAt(letter.person)).toBeNull();
  });

  it('is found by the Message-ID of a mail that carried several letters', async () => {
    const [other] = await lettersTo('m3');
    await database.db
      .updateTable('letters')
      .set({ state: 'sent', person: letter.person, carried_by: letter.id })
      .where('id', '=', other?.id ?? '')
      .execute();
    const together = ['digest', ...[letter.send_key, other?.send_key ?? ''].sort()].join(' ');
    const answer = await send(returnedMail({ id: idOf(together), to: 'ann@example.org' }));

    expect(answer.body.outcome).toBe('marked');
    expect([...answer.body.letters].sort()).toEqual([letter.id, other?.id].sort());
    expect(events()).toHaveLength(1);
  });

  it('is told later when the match does not answer now', async () => {
    const deaf = { ...makeDelivery(house.engine), event: () => Promise.resolve({ kind: 'unavailable' } as const) };
    const returned = { letter: letter.id, match: id, person: letter.person, at: new Date() };
    await database.db.transaction().execute((tx) => markReturned(tx, returned));

    expect(await tellReturned({ ...house.deps, deliver: deaf })).toBe(0);
    expect(events()).toEqual([]);

    expect(await tellReturned({ ...house.deps, deliver: makeDelivery(house.engine) })).toBe(1);
    expect(events()).toHaveLength(1);
  });
});

describe('what is refused', () => {
  it('a message that reports nothing, or is none', async () => {
    const absent = await send(Buffer.from('From: ann@example.org\r\nSubject: away\r\n\r\nI am away.\r\n'));
    expect(absent.status).toBe(422);
    expect(absent.body.errors[0].message).toContain('message/delivery-status');
    const json = await house.call(postmaster, 'POST', 'bounces', { message: 'came back' });
    expect(json.status).toBe(422);
    expect(json.body.errors[0].message).toContain('message/rfc822');
  });

  it('a report about a letter that nobody here has sent', async () => {
    const answer = await send(returnedMail({ id: 'f'.repeat(40), to: 'ann@example.org' }));
    expect(answer.status).toBe(404);
    expect(await bouncedAt(letter.person)).toBeNull();
  });

  it('a caller who is no mail server; and a mail server that asks for anything else', async () => {
    const raw = returnedMail({ id: idOf(letter.send_key), to: 'ann@example.org' });
    expect((await send(raw, pm)).status).toBe(403);
    expect((await house.call(postmaster, 'GET', 'matches')).body.items).toEqual([]);
    expect((await house.call(postmaster, 'GET', `matches/${id}`)).status).toBe(404);
    const admin = await house.token(['administrator']);
    expect((await send(raw, admin)).status).toBe(200);
    const made = await house.call(admin, 'POST', 'tokens', { name: 'mail server', roles: ['postmaster'] });
    expect(made.body).toMatchObject({ roles: ['postmaster'] });
  });
});

it('X24 a mailbox that the mail server refuses at the hand-over is told to the match just so', async () => {
  const server = await mailServer({
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('ann') ? reply(550, '5.1.1 no such user') : null),
  });
  const world = { db: database.db, mail: smtp(server.url), program: 'Peermatch', publicUrl: 'http://localhost:3000' };
  const ports = makePorts({
    ...world,
    work: makeWorkCalendar({ country: 'US' }),
    linkSecret: 'links of tests are made from this',
  });
  const activities = createActivities(ports, { beat: () => undefined, stopped: () => false });
  await database.db.updateTable('matches').set({ mail: 'smtp' }).where('id', '=', id).execute();
  await database.db
    .updateTable('letters')
    .set({ state: 'released', sent_at: null })
    .where('id', '=', letter.id)
    .execute();
  await activities.deliverLetters({ match: id, now: Date.now() + 60_000 });

  expect(await tellReturned({ ...house.deps, deliver: makeDelivery(house.engine) })).toBe(1);
  expect(await tellReturned({ ...house.deps, deliver: makeDelivery(house.engine) })).toBe(0);
  expect(events()).toMatchObject([{ facts: { person: letter.person } }]);
  expect((await lettersTo('x24'))[0]?.body).toContain('555 0142');
});
