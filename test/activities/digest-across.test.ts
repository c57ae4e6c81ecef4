import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { takeDigest } from '../../src/activities/take-digest.ts';
import { useDatabase } from '../support/postgres.ts';
import { activitiesFor, deadline, fakeMail, givenMatch, line, notify, NOW, portsFor, recordInput } from './build.ts';

/** One person in several matches: her reminders are one mail a day (requirements.md B3, X25; decision 0023). */
const database = useDatabase();
beforeEach(() => database.db.deleteFrom('matches').execute());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday, nine in the morning where the matches are; the asks are from five hours before. */
const NINE = NOW + 5 * HOUR;

/** A match in which the assistant is asked for this task. */
async function givenAsk(task: string, columns: Parameters<typeof givenMatch>[1] = {}, more = {}): Promise<string> {
  const match = await givenMatch(database.db, columns);
  await askIn(match, task, NOW, 1, more);
  return match;
}

async function askIn(match: string, task: string, at: number, seq = 1, more = {}): Promise<void> {
  const one = deadline(task, NOW, { owner: 'assistant', generation: seq });
  const input = recordInput(match, [line(seq, `k${seq}`, at, [notify(one, more)])], { deadlines: [one] });
  await activitiesFor(database.db).record(input);
  // Nothing more is planned: what is due in a match is not written down late.
  await database.db.updateTable('matches').set({ next_due: null }).where('id', '=', match).execute();
}

const lettersIn = (match: string) =>
  database.db
    .selectFrom('letters')
    .select(['id', 'state', 'digest_on', 'carried_by', 'taken_by', 'due_at', 'reason'])
    .where('match', '=', match)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
const deliver = (match: string, now: number, mail = fakeMail()) =>
  activitiesFor(database.db, mail, () => now).deliverLetters({ match, now });

describe('X25: the same person in two matches', () => {
  test('gets one mail, whichever hand-over comes first; the other finds nothing left', async () => {
    const mail = fakeMail();
    const [one, two] = [await givenAsk('T15'), await givenAsk('T18')];

    expect(await deliver(one, NINE, mail)).toMatchObject({ sent: 2 });
    expect(await deliver(two, NINE, mail)).toEqual({ sent: 0, lettersAt: null });

    expect(mail.sent).toHaveLength(1);
    expect(JSON.parse(mail.sent[0]?.text ?? '')).toMatchObject({ kind: 'digest', to: { email: 'ada@example.org' } });
    const [first, second] = [(await lettersIn(one))[0], (await lettersIn(two))[0]];
    expect([first, second]).toMatchObject([
      { state: 'sent', digest_on: '2027-03-01' },
      { state: 'sent', digest_on: '2027-03-01' },
    ]);
    expect([first?.carried_by, second?.carried_by].filter(Boolean)).toEqual([
      first?.carried_by ? second?.id : first?.id,
    ]);
  });

  test('also when both hand over at the same instant, many times over', async () => {
    const mail = fakeMail();
    const matches = await Promise.all(['T01', 'T06', 'T15', 'T18'].map((task) => givenAsk(task)));
    await Promise.all([...matches, ...matches].map((match) => deliver(match, NINE, mail)));

    expect(mail.sent).toHaveLength(1);
    for (const match of matches) expect(await lettersIn(match)).toMatchObject([{ state: 'sent' }]);
  });

  test('what comes after the day’s digest waits for the next working morning', async () => {
    const mail = fakeMail();
    const [one, two] = [await givenAsk('T15'), await givenMatch(database.db)];
    await deliver(one, NINE, mail);
    await askIn(two, 'T18', NINE + HOUR);

    expect(await deliver(two, NINE + HOUR, mail)).toEqual({ sent: 0, lettersAt: NINE + DAY });
    expect(mail.sent).toHaveLength(1);
    expect(await deliver(two, NINE + DAY, mail)).toMatchObject({ sent: 1 });
    expect(mail.sent).toHaveLength(2);
    expect(await lettersIn(two)).toMatchObject([{ digest_on: '2027-03-02' }]);
  });

  test('is known by her address, in whatever letters it is written and in whatever row she stands', async () => {
    const mail = fakeMail();
    const [one, two] = [await givenAsk('T15'), await givenMatch(database.db)];
    await database.db
      .insertInto('people')
      .values({
        id: 'ada-again',
        name: 'Ada Doe',
        email: 'ADA@Example.org',
        title: null,
        organization: null,
        address: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    await database.db
      .updateTable('match_people')
      .set({ person: 'ada-again' })
      .where('match', '=', two)
      .where('person', '=', 'ada')
      .execute();
    await askIn(two, 'T18', NOW);

    expect(await deliver(two, NINE, mail)).toMatchObject({ sent: 2 });
    expect(await deliver(one, NINE, mail)).toMatchObject({ sent: 0 });
    expect(mail.sent).toHaveLength(1);
  });

  test('a digest waits a moment for what is due in another match of hers and not written down yet', async () => {
    const mail = fakeMail();
    const [one, two] = [await givenAsk('T15'), await givenMatch(database.db)];
    await askIn(two, 'T18', NOW);
    await database.db
      .updateTable('letters')
      .set({ due_at: new Date(NINE) })
      .execute();
    const due = (at: number | null) =>
      database.db
        .updateTable('matches')
        .set({ next_due: at === null ? null : new Date(at), status: 'underway' })
        .where('id', '=', two)
        .execute();
    await due(NINE);

    expect(await deliver(one, NINE, mail)).toEqual({ sent: 0, lettersAt: NINE + 60_000 });
    expect(mail.sent).toHaveLength(0);
    expect(await deliver(one, NINE + 6 * 60_000, mail), 'a match that hangs holds nobody up').toMatchObject({
      sent: 2,
    });
  });

  test.each([
    ['a clock of its own', { clock: 'virtual' }],
    ['mail that never leaves', { mail: 'captured' }],
  ] as const)('a match with %s shares no mail', async (_name, columns) => {
    const mail = fakeMail();
    const [one, two] = [await givenAsk('T15'), await givenAsk('T18', columns)];

    expect(await deliver(one, NINE, mail)).toMatchObject({ sent: 1 });
    expect(await lettersIn(two)).toMatchObject([{ state: 'queued' }]);
    expect(await deliver(two, NINE, mail)).toMatchObject({ sent: 1 });
  });

  test('rehearsals that share a clock by its name share the mail', async () => {
    const mail = fakeMail();
    const clock = { clock: 'virtual', clock_name: 'our year' } as const;
    const [one, two] = [await givenAsk('T15', clock), await givenAsk('T18', clock)];

    expect(await deliver(two, NINE, mail)).toMatchObject({ sent: 2 });
    expect(await deliver(one, NINE, mail)).toMatchObject({ sent: 0 });
  });

  test('what is on hold stays out of it', async () => {
    const mail = fakeMail();
    const [one, two] = [await givenAsk('T15'), await givenAsk('T18')];
    await database.db.updateTable('matches').set({ status: 'onHold' }).where('id', '=', two).execute();

    expect(await deliver(one, NINE, mail)).toMatchObject({ sent: 1 });
    expect(await lettersIn(two)).toMatchObject([{ state: 'queued' }]);
  });
});

describe('when something breaks', () => {
  test('X30: a worker that dies after it took them leaves them unknown in both matches, and nothing goes twice that day', async () => {
    const mail = fakeMail();
    const [one, two] = [await givenAsk('T15'), await givenAsk('T18')];
    const taken = await takeDigest(
      portsFor(database.db, mail, () => NINE),
      {
        letter: (await lettersIn(one))[0]?.id ?? '',
        match: one,
        now: NINE,
      },
    );
    expect(taken).toHaveLength(2);

    // The other match's hand-over does not take a mail that is on its way for one that was interrupted.
    expect(await deliver(two, NINE, mail)).toMatchObject({ sent: 0 });
    expect(await lettersIn(two)).toMatchObject([{ state: 'sending', taken_by: one }]);
    // The first one is tried again.
    expect(await deliver(one, NINE, mail)).toMatchObject({ sent: 0 });
    for (const match of [one, two]) expect(await lettersIn(match)).toMatchObject([{ state: 'unknown' }]);
    expect(mail.sent).toEqual([]);

    await askIn(two, 'T06', NINE + HOUR, 2);
    expect(await deliver(two, NINE + HOUR, mail)).toMatchObject({ sent: 0, lettersAt: NINE + DAY });
  });

  test('X30: a mail server that is away is tried again with all of them; in the quiet hours they wait for the morning', async () => {
    const away = { outcome: 'deferred', response: 'connect ECONNREFUSED' } as const;
    const mail = fakeMail([away, away]);
    const [one, two] = [await givenAsk('T15'), await givenAsk('T18')];

    await expect(deliver(one, NINE, mail)).rejects.toMatchObject({ type: 'LettersDeferred' });
    for (const match of [one, two])
      expect(await lettersIn(match)).toMatchObject([{ state: 'deferred', carried_by: null, reason: away.response }]);
    // The same attempt again, at night by the clock on the wall.
    const retried = activitiesFor(database.db, mail, () => NINE + 13 * HOUR).deliverLetters({ match: one, now: NINE });
    expect(await retried).toEqual({ sent: 0, lettersAt: NINE + DAY });
    await expect(deliver(two, NINE + DAY, mail)).rejects.toMatchObject({ type: 'LettersDeferred' });
    expect(await deliver(two, NINE + DAY + HOUR, mail)).toMatchObject({ sent: 2 });
    expect(mail.sent).toHaveLength(3);
  });
});

describe('one item', () => {
  test('that was reopened is not asked for again within three working days, nor a fourth time', async () => {
    const mail = fakeMail();
    const match = await givenAsk('T15');
    await deliver(match, NINE, mail);
    await askIn(match, 'T15', NINE + DAY, 2);
    expect(await deliver(match, NINE + DAY, mail)).toEqual({ sent: 0, lettersAt: NINE + 3 * DAY });
    expect(await deliver(match, NINE + 3 * DAY, mail)).toMatchObject({ sent: 1 });
    await askIn(match, 'T15', NINE + 8 * DAY, 3);
    expect(await deliver(match, NINE + 8 * DAY, mail)).toMatchObject({ sent: 1 });
    await askIn(match, 'T15', NINE + 14 * DAY, 4);
    expect(await deliver(match, NINE + 14 * DAY, mail)).toMatchObject({ sent: 0 });

    expect(mail.sent).toHaveLength(3);
    expect((await lettersIn(match)).at(-1)).toMatchObject({
      state: 'withdrawn',
      reason: 'she was asked about it three times before',
    });
    const { rows } = await sql<{ days: string[] }>`
      select array_agg(distinct digest_on::text order by digest_on::text) as days from letters where match = ${match}`.execute(
      database.db,
    );
    expect(rows[0]?.days.filter(Boolean)).toEqual(['2027-03-01', '2027-03-04', '2027-03-09']);
  });
});
