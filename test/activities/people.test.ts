import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/machines/kernel/types.ts';
import { useDatabase } from '../support/postgres.ts';
import {
  activitiesFor,
  deadline,
  draft,
  givenMatch,
  line,
  lettersOf,
  NOW,
  notify,
  portsFor,
  recordInput,
} from './build.ts';
import { createActivities } from '../../src/activities/index.ts';

const database = useDatabase();
const said = (seq: number, type: string, facts: Facts, effects: Parameters<typeof line>[3] = []) =>
  line(seq, `k${seq}`, NOW + seq, effects, { type, facts });
const record = (...input: Parameters<typeof recordInput>) => activitiesFor(database.db).record(recordInput(...input));
const handOver = (role: string, from: string, to: string) => said(2, 'ROLE_HANDED_OVER', { role, from, to });

const briefly = async (match: string): Promise<string[]> =>
  (await lettersOf(database.db, match)).map(({ kind, to, state }) => `${kind} ${to} ${state}`);
const rowsOf = async (match: string) =>
  database.db
    .selectFrom('match_people')
    .innerJoin('people', 'people.id', 'match_people.person')
    .select(['person', 'roles', 'team', 'left_at', 'bounced_at'])
    .where('match', '=', match)
    .orderBy('position')
    .execute();
const present = async (match: string): Promise<string[]> =>
  (await rowsOf(match)).flatMap(({ person, roles, left_at: left }) =>
    left === null ? [`${person} ${roles.join('+')}`] : [],
  );
const reminder = (owner: 'facilitator' | 'assistant') => deadline('T01', NOW, { owner });

describe('X4: a lead, facilitator or assistant is replaced', () => {
  test('the old person is out, the new one has the role, and letters to the role that have not left go to the new one', async () => {
    const match = await givenMatch(database.db);
    await record(match, [line(1, 'a', NOW, [draft('m2'), draft('m7'), draft('m1', { task: 'T01' })])]);
    await record(match, [handOver('assistant', 'ada', 'sue')]);

    expect(await present(match)).toEqual([
      'fay facilitator',
      'pam programManager',
      'leo lead+participant',
      'sue participant+assistant',
      'con consultant',
    ]);
    expect(await briefly(match)).toEqual([
      'm1 leo draft',
      'm2 ada withdrawn',
      'm7 ada withdrawn',
      'm7 con draft',
      'm7 leo draft',
      'm7 pam draft',
      'm7 sue draft',
      // By post: she has no e-mail.
      'm2 sue released',
    ]);
  });

  test('who keeps another role stays, and only what the role was sent is taken away', async () => {
    const match = await givenMatch(database.db);
    await record(match, [line(1, 'a', NOW, [draft('m1', { task: 'T01' }), draft('m12')])]);
    await record(match, [handOver('lead', 'leo', 'pam')]);
    await record(match, [said(3, 'ROLE_HANDED_OVER', { role: 'lead', to: 'sue' })]);

    expect(await present(match)).toContain('leo participant');
    expect(await present(match)).toContain('sue participant+lead');
    const letters = await briefly(match);
    expect(letters).toContain('m1 leo withdrawn');
    expect(letters).toContain('m12 leo draft');
    expect(letters).toContain('m1 sue draft');
  });

  test('a role that goes there and back again finds its letters', async () => {
    const match = await givenMatch(database.db);
    await record(match, [line(1, 'a', NOW, [draft('m2')])]);
    await record(match, [handOver('assistant', 'ada', 'con')]);
    await record(match, [said(3, 'ROLE_HANDED_OVER', { role: 'assistant', from: 'con', to: 'ada' })]);

    expect(await briefly(match)).toEqual(['m2 ada withdrawn', 'm2 con withdrawn', 'm2 ada queued']);
    expect(await present(match)).toContain('ada assistant');
  });

  test('drafts are signed by the new person, unless somebody has put own words into them', async () => {
    const match = await givenMatch(database.db);
    await record(match, [line(1, 'a', NOW, [draft('m12')])]);
    await database.db
      .updateTable('letters')
      .set({ state: 'edited', edited: true, body: 'My words. Fay' })
      .where('match', '=', match)
      .where('person', '=', 'leo')
      .execute();
    await record(match, [handOver('facilitator', 'fay', 'pam')]);

    const bodies = Object.fromEntries((await lettersOf(database.db, match)).map(({ to, body }) => [to, body]));
    expect(bodies['sue']).toContain('pam Doe');
    expect(bodies['sue']).not.toContain('fay Doe');
    expect(bodies['leo']).toBe('My words. Fay');
  });

  test('later reminders go to the new person, in her zone', async () => {
    const match = await givenMatch(database.db);
    await database.db.updateTable('people').set({ zone: 'Asia/Tokyo' }).where('id', '=', 'con').execute();
    const zones: string[] = [];
    const ports = portsFor(database.db);
    const { record: planning } = createActivities({
      ...ports,
      plan: (deadlines, known, options) => {
        zones.push(...deadlines.map(options.zoneOf));
        return ports.plan(deadlines, known, options);
      },
    });
    const asked = reminder('assistant');
    await planning(recordInput(match, [line(1, 'a', NOW)], { deadlines: [asked] }));
    await planning(recordInput(match, [handOver('assistant', 'ada', 'con')], { deadlines: [asked] }));
    await planning(recordInput(match, [line(3, 'c', NOW + 3, [notify(asked)])], { deadlines: [asked] }));

    expect(zones).toEqual(['America/New_York', 'Asia/Tokyo', 'Asia/Tokyo']);
    expect(await briefly(match)).toEqual(['r con queued']);
  });

  test('a task that was given to somebody who has left is the role’s again', async () => {
    const match = await givenMatch(database.db);
    const given = deadline('T01', NOW, { owner: 'facilitator', person: 'sue' });
    await record(match, [line(1, 'a', NOW), said(2, 'PERSON_LEFT', { person: 'sue' })], { deadlines: [given] });
    await record(match, [line(3, 'c', NOW + 3, [notify(given)])], { deadlines: [given] });
    expect(await briefly(match)).toEqual(['r fay queued']);
  });
});

describe('X7: somebody drops out, and a substitute comes', () => {
  test('who left gets nothing more, and the substitute what comes next', async () => {
    const match = await givenMatch(database.db);
    await record(match, [line(1, 'a', NOW, [draft('m12'), draft('m7', { persons: ['sue'] })])]);
    await record(match, [said(2, 'PERSON_LEFT', { person: 'sue' })]);
    expect(await present(match)).not.toContain('sue participant');
    expect(await briefly(match)).toEqual(['m12 con draft', 'm12 leo draft', 'm12 sue withdrawn', 'm7 sue withdrawn']);

    const substitute = { person: 'pam', team: 'seeker', resident: true, insteadOf: 'sue' };
    await record(match, [said(3, 'PERSON_ADDED', substitute, [draft('m12', { ask: 3 })])]);
    expect(await present(match)).toContain('pam programManager+resident');
    expect((await briefly(match)).slice(4)).toEqual(['m12 con draft', 'm12 leo draft', 'm12 pam draft']);
  });

  test('X24: mail that comes back marks the person until she is corrected', async () => {
    const match = await givenMatch(database.db);
    const isMarked = async () => (await rowsOf(match)).flatMap((row) => (row.bounced_at === null ? [] : [row.person]));
    await record(match, [said(1, 'PERSON_BOUNCED', { person: 'con' })]);
    expect(await isMarked()).toEqual(['con']);
    await record(match, [said(2, 'PERSON_CHANGED', { person: 'con', team: 'helper/2' })]);
    expect(await isMarked()).toEqual([]);
    expect((await rowsOf(match)).find(({ person }) => person === 'con')?.team).toBe('helper/2');
  });
});

describe('a branch that the workflow never took', () => {
  test('is taken back with everything that it had said about people', async () => {
    const match = await givenMatch(database.db);
    await record(match, [line(1, 'a', NOW, [draft('m12'), draft('m2')])]);
    const before = await rowsOf(match);
    const letters = await lettersOf(database.db, match);
    await record(match, [
      handOver('assistant', 'ada', 'sue'),
      said(3, 'ROLE_HANDED_OVER', { role: 'facilitator', from: 'fay', to: 'ada' }),
      said(4, 'PERSON_LEFT', { person: 'leo' }),
      said(5, 'PERSON_BOUNCED', { person: 'sue' }),
      said(6, 'PERSON_CHANGED', { person: 'sue', team: 'helper' }),
    ]);
    expect(await rowsOf(match)).not.toEqual(before);
    expect(await lettersOf(database.db, match)).not.toEqual(letters);

    await record(match, [line(2, 'other', NOW + 50)]);
    expect(await rowsOf(match)).toEqual(before);
    expect((await lettersOf(database.db, match)).map(({ reason: _, ...rest }) => rest)).toEqual(
      letters.map(({ reason: _, ...rest }) => rest),
    );
  });

  test('keeps what was taken before it, and a record that is run again changes nothing', async () => {
    const match = await givenMatch(database.db);
    const first = recordInput(match, [said(1, 'PERSON_LEFT', { person: 'sue' })]);
    const { record: again } = activitiesFor(database.db);
    const answer = await again(first);
    await record(match, [said(2, 'PERSON_ADDED', { person: 'sue' })]);
    expect(await again(first)).toEqual(answer);
    expect(await present(match)).toContain('sue participant');
    await record(match, [line(2, 'other', NOW + 50)]);
    expect(await present(match)).not.toContain('sue participant');
  });
});
