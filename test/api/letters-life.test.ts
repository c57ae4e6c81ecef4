import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** The whole life of a letter by API (design.md 7; requirements.md A2.3, B2.23, X24, X26, X30). */
const database = useDatabase();
let house: House;
let pm: string;
let fac: string;
let aa: string;
let both: string;
let id: string;

const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', telephone: '555 0100', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  {
    ref: 'ana',
    name: 'Ana Seeker',
    email: 'ana@example.org',
    telephone: '555 0142',
    roles: ['lead', 'participant'],
    team: 'seeker',
  },
  { ref: 'bob', name: 'Bob Seeker', roles: ['participant'], team: 'seeker', address: '1 Sample Street' },
  { ref: 'cy', name: 'Cy Helper', email: 'cy@example.org', roles: ['consultant'], team: 'helper' },
];
const DATES = { assignedOn: '2027-01-04', matchStart: '2027-03-01', matchEnd: '2027-03-02' };
const CSSP = { method: 'cssp-peer-match', title: 'Bridges', timeZone: 'America/New_York', people, ...DATES };

beforeAll(async () => {
  house = await makeHouse(database.db);
  pm = await house.token(['programManager'], 'pm@example.org');
  fac = await house.token(['facilitator'], 'fac@example.org');
  aa = await house.token(['assistant'], 'aa@example.org');
  both = await house.token(['facilitator', 'assistant'], 'fac@example.org');
});
beforeEach(async () => {
  id = (await house.call(pm, 'POST', 'matches', CSSP)).body.id;
});

interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly to: { readonly person: string; readonly channel: string };
}
async function report(type: string, data: object = {}, token = fac) {
  const answer = await house.call(token, 'POST', `matches/${id}/events`, { type, data });
  expect(answer.status, answer.text).toBe(200);
}
const lettersOf = async (kind: string): Promise<Listed[]> =>
  ((await house.call(pm, 'GET', `matches/${id}/letters`)).body.items as Listed[]).filter((one) => one.kind === kind);
async function good(token: string, path: string, body: object = {}, key?: string) {
  const answer = await house.call(token, 'POST', path, body, key === undefined ? {} : { key });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}
const stateOf = async (letter: string) => (await house.call(aa, 'GET', `letters/${letter}`)).body.state as string;
const preview = async (letter: string, token = aa) =>
  (await house.call(token, 'GET', `letters/${letter}/preview`)).body;

/** A call to which the three are invited. */
async function givenInvitations(): Promise<Listed[]> {
  await report('CALL_PLANNED', { call: 'first', on: '2027-01-12', time: '15:00', invitees: ['ana', 'bob'] });
  return lettersOf('m6');
}
async function givenConfirmations(): Promise<{ participants: string[]; all: string[] }> {
  await report('DATES_FINALIZED', { matchStart: '2027-03-01', matchEnd: '2027-03-02' });
  await report('CONFIRMATIONS_APPROVED');
  await database.db
    .updateTable('letters')
    .set({ approved_at: null, approved_by: null })
    .where('match', '=', id)
    .execute();
  const participants = (await lettersOf('m13a')).map((one) => one.id);
  return { participants, all: [...participants, ...(await lettersOf('m13b')).map((one) => one.id)] };
}
/** Released and handed over: captured, since the house has no mail server. */
async function givenSent(): Promise<{ mail: string; post: string }> {
  const drafts = await givenInvitations();
  const mail = drafts.find(({ to }) => to.channel === 'mail')?.id ?? '';
  const post = drafts.find(({ to }) => to.channel === 'post')?.id ?? '';
  await good(fac, `letters/${mail}/release`, { letters: [post] });
  await house.engine.handOver(id, 0);
  return { mail, post };
}
const becomes = async (letter: string, state: 'failed' | 'unknown', reason: string) =>
  database.db
    .updateTable('letters')
    .set({ state, reason, sent_at: null, channel: 'mail' })
    .where('id', '=', letter)
    .execute();

describe('the preview of a letter', () => {
  it('is what its reader gets: words, signer, whom an answer reaches, what is attached', async () => {
    const [draft] = (await givenInvitations()).filter(({ to }) => to.channel === 'mail');
    const seen = await preview(draft?.id ?? '');

    expect(seen).toMatchObject({
      kind: 'm6',
      state: 'draft',
      channel: 'mail',
      to: { name: 'Ana Seeker', address: 'ana@example.org' },
      from: { name: 'Fran Facilitator', address: 'peermatch@example.org' },
      replyTo: { name: 'Fran Facilitator', address: 'fac@example.org' },
      subject: 'Call on Tuesday, January 12, 2027: Bridges',
      missing: [],
      obstacles: [],
      releasedBy: 'facilitator',
    });
    expect(seen.text).toContain('Dear Ana,');
    expect(seen.html).toContain('<p>Dear Ana,</p>');
    expect(seen.attachments).toMatchObject([
      { filename: 'invitation.ics', contentType: 'text/calendar; method=REQUEST' },
    ]);
    expect(`${seen.subject}${seen.text}${seen.html}`).not.toContain('{{');

    await good(fac, `letters/${draft?.id ?? ''}/release`);
    await house.engine.handOver(id, 0);
    const [{ mime }] = (await database.db
      .selectFrom('letters')
      .select('mime')
      .where('id', '=', draft?.id ?? '')
      .execute()) as [{ mime: Buffer }];
    expect(mime.toString()).toContain('Subject: Call on Tuesday, January 12, 2027: Bridges');
    expect((await preview(draft?.id ?? '')).deeds).toMatchObject([{ deed: 'released', role: 'facilitator' }]);
  });

  it('hides where it goes from those who may not see addresses', async () => {
    const [draft] = await givenInvitations();

    expect((await preview(draft?.id ?? '', pm)).to.address).toBeNull();
  });

  it('lists what is still to be filled in, and the letter is not released before', async () => {
    const [draft] = await givenInvitations();
    const body = 'Dear Ana,\n\nwe talk at {{ call.time }} in {{ match.place }}.';
    await house.call(fac, 'PATCH', `letters/${draft?.id ?? ''}`, { body });
    expect((await preview(draft?.id ?? '')).missing).toEqual(['call.time', 'match.place']);

    const refused = await house.call(fac, 'POST', `letters/${draft?.id ?? ''}/release`);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual(['call.time', 'match.place']);
    expect(await stateOf(draft?.id ?? '')).toBe('edited');

    await house.call(fac, 'PATCH', `letters/${draft?.id ?? ''}`, { body: 'Dear Ana,\n\nwe talk at three.' });
    await good(fac, `letters/${draft?.id ?? ''}/release`);
  });
});

describe('a release', () => {
  it('with the count that was confirmed goes; with another one nothing goes, and the real one is said', async () => {
    const ids = (await givenInvitations()).map((one) => one.id);
    const wrong = await house.call(fac, 'POST', `letters/${ids[0]}/release`, { letters: ids, confirm: { count: 5 } });
    expect([wrong.status, wrong.body.because]).toEqual([
      409,
      '2 letters would go (1 by mail, 1 by post, 0 by telephone), which is not what was confirmed',
    ]);
    expect(wrong.body.allowed).toEqual([{ count: 2, channels: { mail: 1, post: 1, phone: 0 } }]);
    const wrongWay = { letters: ids, confirm: { channels: { mail: 2 } } };
    expect((await house.call(fac, 'POST', `letters/${ids[0]}/release`, wrongWay)).status).toBe(409);
    expect((await lettersOf('m6')).map(({ state }) => state)).toEqual(['draft', 'draft']);

    const confirm = { count: 2, channels: { mail: 1, post: 1, phone: 0 } };
    expect(await good(fac, `letters/${ids[0]}/release`, { letters: ids, confirm })).toEqual({
      released: 2,
      channels: { mail: 1, post: 1, phone: 0 },
    });
  });

  it('is no event that anybody reports past these questions', async () => {
    const [draft] = await givenInvitations();
    const data = { letters: [draft?.id], kind: 'm6' };
    const answer = await house.call(fac, 'POST', `matches/${id}/events`, { type: 'LETTERS_RELEASED', data });

    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].message).toContain('POST /letters/{id}/release');
  });

  it('of thanks goes by mail and by post in one batch, and what goes by post is carried', async () => {
    await report('ATTENDANCE_MARKED', { attended: ['ana', 'bob', 'cy'], residents: [] });
    await report('MATCH_ENDED');
    const ids = (await lettersOf('m19')).map((one) => one.id);
    const answer = await good(fac, `letters/${ids[0]}/release`, { letters: ids, confirm: { count: ids.length } });
    expect(answer.channels).toMatchObject({ post: 1, mail: ids.length - 1 });
    await house.engine.handOver(id, 0);

    const after = await lettersOf('m19');
    expect(after.filter(({ to }) => to.channel === 'captured').every(({ state }) => state === 'sent')).toBe(true);
    const post = after.find(({ to }) => to.channel === 'post');
    expect(post?.state).toBe('released');
    await good(aa, `letters/${post?.id ?? ''}/handed-over`);
    expect(await stateOf(post?.id ?? '')).toBe('sent');
  });
});

describe('a letter that one role approves and another releases', () => {
  it('is not released before; the answer says who must approve', async () => {
    const { participants } = await givenConfirmations();
    const [first = ''] = participants;
    const early = await house.call(aa, 'POST', `letters/${first}/release`);
    expect([early.status, early.body.because]).toEqual([
      409,
      expect.stringContaining('the facilitator must approve it first'),
    ]);
    expect((await house.call(aa, 'POST', `letters/${first}/approve`)).status).toBe(403);
    expect((await house.call(fac, 'POST', `letters/${first}/release`)).status).toBe(403);

    await good(fac, `letters/${first}/approve`, { letters: participants });
    await good(aa, `letters/${first}/release`, { letters: participants });
    expect(
      (await preview(first)).deeds.map(({ deed, role }: { deed: string; role: string }) => `${deed} ${role}`),
    ).toEqual(['approved facilitator', 'released assistant']);
  });

  it('is to be approved again when it was edited', async () => {
    const [first = ''] = (await givenConfirmations()).participants;
    await good(fac, `letters/${first}/approve`);
    await house.call(aa, 'PATCH', `letters/${first}`, { body: 'Dear Ana,\n\nother words.' });

    expect((await house.call(aa, 'POST', `letters/${first}/release`)).status).toBe(409);
    await good(fac, `letters/${first}/approve`);
    await good(aa, `letters/${first}/release`);
  });

  it('is approved and released by one person who holds both roles, and both are recorded', async () => {
    await report('ROLE_HANDED_OVER', { role: 'assistant', from: 'aa', to: 'fac' }, pm);
    const [first = ''] = (await givenConfirmations()).participants;
    await good(both, `letters/${first}/approve`);
    await good(both, `letters/${first}/release`);

    const deeds = (await preview(first, both)).deeds as { deed: string; role: string; by: string }[];
    expect(deeds.map(({ deed, role }) => `${deed} ${role}`)).toEqual(['approved facilitator', 'released assistant']);
    expect(new Set(deeds.map(({ by }) => by)).size).toBe(1);
  });

  it('is approved by the event that says so, and the last approval reports that event', async () => {
    const { all } = await givenConfirmations();
    const before = house.engine.sent.length;
    await good(fac, `letters/${all[0]}/approve`, { letters: all });
    expect(house.engine.sent.slice(before).map(({ event }) => event.type)).toEqual(['CONFIRMATIONS_APPROVED']);

    await database.db.updateTable('letters').set({ approved_at: null }).where('match', '=', id).execute();
    await report('CONFIRMATIONS_APPROVED');
    expect((await preview(all[0] ?? '')).obstacles).toEqual([]);
  });

  it('needs no approval where the letter does not ask for it', async () => {
    const [draft] = await givenInvitations();

    expect((await house.call(fac, 'POST', `letters/${draft?.id ?? ''}/approve`)).status).toBe(409);
  });
});

describe('X26: a letter that was released too early', () => {
  it('is taken back before it has left, is a draft again, and its task is open again', async () => {
    const [draft] = (await givenInvitations()).filter(({ to }) => to.channel === 'mail');
    const letter = draft?.id ?? '';
    const { leavesAt } = await good(fac, `letters/${letter}/release`, { recallSeconds: 300 });
    expect(Date.parse(leavesAt)).toBeGreaterThan(Date.now() + 290_000);
    expect((await preview(letter)).leavesAt).not.toBeNull();
    await house.engine.handOver(id, 0);
    expect(await stateOf(letter)).toBe('released');

    expect(await good(fac, `letters/${letter}/recall`)).toEqual({ recalled: 1 });
    expect(await stateOf(letter)).toBe('draft');
    await house.engine.handOver(id, 400_000);
    expect(await stateOf(letter)).toBe('draft');
    expect((await preview(letter)).deeds.map(({ deed }: { deed: string }) => deed)).toEqual(['released', 'recalled']);

    await good(fac, `letters/${letter}/release`);
    await house.engine.handOver(id, 0);
    expect(await stateOf(letter)).toBe('sent');
  });

  it('leaves by itself when nobody takes it back in time; then 409 says when, and that an apology can be drafted', async () => {
    const [draft] = (await givenInvitations()).filter(({ to }) => to.channel === 'mail');
    const letter = draft?.id ?? '';
    await good(fac, `letters/${letter}/release`, { recallSeconds: 60 });
    await house.engine.handOver(id, 61_000);
    const { sentAt } = (await house.call(fac, 'GET', `letters/${letter}`)).body;
    const late = await house.call(fac, 'POST', `letters/${letter}/recall`);

    expect(late.status).toBe(409);
    expect(late.body.because).toContain(`left at ${sentAt}`);
    expect(late.body.allowed).toContainEqual({ call: `POST /letters/${letter}/apology` });
  });

  it('settled its task: taken back, the task is open again', async () => {
    await report('ATTENDANCE_MARKED', { attended: ['ana', 'cy'], residents: [] });
    await report('MATCH_ENDED');
    const ids = (await lettersOf('m19')).map((one) => one.id);
    const thanks = async () =>
      ((await house.call(fac, 'GET', `matches/${id}`)).body.tasks as { id: string; state: string }[]).find(
        (task) => task.id === 'T19',
      )?.state;
    await good(fac, `letters/${ids[0]}/release`, { letters: ids, recallSeconds: 300 });
    expect(await thanks()).toBe('done');

    await good(fac, `letters/${ids[0]}/recall`, { letters: ids });
    expect(await thanks()).toBe('open');
    await good(fac, `letters/${ids[0]}/release`, { letters: ids });
    expect(await thanks()).toBe('done');
  });

  it('can be withdrawn with the reason as long as it has not left', async () => {
    const [draft] = await givenInvitations();
    const letter = draft?.id ?? '';
    expect((await house.call(fac, 'POST', `letters/${letter}/withdraw`, {})).status).toBe(422);
    expect((await house.call(aa, 'POST', `letters/${letter}/withdraw`, { reason: 'no' })).status).toBe(403);
    expect(await good(fac, `letters/${letter}/withdraw`, { reason: 'written twice' })).toMatchObject({
      state: 'withdrawn',
    });
    await good(fac, `letters/${letter}/withdraw`, { reason: 'written twice' });
    expect((await house.call(fac, 'POST', `letters/${letter}/release`)).status).toBe(409);
  });

  it('cannot be withdrawn when it has left', async () => {
    const { mail } = await givenSent();

    expect((await house.call(fac, 'POST', `letters/${mail}/withdraw`, { reason: 'x' })).status).toBe(409);
  });

  it('is apologised for to everybody who got it, by its subject', async () => {
    const { mail, post } = await givenSent();
    await good(aa, `letters/${post}/handed-over`);
    const { items } = await good(fac, `letters/${mail}/apology`, {}, `sorry-${id}`);
    expect(items).toHaveLength(2);
    expect(items[0].subject).toBe('Please disregard our letter "Call on Tuesday, January 12, 2027: Bridges"');
    expect(items.map(({ to }: Listed) => to.channel).sort()).toEqual(['mail', 'post']);
    const again = await good(fac, `letters/${mail}/apology`, {}, `sorry-${id}`);
    expect(again.items.map((one: Listed) => one.id).sort()).toEqual(items.map((one: Listed) => one.id).sort());

    const refused = await house.call(fac, 'POST', `letters/${items[0].id}/release`);
    expect(refused.body.errors).toMatchObject([{ path: 'text' }]);
    const body = (items[0].body as string).replace('{{ text }}', 'the call is on Thursday.');
    await house.call(fac, 'PATCH', `letters/${items[0].id}`, { body });
    await good(fac, `letters/${items[0].id}/release`);
    await house.engine.handOver(id, 0);
    expect((await preview(items[0].id)).text).toContain('What is right: the call is on Thursday.');
  });

  it('that nobody has got needs no apology', async () => {
    const [draft] = await givenInvitations();
    const answer = await house.call(fac, 'POST', `letters/${draft?.id ?? ''}/apology`, { text: 'sorry' });

    expect([answer.status, answer.body.because]).toEqual([409, expect.stringContaining('nobody has got it')]);
  });
});

describe('a letter that is sent again', () => {
  it('is a new letter with a key of its own that refers to the old one', async () => {
    const { mail } = await givenSent();
    const old = (await house.call(fac, 'GET', `letters/${mail}`)).body;
    const again = await good(fac, `letters/${mail}/resend`, { body: 'Dear Ana,\n\nthe hour is four.' }, `again-${id}`);
    expect(again).toMatchObject({ kind: 'm6', state: 'edited', subject: old.subject });
    expect(again.sendKey).not.toBe(old.sendKey);
    expect(
      (await good(fac, `letters/${mail}/resend`, { body: 'Dear Ana,\n\nthe hour is four.' }, `again-${id}`)).id,
    ).toBe(again.id);
    expect((await preview(again.id)).againOf).toBe(mail);

    await good(fac, `letters/${again.id}/release`);
    await house.engine.handOver(id, 0);
    expect([await stateOf(mail), await stateOf(again.id)]).toEqual(['sent', 'sent']);
    const ids = await database.db.selectFrom('letters').select('mime').where('id', 'in', [mail, again.id]).execute();
    const messageIds = ids.map(({ mime }) => /Message-ID: (.*)/.exec(mime?.toString() ?? '')?.[1]);
    expect(new Set(messageIds).size).toBe(2);
    expect(messageIds).not.toContain(undefined);
  });

  it('goes another way when mail does not reach the person', async () => {
    const { mail } = await givenSent();
    await becomes(mail, 'failed', '550 no such user');
    await database.db
      .updateTable('people')
      .set({ bounced_at: new Date() })
      .where('email', '=', 'ana@example.org')
      .execute();
    const dead = await house.call(fac, 'POST', `letters/${mail}/resend`);
    expect([dead.status, dead.body.allowed]).toEqual([409, ['post', 'phone']]);

    const again = await good(fac, `letters/${mail}/resend`, { channel: 'phone' });
    expect(again.to.channel).toBe('phone');
    expect(await good(fac, `letters/${again.id}/release`)).toMatchObject({ channels: { mail: 0, phone: 1 } });
  });

  it('leaves after the end of the match too, and stands in its record', async () => {
    const { mail } = await givenSent();
    await database.db
      .updateTable('matches')
      .set({ status: 'closed', outcome: 'completed' as never })
      .where('id', '=', id)
      .execute();
    house.engine.forget(id);
    const again = await good(fac, `letters/${mail}/resend`);
    await good(fac, `letters/${again.id}/release`, {}, `late-${id}`);
    expect(await stateOf(again.id)).toBe('sent');
    const { items } = (await house.call(fac, 'GET', `matches/${id}/record`)).body;
    expect(items.at(-1)).toMatchObject({ type: 'LETTERS_RELEASED', by: { role: 'facilitator' } });
    const replay = await house.call(fac, 'POST', `letters/${again.id}/release`, {}, { key: `late-${id}` });
    expect([replay.status, replay.headers['idempotency-replayed']]).toEqual([200, 'true']);

    const draft = (await lettersOf('m1'))[0];
    expect((await house.call(fac, 'POST', `letters/${draft?.id ?? ''}/release`)).status).toBe(409);
  });
});

describe('X24: a letter that did not arrive', () => {
  const todo = async (token = aa) =>
    (await house.call(token, 'GET', `matches/${id}/todo`)).body.items as {
      what: string;
      person: { telephone: string | null } | null;
      letters: { id: string }[];
      settledBy: string[];
    }[];
  const asks = async (what: string) => (await todo()).filter((one) => one.what === what);

  it('is an item for the assistant with the telephone number, until the person was told', async () => {
    const { mail } = await givenSent();
    await becomes(mail, 'failed', '550 no such user');
    const [item] = await asks('reach');
    expect(item).toMatchObject({ role: 'assistant', person: { name: 'Ana Seeker', telephone: '555 0142' } });
    expect(item?.letters).toMatchObject([{ id: mail, kind: 'm6' }]);

    await good(aa, `letters/${mail}/settle`, { as: 'told' });
    expect(await asks('reach')).toEqual([]);
    expect(await stateOf(mail)).toBe('failed');
  });

  it('is settled by sending it again to the corrected address, and is open again when that is withdrawn', async () => {
    const { mail } = await givenSent();
    await becomes(mail, 'failed', '550 no such user');
    await database.db
      .updateTable('people')
      .set({ bounced_at: new Date() })
      .where('id', 'in', (eb) => eb.selectFrom('letters').select('person').where('id', '=', mail))
      .execute();
    const ana = (await house.call(aa, 'GET', `matches/${id}/people`)).body.items.find(
      ({ ref }: { ref: string }) => ref === 'ana',
    ).id;
    expect((await asks('reach'))[0]?.settledBy[0]).toBe(`PATCH /matches/${id}/people/${ana}`);
    const corrected = await house.call(aa, 'PATCH', `matches/${id}/people/${ana}`, { email: 'ana.seeker@example.org' });
    expect(corrected.status, corrected.text).toBe(200);
    expect((await asks('reach'))[0]?.settledBy[0]).toBe(`POST /letters/${mail}/resend`);

    const again = await good(fac, `letters/${mail}/resend`);
    expect(await asks('reach')).toEqual([]);
    await good(fac, `letters/${again.id}/withdraw`, { reason: 'she has it' });
    expect(await asks('reach')).toHaveLength(1);
  });

  it('of which nobody knows is settled as arrived, or sent again by a person and never by itself', async () => {
    const { mail } = await givenSent();
    await becomes(mail, 'unknown', 'the connection broke');
    await house.engine.handOver(id, 0);
    expect(await stateOf(mail)).toBe('unknown');
    expect(await asks('settle')).toHaveLength(1);

    expect(await good(aa, `letters/${mail}/settle`, { as: 'arrived' })).toMatchObject({ state: 'sent' });
    await good(aa, `letters/${mail}/settle`, { as: 'arrived' });
    expect(await asks('settle')).toEqual([]);
    expect((await house.call(aa, 'POST', `letters/${mail}/settle`, { as: 'told' })).status).toBe(409);
  });

  it('is not shown with telephone numbers to those who may not see them', async () => {
    expect((await house.call(pm, 'GET', `matches/${id}/todo`)).status).toBe(403);
  });

  it('stands beside drafts that wait for a yes, for their release, and letters to carry', async () => {
    const { post } = await givenSent();
    await givenConfirmations();
    const items = await todo();

    expect(items.map(({ what }) => what)).toEqual(expect.arrayContaining(['approve', 'release', 'carry']));
    expect(items.find(({ what }) => what === 'carry')?.letters).toMatchObject([{ id: post }]);
  });
});

describe('X30: mail that is late', () => {
  it('is shown as deferred with what the server said, and can still be taken back', async () => {
    const [draft] = (await givenInvitations()).filter(({ to }) => to.channel === 'mail');
    const letter = draft?.id ?? '';
    await good(fac, `letters/${letter}/release`);
    await database.db
      .updateTable('letters')
      .set({ state: 'deferred', reason: '451 later' })
      .where('id', '=', letter)
      .execute();
    await database.db
      .insertInto('letter_attempts')
      .values({ letter, at: new Date(), outcome: 'deferred', response: '451 later' })
      .execute();
    expect(await preview(letter)).toMatchObject({
      state: 'deferred',
      attempts: [{ outcome: 'deferred', response: '451 later' }],
    });

    await good(fac, `letters/${letter}/recall`);
    expect(await stateOf(letter)).toBe('draft');
  });
});
