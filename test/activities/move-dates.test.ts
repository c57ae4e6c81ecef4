import { describe, expect, test } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { activitiesFor, draft, givenMatch, lettersOf, line, NOW, recordInput } from './build.ts';

const database = useDatabase();
const FIRST = { anchors: { matchStart: '2027-05-04', matchEnd: '2027-05-05' }, dateVersion: 1 };
const SECOND = { anchors: { matchStart: '2027-06-01', matchEnd: '2027-06-02' }, dateVersion: 2 };
const moved = { type: 'moveDates', dateVersion: 2 } as const;
const one = (person: string) => draft('m12', { persons: [person] });

async function givenDated(persons: string[]): Promise<{ match: string; ids: Record<string, string> }> {
  const match = await givenMatch(database.db);
  await activitiesFor(database.db).record(recordInput(match, [line(1, 'a', NOW, persons.map(one))], { stored: FIRST }));
  const letters = await lettersOf(database.db, match);
  return { match, ids: Object.fromEntries(letters.map(({ to, id }) => [to, id])) };
}
const briefly = async (match: string) =>
  (await lettersOf(database.db, match)).map(
    ({ kind, to, state, v, body }) => `${kind} ${to} ${state} v${v}: ${body.split('\n')[0] ?? ''}`,
  );

const NEW_DAY = 'Tuesday, June 1, 2027';
const OLD_DAY = 'Tuesday, May 4, 2027';

describe('when dates move', () => {
  test('an untouched draft is rendered again', async () => {
    const { match } = await givenDated(['leo']);
    await activitiesFor(database.db).record(recordInput(match, [line(2, 'b', NOW + 1, [moved])], { stored: SECOND }));
    expect(await briefly(match)).toEqual([`m12 leo draft v2: We meet on ${NEW_DAY}.`]);
  });

  test('an edited draft keeps its words and says that it names the old date; it cannot be released as it is', async () => {
    const { match, ids } = await givenDated(['leo']);
    const { record } = activitiesFor(database.db);
    await database.db
      .updateTable('letters')
      .set({ state: 'edited', edited: true, body: 'See you in May!' })
      .where('match', '=', match)
      .execute();
    await record(recordInput(match, [line(2, 'b', NOW + 1, [moved])], { stored: SECOND }));
    await record(
      recordInput(match, [line(3, 'c', NOW + 2, [{ type: 'releaseLetters', letters: [ids['leo'] ?? ''] }])], {
        stored: SECOND,
      }),
    );
    expect(await lettersOf(database.db, match)).toMatchObject([
      { state: 'edited', body: 'See you in May!', namesOldDate: true, v: 2 },
    ]);
  });

  test('a letter released but not yet handed over is withdrawn, with a new draft', async () => {
    const { match, ids } = await givenDated(['leo']);
    const { record, deliverLetters } = activitiesFor(database.db);
    await record(
      recordInput(match, [line(2, 'b', NOW + 1, [{ type: 'releaseLetters', letters: [ids['leo'] ?? ''] }])], {
        stored: FIRST,
      }),
    );
    await record(recordInput(match, [line(3, 'c', NOW + 2, [moved])], { stored: SECOND }));

    expect(await briefly(match)).toEqual([
      `m12 leo withdrawn v1: We meet on ${OLD_DAY}.`,
      `m12 leo draft v2: We meet on ${NEW_DAY}.`,
    ]);
    expect(await deliverLetters({ match, now: NOW + 2 })).toMatchObject({ sent: 0 });
  });

  test('whoever was told the old date gets a draft that tells the change (x8)', async () => {
    const { match, ids } = await givenDated(['leo', 'con']);
    const { record, deliverLetters } = activitiesFor(database.db);
    await record(
      recordInput(match, [line(2, 'b', NOW + 1, [{ type: 'releaseLetters', letters: [ids['leo'] ?? ''] }])], {
        stored: FIRST,
      }),
    );
    expect(await deliverLetters({ match, now: NOW + 1 })).toMatchObject({ sent: 1 });
    await record(recordInput(match, [line(3, 'c', NOW + 2, [moved])], { stored: SECOND }));

    expect(await briefly(match)).toEqual([
      `m12 con draft v2: We meet on ${NEW_DAY}.`,
      `m12 leo sent v1: We meet on ${OLD_DAY}.`,
      `x8 leo draft v2: Not ${OLD_DAY} but ${NEW_DAY}.`,
    ]);
  });

  test('whoever signs the letter about the change is not told by it', async () => {
    const { match } = await givenDated(['leo', 'fay']);
    await database.db.updateTable('letters').set({ state: 'sent' }).where('match', '=', match).execute();
    await activitiesFor(database.db).record(recordInput(match, [line(2, 'b', NOW + 1, [moved])], { stored: SECOND }));
    expect((await lettersOf(database.db, match)).filter(({ kind }) => kind === 'x8').map(({ to }) => to)).toEqual([
      'leo',
    ]);
  });

  test('a move that the workflow never took is undone with its branch', async () => {
    const { match, ids } = await givenDated(['leo', 'con']);
    const { record } = activitiesFor(database.db);
    await record(
      recordInput(match, [line(2, 'b', NOW + 1, [{ type: 'releaseLetters', letters: [ids['leo'] ?? ''] }])], {
        stored: FIRST,
      }),
    );
    await record(recordInput(match, [line(3, 'dead', NOW + 2, [moved])], { stored: SECOND }));
    await record(recordInput(match, [line(3, 'c', NOW + 3)], { stored: FIRST }));

    expect(await briefly(match)).toEqual([
      `m12 con draft v1: We meet on ${OLD_DAY}.`,
      `m12 leo draft v1: We meet on ${OLD_DAY}.`,
    ]);
  });
});
