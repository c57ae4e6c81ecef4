import { describe, expect, test } from 'vitest';
import { hesitantServer, mailServer, reply } from '../mail/mail-server.ts';
import { useDatabase } from '../support/postgres.ts';
import {
  activitiesFor,
  deadline,
  draft,
  fakeMail,
  givenMatch,
  lettersOf,
  line,
  NOW,
  recordInput,
  smtp,
} from './build.ts';

const database = useDatabase();

/** A match with one automatic letter to the assistant, queued. */
async function givenQueued(columns: Parameters<typeof givenMatch>[1] = {}): Promise<string> {
  const match = await givenMatch(database.db, columns);
  await activitiesFor(database.db).record(recordInput(match, [line(1, 'a', NOW, [draft('m2')])]));
  return match;
}
const attemptsOf = (match: string) =>
  database.db
    .selectFrom('letter_attempts')
    .innerJoin('letters', 'letters.id', 'letter')
    .select(['outcome', 'response'])
    .where('match', '=', match)
    .orderBy('letter_attempts.at')
    .execute();
const statesOf = async (match: string) =>
  (await lettersOf(database.db, match)).map(({ kind, to, state }) => `${kind} ${to} ${state}`);

describe('handing letters over', () => {
  test('sends what is queued or released, once, and leaves drafts alone', async () => {
    const server = await mailServer();
    const match = await givenQueued();
    const { record, deliverLetters } = activitiesFor(database.db, smtp(server.url));
    await record(recordInput(match, [line(2, 'b', NOW, [draft('m1'), draft('m1', { generation: 2 })])]));
    const released = (await lettersOf(database.db, match)).find(({ kind }) => kind === 'm1');
    const result = await record(
      recordInput(match, [line(3, 'c', NOW + 1000, [{ type: 'releaseLetters', letters: [released?.id ?? ''] }])]),
    );

    expect(result.lettersAt).not.toBeNull();
    expect(await deliverLetters({ match, now: NOW + 1000 })).toMatchObject({ sent: 2 });
    expect(await deliverLetters({ match, now: NOW + 1000 })).toMatchObject({ sent: 0 });

    expect(server.taken).toHaveLength(2);
    expect((await statesOf(match)).sort()).toEqual(['m1 leo draft', 'm1 leo sent', 'm2 ada sent']);
    const [first] = server.taken.map(String);
    expect(first).toContain('From: fay Doe <peermatch@example.org>');
    expect(first).toContain('Reply-To: fay Doe <fay@example.org>');
    expect(first).toContain('Date: Mon, 01 Mar 2027 09:00:00 +0000');
    expect(first).toContain('Auto-Submitted: auto-generated');
  });

  test('a letter that the server wants later makes the run fail, and leaves with the same bytes', async () => {
    const { server, seen } = await hesitantServer();
    const match = await givenQueued();
    const { deliverLetters } = activitiesFor(database.db, smtp(server.url));

    await expect(deliverLetters({ match, now: NOW })).rejects.toMatchObject({
      type: 'LettersDeferred',
      nonRetryable: false,
    });
    expect(await statesOf(match)).toEqual(['m2 ada deferred']);
    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 1 });

    expect(await statesOf(match)).toEqual(['m2 ada sent']);
    expect(seen[1]?.equals(seen[0] ?? Buffer.alloc(0))).toBe(true);
    expect((await attemptsOf(match)).map(({ outcome }) => outcome).sort()).toEqual(['deferred', 'sent']);
  });

  test('a mailbox that does not exist fails, the person is marked, and nothing more is sent there', async () => {
    const server = await mailServer({ onRcptTo: (_address, _session, done) => done(reply(550, 'no such user')) });
    const match = await givenQueued();
    const { record, deliverLetters } = activitiesFor(database.db, smtp(server.url));

    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 0 });
    await record(recordInput(match, [line(2, 'b', NOW, [draft('m2', { generation: 2 })])]));
    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 0 });

    expect(await lettersOf(database.db, match)).toMatchObject([
      { state: 'failed', reason: '550 no such user' },
      { state: 'failed', reason: 'mail to this address came back' },
    ]);
    expect(await attemptsOf(match)).toHaveLength(1);
    await database.db.updateTable('people').set({ bounced_at: null }).execute();
  });

  test('a connection lost after the final dot is unknown and never sent again by itself', async () => {
    let times = 0;
    const server = await mailServer({
      onData(stream) {
        times += 1;
        stream.on('data', () => undefined);
        stream.on('end', () => server.die());
      },
    });
    const match = await givenQueued();
    const { record, deliverLetters } = activitiesFor(database.db, smtp(server.url));

    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 0 });
    expect(await statesOf(match)).toEqual(['m2 ada unknown']);
    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 0 });
    expect(times).toBe(1);
    expect((await record(recordInput(match, [line(2, 'b', NOW)]))).lettersAt).toBeNull();
  });

  test('a letter that a killed run left half-way becomes unknown', async () => {
    const mail = fakeMail();
    const match = await givenQueued();
    await database.db.updateTable('letters').set({ state: 'sending' }).where('match', '=', match).execute();

    expect(await activitiesFor(database.db, mail).deliverLetters({ match, now: NOW })).toMatchObject({ sent: 0 });
    expect(await statesOf(match)).toEqual(['m2 ada unknown']);
    expect(mail.sent).toEqual([]);
  });

  test('two runs at once hand a letter over once', async () => {
    const mail = fakeMail();
    const match = await givenQueued();
    const { deliverLetters } = activitiesFor(database.db, mail);
    await Promise.all([1, 2, 3, 4].map(() => deliverLetters({ match, now: NOW })));
    expect(mail.sent).toHaveLength(1);
    expect(await statesOf(match)).toEqual(['m2 ada sent']);
  });

  test('captured mail is kept whole and never leaves', async () => {
    const mail = fakeMail();
    const match = await givenQueued({ mail: 'captured' });
    const { deliverLetters } = activitiesFor(database.db, mail);

    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 1 });
    await database.db.updateTable('matches').set({ mail: 'smtp' }).where('id', '=', match).execute();
    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 0 });

    expect(mail.sent).toEqual([]);
    const row = await database.db
      .selectFrom('letters')
      .select(['state', 'channel', 'mime'])
      .where('match', '=', match)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'sent', channel: 'captured' });
    expect(JSON.parse(String(row.mime))).toMatchObject({ subject: 'm2', to: { email: 'ada@example.org' } });
  });

  test('X14 a person without e-mail gets a letter by post, which waits for somebody to carry it', async () => {
    const match = await givenMatch(database.db);
    const { record, deliverLetters } = activitiesFor(database.db);
    await record(recordInput(match, [line(1, 'a', NOW, [draft('m1', { persons: ['sue'] })])]));
    const [letter] = await lettersOf(database.db, match);
    expect(letter).toMatchObject({ to: 'sue', state: 'draft', channel: 'post' });

    const { lettersAt } = await record(
      recordInput(match, [line(2, 'b', NOW, [{ type: 'releaseLetters', letters: [letter?.id ?? ''] }])]),
    );
    expect(lettersAt).toBeNull();
    expect(await deliverLetters({ match, now: NOW + 1 })).toEqual({ sent: 0, lettersAt: null });
    expect(await statesOf(match)).toEqual(['m1 sue released']);
  });
});

describe('a last look before the hand-over', () => {
  test('on hold nothing leaves; it leaves when the match goes on', async () => {
    const match = await givenQueued();
    const { record, deliverLetters } = activitiesFor(database.db);
    const held = await record(recordInput(match, [line(2, 'b', NOW)], { view: { status: 'onHold' } }));
    expect(held.lettersAt).toBeNull();
    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 0 });
    const resumed = await record(recordInput(match, [line(3, 'c', NOW)]));
    expect(resumed.lettersAt).not.toBeNull();
    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 1 });
  });

  test('whoever has left the match gets nothing more', async () => {
    const match = await givenQueued();
    await database.db
      .updateTable('match_people')
      .set({ left_at: new Date(NOW) })
      .where('match', '=', match)
      .where('person', '=', 'ada')
      .execute();
    expect(await activitiesFor(database.db).deliverLetters({ match, now: NOW })).toMatchObject({ sent: 0 });
    expect(await lettersOf(database.db, match)).toMatchObject([
      { state: 'withdrawn', reason: 'the person is no longer in the match' },
    ]);
  });

  test('a reminder of what is settled by now is withdrawn', async () => {
    const match = await givenMatch(database.db);
    const { record, deliverLetters } = activitiesFor(database.db);
    const ask = {
      type: 'notify',
      rung: 'due',
      window: 'T01',
      task: 'T01',
      owner: 'facilitator',
      generation: 1,
      ask: 1,
      last: false,
      late: false,
    } as const;
    await record(recordInput(match, [line(1, 'a', NOW, [ask])], { deadlines: [deadline('T01', NOW)] }));
    expect(await statesOf(match)).toEqual(['r fay queued']);
    await record(recordInput(match, [line(2, 'b', NOW)]));
    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 0 });
    expect(await lettersOf(database.db, match)).toMatchObject([
      { state: 'withdrawn', reason: 'what it asks for is settled' },
    ]);
  });

  test('an escalation goes to the next in line and tells the owner that it is the last', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    const ask = {
      type: 'notify',
      rung: 'escalate',
      window: 'T01',
      task: 'T01',
      owner: 'facilitator',
      generation: 1,
      ask: 2,
      last: true,
      late: true,
    } as const;
    await record(recordInput(match, [line(1, 'a', NOW, [ask])], { deadlines: [deadline('T01', NOW)] }));
    expect((await lettersOf(database.db, match)).map(({ to, body }) => [to, body.split('\n')[0]])).toEqual([
      ['fay', 'First contact escalate'],
      ['pam', 'First contact escalate fay Doe'],
    ]);
  });

  test('after a cancellation only the letters of the end leave', async () => {
    const mail = fakeMail();
    const match = await givenQueued();
    const { record, deliverLetters } = activitiesFor(database.db, mail);
    await record(
      recordInput(
        match,
        [line(2, 'b', NOW, [draft('m2', { generation: 2 }), { type: 'close', outcome: 'withdrawn' }])],
        {
          view: { status: 'cancelled', outcome: 'withdrawn' },
        },
      ),
    );
    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 1 });
    expect(await lettersOf(database.db, match)).toMatchObject([
      { state: 'withdrawn', reason: 'the match has ended' },
      { state: 'sent' },
    ]);
  });

  test('news that waits for its morning when the match closes still leaves', async () => {
    const match = await givenQueued();
    const { record, deliverLetters } = activitiesFor(database.db);
    const close = [{ type: 'close', outcome: 'completed' }] as const;
    await record(
      recordInput(match, [line(2, 'b', NOW, [...close])], { view: { status: 'closed', outcome: 'completed' } }),
    );
    expect(await deliverLetters({ match, now: NOW })).toMatchObject({ sent: 1 });
  });
});
