import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { resultsAnew } from '../../src/db/match-results.ts';
import type { LookedFor } from '../../src/db/match-results.ts';
import { givenMatch } from '../activities/build.ts';
import { useDatabase } from '../support/postgres.ts';

/** Lists and reports know which matches have gone on since (decision 0039): no change may slip past, whoever looks meanwhile. */
const database = useDatabase();
const LOOKED_FOR: LookedFor = { form: 'F9', questions: ['heard'], summary: ['T24'], checkIn: ['T29'] };

const goesOn = (db: typeof database.db, match: string) =>
  sql`update matches set seq = seq + 1 where id = ${match}`.execute(db);
const listIsLookedAt = (db = database.db) => sql`select stand_anew()`.execute(db);

/** How far the record is, and how far lists and reports are: the same when nothing slipped past. */
async function placesOf(match: string): Promise<{ seq: number; standing: number | null; results: number | null }> {
  const { rows } = await sql<{ seq: number; standing: number | null; results: number | null }>`
    select m.seq, s.as_of as standing, r.as_of as results from matches m left join standings s on s.match = m.id
      left join match_results r on r.match = m.id where m.id = ${match}`.execute(database.db);
  if (rows[0] === undefined) throw new Error(`${match} is not there`);
  return rows[0];
}

const noted = async (): Promise<number> => {
  const { rows } = await sql<{
    count: number;
  }>`select (select count(*) from stale_standings) + (select count(*) from stale_results) as count`.execute(
    database.db,
  );
  return Number(rows[0]?.count);
};

test('a match is listed from its start, and again after each event; then nothing is left to do', async () => {
  const id = await givenMatch(database.db);
  await listIsLookedAt();
  await resultsAnew(database.db, LOOKED_FOR);
  expect(await placesOf(id)).toEqual({ seq: 0, standing: 0, results: 0 });

  await goesOn(database.db, id);
  await goesOn(database.db, id);
  await listIsLookedAt();
  await resultsAnew(database.db, LOOKED_FOR);

  expect(await placesOf(id)).toEqual({ seq: 2, standing: 2, results: 2 });
  expect(await noted()).toBe(0);
});

test('an event that is not committed yet when somebody looks is seen by whoever looks next', async () => {
  const id = await givenMatch(database.db);
  await listIsLookedAt();
  await database.db.transaction().execute(async (event) => {
    await goesOn(event, id);
    await listIsLookedAt();
    await resultsAnew(database.db, LOOKED_FOR);
    expect(await placesOf(id)).toMatchObject({ standing: 0, results: 0 });
  });

  await listIsLookedAt();
  await resultsAnew(database.db, LOOKED_FOR);

  expect(await placesOf(id)).toEqual({ seq: 1, standing: 1, results: 1 });
});

test('events and looks at the same time: at the end everybody is as far as the record', async () => {
  const ids: string[] = [];
  while (ids.length < 5) ids.push(await givenMatch(database.db));
  const EVENTS = 40;
  const events = ids.map(async (id) => {
    for (let n = 0; n < EVENTS; n += 1) await goesOn(database.db, id);
  });
  let isOver = false;
  const looks = [1, 2].map(async () => {
    while (!isOver) await Promise.all([listIsLookedAt(), resultsAnew(database.db, LOOKED_FOR)]);
  });
  await Promise.all(events);
  isOver = true;
  await Promise.all(looks);

  await listIsLookedAt();
  await resultsAnew(database.db, LOOKED_FOR);

  for (const id of ids) expect(await placesOf(id)).toEqual({ seq: EVENTS, standing: EVENTS, results: EVENTS });
  expect(await noted()).toBe(0);
});

test('whoever looked with an older state does not write over a newer one', async () => {
  const id = await givenMatch(database.db);
  await listIsLookedAt();
  await goesOn(database.db, id);
  await listIsLookedAt();
  await sql`insert into stale_standings values (${id})`.execute(database.db);
  await sql`update standings set as_of = 7, next_due = '2027-01-01' where match = ${id}`.execute(database.db);

  await listIsLookedAt();

  expect(await placesOf(id)).toMatchObject({ standing: 7 });
});

test('a form with other questions makes the results of all matches anew', async () => {
  await givenMatch(database.db);
  await resultsAnew(database.db, LOOKED_FOR);
  await sql`update match_results set title = 'as it was'`.execute(database.db);

  await resultsAnew(database.db, LOOKED_FOR);
  const { rows: same } = await sql`select from match_results where title <> 'as it was'`.execute(database.db);
  expect(same).toHaveLength(0);

  await resultsAnew(database.db, { ...LOOKED_FOR, questions: ['heard', 'learned'] });
  const { rows: anew } = await sql`select from match_results where title = 'as it was'`.execute(database.db);
  expect(anew).toHaveLength(0);
});
