import { afterEach, describe, expect, test } from 'vitest';
import { makePaperLetters } from '../../src/db/paper-letters.ts';
import { useDatabase } from '../support/postgres.ts';
import { activitiesFor, deadline, draft, givenMatch, lettersOf, line, notify, NOW, recordInput } from './build.ts';

/** Letters that a person carries (requirements.md X9, X14): `sue` has no e-mail address. */
const database = useDatabase();
const briefly = async (match: string) =>
  (await lettersOf(database.db, match)).map(({ kind, to, channel, state }) => `${kind} ${to} ${channel} ${state}`);
const channelOf = (person: string, channel: 'mail' | 'phone' | 'post') =>
  database.db.updateTable('people').set({ channel }).where('id', '=', person).execute();

afterEach(async () => {
  for (const person of ['sue', 'leo']) await channelOf(person, 'mail');
});

describe('letters that a person carries', () => {
  test('X14 go as the person wishes, also when there is an e-mail address', async () => {
    const match = await givenMatch(database.db);
    await channelOf('leo', 'phone');
    await channelOf('sue', 'phone');
    await activitiesFor(database.db).record(
      recordInput(match, [line(1, 'a', NOW, [draft('m1', { persons: ['leo', 'sue', 'con'] })])]),
    );

    expect(await briefly(match)).toEqual(['m1 con mail draft', 'm1 leo phone draft', 'm1 sue phone draft']);
  });

  test('X14 that leave by themselves by mail are on the list at once on paper, and keep no match waiting', async () => {
    const match = await givenMatch(database.db);
    const { record, deliverLetters } = activitiesFor(database.db);
    const due = deadline('T01', NOW, { person: 'sue' });
    const { lettersAt } = await record(recordInput(match, [line(1, 'a', NOW, [notify(due)])], { deadlines: [due] }));

    expect(lettersAt).toBeNull();
    expect(await deliverLetters({ match, now: NOW + 1 })).toMatchObject({ sent: 0 });
    expect(await briefly(match)).toEqual(['r sue post released']);
  });

  test('are carried once, and say by whom and when', async () => {
    const match = await givenMatch(database.db);
    const due = deadline('T01', NOW, { person: 'sue' });
    await activitiesFor(database.db).record(
      recordInput(match, [line(1, 'a', NOW, [notify(due)])], { deadlines: [due] }),
    );
    const [letter] = await lettersOf(database.db, match);
    const { handOver } = makePaperLetters(database.db);

    expect(await handOver(letter?.id ?? '', 'ada', new Date(NOW + 5))).toBe(true);
    expect(await handOver(letter?.id ?? '', 'fay', new Date(NOW + 9))).toBe(false);
    const row = await database.db
      .selectFrom('letters')
      .select(['state', 'handed_over_by', 'sent_at'])
      .where('id', '=', letter?.id ?? '')
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ state: 'sent', handed_over_by: 'ada', sent_at: new Date(NOW + 5) });
  });

  test('are not carried when what they ask for is settled', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    const due = deadline('T01', NOW, { person: 'sue' });
    await record(recordInput(match, [line(1, 'a', NOW, [notify(due)])], { deadlines: [due] }));
    await record(recordInput(match, [line(2, 'b', NOW + 1)]));
    const [letter] = await lettersOf(database.db, match);

    expect(await makePaperLetters(database.db).handOver(letter?.id ?? '', 'ada', new Date(NOW + 5))).toBe(false);
  });

  test('of several reminders about one item the newest is on the list, one line to call about', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    const due = deadline('T01', NOW, { person: 'sue' });
    const asked = (seq: number, ask: number, rung: 'due' | 'overdue') =>
      record(recordInput(match, [line(seq, `k${seq}`, NOW + seq, [notify(due, { ask, rung })])], { deadlines: [due] }));
    await asked(1, 1, 'due');
    await asked(2, 2, 'overdue');

    expect(await briefly(match)).toEqual(['r sue post withdrawn', 'r sue post released']);
  });

  test('X9 a moved date withdraws the one on the tray, and tells by post who was told by post', async () => {
    const first = { anchors: { matchStart: '2027-05-04' }, dateVersion: 1 };
    const second = { anchors: { matchStart: '2027-06-01' }, dateVersion: 2 };
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    await record(
      recordInput(
        match,
        [line(1, 'a', NOW, [draft('m12', { persons: ['sue'] }), draft('m12', { persons: ['sue'], ask: 1 })])],
        {
          stored: first,
        },
      ),
    );
    const ids = (await lettersOf(database.db, match)).map(({ id }) => id);
    await record(
      recordInput(match, [line(2, 'b', NOW + 1, [{ type: 'releaseLetters', letters: ids }])], { stored: first }),
    );
    await makePaperLetters(database.db).handOver(ids[0] ?? '', 'ada', new Date(NOW + 2));
    await record(
      recordInput(match, [line(3, 'c', NOW + 3, [{ type: 'moveDates', dateVersion: 2 }])], { stored: second }),
    );

    expect((await briefly(match)).sort()).toEqual([
      'm12 sue post draft',
      'm12 sue post sent',
      'm12 sue post withdrawn',
      'x8 sue post draft',
    ]);
  });

  test('one of a branch that was never taken is gone, and an older one waits to be carried again', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    const news = (ask: number) => draft('m2', { persons: ['sue'], ask });
    await record(recordInput(match, [line(1, 'a', NOW, [news(1)])]));
    await database.db.updateTable('letters').set({ essential: false }).where('match', '=', match).execute();
    await record(recordInput(match, [line(2, 'b', NOW + 1, [{ type: 'releaseLetters', letters: [] }, news(2)])]));
    await database.db
      .updateTable('letters')
      .set({ state: 'withdrawn', withdrawn_seq: 2 })
      .where('match', '=', match)
      .where('ask', '=', 1)
      .execute();
    await record(recordInput(match, [line(2, 'other', NOW + 2)]));

    expect(await briefly(match)).toEqual(['m2 sue post released']);
  });
});
