import { expect, test } from 'vitest';
import { makeApiQueries } from '../../src/db/api-queries.ts';
import { activitiesFor, deadline, givenMatch, line, notify, NOW, recordInput } from '../activities/build.ts';
import { useDatabase } from '../support/postgres.ts';

/** A captured digest is kept with its first letter, and is about several matches: not everybody who sees one may read it. */
const database = useDatabase();
const NINE = NOW + 5 * 3_600_000;

test('a captured mail about two matches is shown to whoever sees both, and to those who see all', async () => {
  const clock = { clock: 'virtual', clock_name: 'our year', mail: 'captured' } as const;
  const matches = [await givenMatch(database.db, clock), await givenMatch(database.db, clock)];
  for (const match of matches) {
    const due = deadline('T15', NOW, { owner: 'assistant' });
    await activitiesFor(database.db).record(
      recordInput(match, [line(1, 'k', NOW, [notify(due)])], { deadlines: [due] }),
    );
  }
  await database.db.updateTable('matches').set({ next_due: null }).execute();
  const result = await activitiesFor(database.db, undefined, () => NINE).deliverLetters({
    match: matches[0] ?? '',
    now: NINE,
  });
  expect(result).toMatchObject({ sent: 2 });
  await database.db
    .updateTable('match_people')
    .set({ left_at: new Date(NINE) })
    .where('match', '=', matches[1] ?? '')
    .where('person', '=', 'fay')
    .execute();

  const { mimeOf } = makeApiQueries(database.db);
  const letters = await database.db.selectFrom('letters').select('id').where('kind', '=', 'r').execute();
  expect(letters).toHaveLength(2);
  for (const { id } of letters) {
    expect(await mimeOf(id, undefined)).not.toBeNull();
    expect(await mimeOf(id, { email: 'ADA@example.org', roles: ['assistant'] })).not.toBeNull();
    expect(await mimeOf(id, { email: 'fay@example.org', roles: ['facilitator'] })).toBeNull();
  }
});
