import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { envelopeOf } from '../../src/activities/digest.ts';
import { takeDigest } from '../../src/activities/take-digest.ts';
import { messageId } from '../../src/letters/index.ts';
import type { Deadline } from '../../src/machines/kernel/types.ts';
import { hesitantServer, mailServer } from '../mail/mail-server.ts';
import { useDatabase } from '../support/postgres.ts';
import { activitiesFor, deadline, draft, fakeMail, givenMatch, line, notify, NOW, portsFor } from './build.ts';
import { recordInput, smtp } from './build.ts';

const database = useDatabase();
const HOUR = 3_600_000;
/** The same people are in every match: what waits in one is in the digest of the next. */
beforeEach(() => database.db.deleteFrom('matches').execute());

const arrangement = (name: string): Deadline =>
  deadline(`arrangement/${name}/arrange`, NOW, { task: 'T15', part: `arrangement/${name}`, owner: 'assistant' });
const THREE = ['travel', 'phoneCards', 'hotel'].map(arrangement);

/** A match in which the assistant is asked for these arrangements, each in a journal line of its own. */
async function givenAsks(asked = THREE, columns: Parameters<typeof givenMatch>[1] = {}): Promise<string> {
  const match = await givenMatch(database.db, columns);
  const lines = asked.map((one, n) => line(n + 1, `k${n}`, NOW + n * HOUR, [notify(one)]));
  await activitiesFor(database.db).record(recordInput(match, lines, { deadlines: asked }));
  return match;
}

/** Tuesday, ten in the morning where the match is. */
const later = NOW + 30 * HOUR;
/** What a hand-over does, but for the mail itself. */
const takeAll = async (match: string, now = later) => {
  const ports = portsFor(database.db);
  const [first] = await ports.outbox.waiting(match, new Date(now));
  const taken = await takeDigest(ports, { letter: first?.id ?? '', match, now });
  if (taken === 'gather') throw new Error('it waits for others');
  return taken;
};
const rowsOf = (match: string) =>
  database.db
    .selectFrom('letters')
    .select(['id', 'part', 'kind', 'state', 'channel', 'send_key', 'reason', 'sent_at', 'mime'])
    .select(sql<string | null>`carried_by`.as('carriedBy'))
    .where('match', '=', match)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
const statesOf = async (match: string) => (await rowsOf(match)).map(({ state }) => state);
const attemptsOf = async (match: string) =>
  (
    await database.db
      .selectFrom('letter_attempts')
      .innerJoin('letters', 'letters.id', 'letter')
      .select(['letter', 'outcome'])
      .where('match', '=', match)
      .execute()
  ).map(({ outcome }) => outcome);

describe('reminders that wait for one person', () => {
  test('leave in one mail that says how many and which; every ask keeps its row, its key and its outcome', async () => {
    const server = await mailServer();
    const match = await givenAsks();
    const { deliverLetters } = activitiesFor(database.db, smtp(server.url));

    expect(await deliverLetters({ match, now: later })).toMatchObject({ sent: 3 });
    expect(await deliverLetters({ match, now: later })).toMatchObject({ sent: 0 });

    expect(server.taken).toHaveLength(1);
    const mail = String(server.taken[0]);
    expect(mail).toContain('Subject: 3 in Bridges');
    expect(mail).toContain('To: ada Doe <ada@example.org>');
    expect(mail).toContain('X-Peermatch-Kind: digest');
    expect(mail).toContain('Auto-Submitted: auto-generated');
    for (const part of ['travel', 'phone cards', 'hotel'])
      expect(mail).toContain(`Arrange: ${part} due Tuesday, March 2`);
    const rows = await rowsOf(match);
    expect(rows.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(new Set(rows.map(({ send_key }) => send_key)).size).toBe(3);
    expect(new Set(rows.map(({ sent_at }) => sent_at?.getTime())).size).toBe(1);
    expect(await attemptsOf(match)).toEqual(['sent', 'sent', 'sent']);
  });

  test('Message-ID and Date come from the letters that the mail carries', async () => {
    const server = await mailServer();
    const match = await givenAsks();
    await activitiesFor(database.db, smtp(server.url)).deliverLetters({ match, now: later });

    const keys = (await rowsOf(match)).map(({ send_key }) => send_key).sort();
    const mail = String(server.taken[0]);
    expect(mail).toContain(`Message-ID: ${messageId(['digest', ...keys].join(' '), 'example.org')}`);
    expect(mail).toContain('Date: Mon, 01 Mar 2027 11:00:00 +0000');
  });

  test('one that waits alone leaves as it is', async () => {
    const mail = fakeMail();
    const match = await givenAsks(THREE.slice(0, 1));
    await activitiesFor(database.db, mail).deliverLetters({ match, now: later });

    expect(JSON.parse(mail.sent[0]?.text ?? '')).toMatchObject({ kind: 'r', subject: 'due: travel' });
    expect(await rowsOf(match)).toMatchObject([{ state: 'sent', carriedBy: null }]);
  });

  test('what somebody has put own words into leaves by itself', async () => {
    const mail = fakeMail();
    const match = await givenAsks();
    const [first] = await rowsOf(match);
    await database.db
      .updateTable('letters')
      .set({ edited: true, body: 'My own words.' })
      .where('id', '=', first?.id ?? '')
      .execute();

    expect(await activitiesFor(database.db, mail).deliverLetters({ match, now: later })).toMatchObject({ sent: 3 });
    expect(mail.sent.map(({ text }) => (JSON.parse(text) as { kind: string }).kind)).toEqual(['r', 'digest']);
  });

  test('an automatic letter to the same person goes apart', async () => {
    const mail = fakeMail();
    const match = await givenAsks();
    const { record, deliverLetters } = activitiesFor(database.db, mail);
    await record(recordInput(match, [line(4, 'd', NOW + 4 * HOUR, [draft('m2')])], { deadlines: THREE }));

    expect(await deliverLetters({ match, now: later })).toMatchObject({ sent: 4 });
    expect(mail.sent.map(({ text }) => (JSON.parse(text) as { kind: string }).kind)).toEqual(['digest', 'm2']);
  });
});

describe('a last look at each of them', () => {
  test('what is settled is withdrawn and left out', async () => {
    const mail = fakeMail();
    const match = await givenAsks();
    const { record, deliverLetters } = activitiesFor(database.db, mail);
    await record(recordInput(match, [line(4, 'd', NOW + 4 * HOUR)], { deadlines: THREE.slice(1) }));

    expect(await deliverLetters({ match, now: later })).toMatchObject({ sent: 2 });
    expect(mail.sent).toHaveLength(1);
    expect(mail.sent[0]?.text).toContain('2 in Bridges');
    expect(mail.sent[0]?.text).not.toContain('travel');
    expect((await rowsOf(match))[0]).toMatchObject({
      part: 'arrangement/travel',
      state: 'withdrawn',
      reason: 'what it asks for is settled',
      carriedBy: null,
    });
  });

  test('when one remains it leaves as it is', async () => {
    const mail = fakeMail();
    const match = await givenAsks();
    const { record, deliverLetters } = activitiesFor(database.db, mail);
    await record(recordInput(match, [line(4, 'd', NOW + 4 * HOUR)], { deadlines: THREE.slice(1, 2) }));

    expect(await deliverLetters({ match, now: later })).toMatchObject({ sent: 1 });
    expect(mail.sent.map(({ text }) => JSON.parse(text) as object)).toMatchObject([
      { kind: 'r', subject: 'due: phone cards' },
    ]);
  });

  test('on hold none of them leaves', async () => {
    const mail = fakeMail();
    const match = await givenAsks();
    const { record, deliverLetters } = activitiesFor(database.db, mail);
    await record(recordInput(match, [line(4, 'd', NOW + 4 * HOUR)], { deadlines: THREE, view: { status: 'onHold' } }));

    expect(await deliverLetters({ match, now: later })).toMatchObject({ sent: 0 });
    expect(await statesOf(match)).toEqual(['queued', 'queued', 'queued']);
  });
});

describe('the outcome of the one mail is the outcome of all that it carries', () => {
  test('while it is on its way all are sending; a crash leaves them unknown, never sent again by themselves', async () => {
    const mail = fakeMail();
    const match = await givenAsks();
    const taken = await takeAll(match);
    const ids = taken.map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(await statesOf(match)).toEqual(['sending', 'sending', 'sending']);

    expect(await activitiesFor(database.db, mail).deliverLetters({ match, now: later })).toMatchObject({ sent: 0 });
    expect(await statesOf(match)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(await attemptsOf(match)).toEqual(['unknown', 'unknown', 'unknown']);
    expect((await rowsOf(match)).map(({ carriedBy }) => carriedBy)).toEqual([null, ids[0], ids[0]]);
    expect(mail.sent).toEqual([]);
  });

  test('what the server wants later leaves later with the same bytes', async () => {
    const { server, seen } = await hesitantServer();
    const match = await givenAsks();
    const { deliverLetters } = activitiesFor(database.db, smtp(server.url));

    await expect(deliverLetters({ match, now: later })).rejects.toMatchObject({ type: 'LettersDeferred' });
    expect(await rowsOf(match)).toMatchObject([1, 2, 3].map(() => ({ state: 'deferred', carriedBy: null })));
    expect(await deliverLetters({ match, now: later })).toMatchObject({ sent: 3 });

    expect(seen).toHaveLength(2);
    expect(seen[1]?.equals(seen[0] ?? Buffer.alloc(0))).toBe(true);
    expect((await attemptsOf(match)).sort()).toEqual(['deferred', 'deferred', 'deferred', 'sent', 'sent', 'sent']);
  });

  test('two runs at once send one mail', async () => {
    const mail = fakeMail();
    const match = await givenAsks();
    const { deliverLetters } = activitiesFor(database.db, mail);
    await Promise.all([1, 2, 3, 4].map(() => deliverLetters({ match, now: later })));

    expect(mail.sent).toHaveLength(1);
    expect(await statesOf(match)).toEqual(['sent', 'sent', 'sent']);
  });

  test('captured, its bytes are kept once, and the others point to them', async () => {
    const match = await givenAsks(THREE, { mail: 'captured' });
    expect(await activitiesFor(database.db).deliverLetters({ match, now: later })).toMatchObject({ sent: 3 });

    const [first, ...others] = await rowsOf(match);
    expect(first).toMatchObject({ state: 'sent', channel: 'captured', carriedBy: null });
    expect(JSON.parse(String(first?.mime))).toMatchObject({ kind: 'digest', subject: '3 in Bridges' });
    expect(others).toMatchObject([1, 2].map(() => ({ channel: 'captured', mime: null, carriedBy: first?.id })));
    expect(await attemptsOf(match)).toEqual(['captured', 'captured', 'captured']);
  });

  test('the same letters make the same envelope, in whatever order they come; the pressing ones stand first', async () => {
    const hotel = arrangement('hotel');
    const match = await givenMatch(database.db);
    const asks = [notify(arrangement('travel'), { rung: 'ahead' }), notify(hotel, { rung: 'overdue', late: true })];
    await activitiesFor(database.db).record(
      recordInput(match, [line(1, 'a', NOW, asks)], { deadlines: [arrangement('travel'), hotel] }),
    );
    const ports = portsFor(database.db);
    const taken = await takeAll(match);

    const envelope = envelopeOf(ports, taken);
    const turned = envelopeOf(ports, taken.toReversed());
    expect([turned.sendKey, turned.subject, turned.body, turned.date]).toEqual([
      envelope.sendKey,
      envelope.subject,
      envelope.body,
      envelope.date,
    ]);
    expect(envelope.body.split('\n').slice(0, 2)).toEqual([
      '- Arrange: hotel overdue Tuesday, March 2, 2027',
      '- Arrange: travel ahead Tuesday, March 2, 2027',
    ]);
  });
});
