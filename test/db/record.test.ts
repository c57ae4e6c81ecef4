import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { KeptState } from '../../src/contracts/record.ts';
import { toStored } from '../../src/db/stored.ts';
import { verifyJournal } from '../../src/db/verify-record.ts';
import { activitiesFor, deadline, draft, givenMatch, line, lettersOf, NOW, recordInput } from '../activities/build.ts';
import { useDatabase } from '../support/postgres.ts';

const database = useDatabase();
const journalOf = async (match: string): Promise<string[]> => {
  const rows = await database.db
    .selectFrom('journal')
    .select(['seq', 'n', 'key'])
    .where('match', '=', match)
    .orderBy('seq')
    .orderBy('n')
    .execute();
  return rows.map(({ seq, n, key }) => `${seq}.${n} ${key}`);
};

describe('record', () => {
  test('writes the journal, what lists read, and the planned instants, which it gives back', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    const opened = deadline('T01', NOW);
    const result = await record(
      recordInput(match, [line(1, 'k1', NOW, [draft('m1', { task: 'T01' })])], {
        stored: { anchors: { assigned: '2027-03-01' }, findings: { R4: { code: 'R4', task: 'T02', since: NOW } } },
        view: {
          steps: [{ id: '1', stage: 'underway' }],
          tasks: [{ id: 'T01', state: 'open' }],
          parts: [{ id: 'invitation/con', chart: 'invitation', state: 'sent', done: false }],
        },
        deadlines: [opened],
      }),
    );

    expect(result.planned).toEqual({
      T01: {
        generation: 1,
        dateVersion: 0,
        basis: 'g1 v0',
        due: NOW + 86_400_000,
        rungs: [{ rung: 'due', at: NOW + 86_400_000 }],
      },
    });
    expect(result.lettersAt).toBeNull();
    const row = await database.db.selectFrom('matches').selectAll().where('id', '=', match).executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      status: 'underway',
      seq: 1,
      assigned_on: '2027-03-01',
      next_due: new Date(NOW + 86_400_000),
    });
    expect(row.findings).toEqual([{ code: 'R4', task: 'T02', facts: {}, since: NOW }]);
    const kept = await database.db.selectFrom('deadlines').selectAll().where('match', '=', match).execute();
    expect(toStored(row.stored as KeptState, kept).planned).toEqual(result.planned);
    expect(await database.db.selectFrom('tasks').selectAll().where('match', '=', match).execute()).toMatchObject([
      { id: 'T01', state: 'open', due: new Date(NOW + 86_400_000), seq: 1 },
    ]);
    expect(await database.db.selectFrom('parts').selectAll().where('match', '=', match).execute()).toMatchObject([
      { id: 'invitation/con', person: 'con', state: 'sent' },
    ]);
    expect(await lettersOf(database.db, match)).toMatchObject([
      { kind: 'm1', to: 'leo', state: 'draft', body: 'Dear leo Doe, welcome to Bridges.\n\nfay Doe\n' },
    ]);
  });

  test('run again with the same argument it writes nothing and answers the same', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    const input = recordInput(match, [line(1, 'k1', NOW, [draft('m2')])], { deadlines: [deadline('T01', NOW)] });

    const first = await record(input);
    const again = await record(input);

    expect(again).toEqual(first);
    expect(first.lettersAt).not.toBeNull();
    expect(await journalOf(match)).toEqual(['1.0 k1']);
    expect(await lettersOf(database.db, match)).toHaveLength(1);
  });

  test('an older argument that comes late changes nothing that came after it', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    const first = recordInput(match, [line(1, 'k1', NOW)], { view: { tasks: [{ id: 'T01', state: 'open' }] } });
    await record(first);
    await record(recordInput(match, [line(2, 'k2', NOW + 1)], { view: { tasks: [{ id: 'T01', state: 'done' }] } }));
    await record(first);

    expect(await database.db.selectFrom('tasks').select('state').where('match', '=', match).execute()).toEqual([
      { state: 'done' },
    ]);
    expect(await database.db.selectFrom('matches').select('seq').where('id', '=', match).execute()).toEqual([
      { seq: 2 },
    ]);
  });

  test('a branch that the workflow never took is replaced with its rows, letters, releases and texts', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    await database.db
      .insertInto('forms')
      .values({
        id: `${match}-t`,
        match,
        form: 'reason',
        part: null,
        revision: 1,
        body: '"no money"',
        sha256: 'x',
        state: 'pending',
        by_person: 'fay',
        key: 'x',
        seq: null,
      })
      .execute();
    await record(
      recordInput(match, [line(1, 'a', NOW, [draft('m1')])], { view: { tasks: [{ id: 'T01', state: 'open' }] } }),
    );
    const [letter] = await lettersOf(database.db, match);
    await record(
      recordInput(
        match,
        [
          line(2, 'dead', NOW + 1, [{ type: 'releaseLetters', letters: [letter?.id ?? ''] }, draft('m2')], {
            refs: { reason: { id: `${match}-t`, sha256: 'x' } },
          }),
          line(3, 'dead too', NOW + 1),
        ],
        {
          view: {
            tasks: [{ id: 'T01', state: 'done' }],
            parts: [{ id: 'call/1', chart: 'call', state: 'planned', done: false }],
          },
          deadlines: [deadline('T09', NOW)],
        },
      ),
    );
    expect(await journalOf(match)).toEqual(['1.0 a', '2.0 dead', '3.0 dead too']);
    expect((await lettersOf(database.db, match)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'm1 released',
      'm2 queued',
    ]);

    await record(recordInput(match, [line(2, 'b', NOW + 5)], { view: { tasks: [{ id: 'T01', state: 'skipped' }] } }));

    expect(await journalOf(match)).toEqual(['1.0 a', '2.0 b']);
    expect((await lettersOf(database.db, match)).map(({ kind, state }) => `${kind} ${state}`)).toEqual(['m1 draft']);
    expect(await database.db.selectFrom('tasks').select(['state', 'seq']).where('match', '=', match).execute()).toEqual(
      [{ state: 'skipped', seq: 2 }],
    );
    expect(await database.db.selectFrom('parts').selectAll().where('match', '=', match).execute()).toEqual([]);
    expect(await database.db.selectFrom('deadlines').selectAll().where('match', '=', match).execute()).toEqual([]);
    expect(await database.db.selectFrom('forms').select(['state', 'seq']).where('match', '=', match).execute()).toEqual(
      [{ state: 'draft', seq: null }],
    );
    expect(await verifyJournal(database.db, match)).toEqual({ ok: true });
  });

  test('an earlier line of a dead run is ignored', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    await record(recordInput(match, [line(1, 'a', NOW + 5)], { view: { tasks: [{ id: 'T01', state: 'open' }] } }));
    await record(
      recordInput(match, [line(1, 'zombie', NOW), line(2, 'zombie too', NOW)], {
        view: { tasks: [{ id: 'T01', state: 'done' }] },
      }),
    );

    expect(await journalOf(match)).toEqual(['1.0 a']);
    expect(await database.db.selectFrom('tasks').select('state').where('match', '=', match).execute()).toEqual([
      { state: 'open' },
    ]);
  });

  test('the hash chain holds through refusals, and a line that was tampered with, or taken away, is found', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    const facts = { on: '2027-03-02', persons: ['leo', 'sue'], share: 0.8, nested: { z: 1, a: null } };
    await record(
      recordInput(match, [line(1, 'a', NOW, [draft('m1')], { facts }), { ...line(1, 's', NOW), refused: 'on hold' }]),
    );
    await record(recordInput(match, [line(2, 'b', NOW), line(3, 'c', NOW)]));
    expect(await verifyJournal(database.db, match)).toEqual({ ok: true });

    await sql`update journal set facts = '{"on":"2027-03-03"}' where match = ${match} and seq = 1 and n = 0`.execute(
      database.db,
    );
    expect(await verifyJournal(database.db, match)).toEqual({ ok: false, brokenAt: { seq: 1, n: 0 } });
    await sql`update journal set facts = ${JSON.stringify(facts)}::jsonb where match = ${match} and seq = 1 and n = 0`.execute(
      database.db,
    );
    await sql`delete from journal where match = ${match} and seq = 2`.execute(database.db);
    expect(await verifyJournal(database.db, match)).toEqual({ ok: false, brokenAt: { seq: 3, n: 0 } });
    await sql`delete from journal where match = ${match} and seq = 3`.execute(database.db);
    await sql`delete from journal where match = ${match} and seq = 1 and n = 1`.execute(database.db);
    expect(await verifyJournal(database.db, match)).toEqual({ ok: false, brokenAt: { seq: 2, n: 0 } });
  });

  test('a letter that cannot be rendered holds nothing up: its draft says why', async () => {
    const match = await givenMatch(database.db);
    await activitiesFor(database.db).record(recordInput(match, [line(1, 'a', NOW, [draft('broken')])]));
    expect(await lettersOf(database.db, match)).toMatchObject([
      { kind: 'broken', state: 'draft', body: '', reason: expect.stringContaining('could not be rendered') as string },
    ]);
  });

  test('one letter per send key, whoever asks for it again', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    await record(recordInput(match, [line(1, 'a', NOW, [draft('m1', { task: 'T01' })])]));
    await record(
      recordInput(match, [
        line(2, 'b', NOW, [draft('m1', { task: 'T01' })]),
        line(3, 'c', NOW, [draft('m1', { task: 'T01', generation: 2 })]),
      ]),
    );

    expect(await lettersOf(database.db, match)).toHaveLength(2);
  });

  test('thirty records at once are written one after the other', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    const all = Array.from({ length: 30 }, (_, index) => line(index + 1, `k${index + 1}`, NOW + index));
    // As the host does it: what waits goes into the next record, so that each argument starts where the last one ended.
    await record(recordInput(match, all.slice(0, 1)));
    await Promise.all(all.map((_, index) => record(recordInput(match, all.slice(0, index + 1)))));

    expect(await journalOf(match)).toEqual(all.map(({ seq, key }) => `${seq}.0 ${key}`));
    expect(await verifyJournal(database.db, match)).toEqual({ ok: true });
    expect(await database.db.selectFrom('matches').select('seq').where('id', '=', match).execute()).toEqual([
      { seq: 30 },
    ]);
  });

  test('the status of the dates stays what it was when the match ends, and letters still say it', async () => {
    const match = await givenMatch(database.db);
    const { record } = activitiesFor(database.db);
    await record(recordInput(match, [line(1, 'a', NOW)], { view: { dateStatus: 'tentative' } }));
    const ended = { status: 'closed', outcome: 'withdrawn', dateStatus: null } as const;
    await record(recordInput(match, [line(2, 'b', NOW + 1, [draft('status')])], { view: ended }));
    expect(
      await database.db.selectFrom('matches').select('date_status').where('id', '=', match).executeTakeFirst(),
    ).toEqual({ date_status: 'tentative' });
    expect(await lettersOf(database.db, match)).toMatchObject([
      { kind: 'status', body: expect.stringContaining('tentative') as string },
    ]);
  });

  test('a match that is not in the database fails for good', async () => {
    await expect(activitiesFor(database.db).record(recordInput('nobody', [line(1, 'a', NOW)]))).rejects.toMatchObject({
      type: 'RecordInvalid',
      nonRetryable: true,
    });
  });

  test('a virtual clock leaves its distance to the wall clock', async () => {
    const match = await givenMatch(database.db, { clock: 'virtual' });
    await activitiesFor(database.db).record(recordInput(match, [line(1, 'a', NOW + 90_000)]));
    expect(await database.db.selectFrom('matches').select('clock_offset').where('id', '=', match).execute()).toEqual([
      { clock_offset: 90_000 },
    ]);
  });
});
