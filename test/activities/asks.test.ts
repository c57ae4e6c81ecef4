import { describe, expect, test } from 'vitest';
import { loadLetters } from '../../src/letters/index.ts';
import { makeRecord } from '../../src/activities/record.ts';
import type { Deadline, Effect, Planned, Rung } from '../../src/machines/kernel/types.ts';
import { contentDir } from '../letters/letter-data.ts';
import { useDatabase } from '../support/postgres.ts';
import { activitiesFor, deadline, draft, givenMatch, lettersOf, line, notify, NOW, portsFor } from './build.ts';
import { recordInput } from './build.ts';

const database = useDatabase();
const DAY = 86_400_000;
const cssp = loadLetters(contentDir, 'cssp-peer-match');

const CHECK_IN = deadline('T24', NOW, { owner: 'lead', policy: 'checkIn' });
const INVITATION = deadline('invitation/con/invitation', NOW, {
  task: 'T06',
  part: 'invitation/con',
  owner: 'consultant',
  policy: 'invitation',
});
const REVIEW = deadline('review/con/review', NOW, {
  task: 'T06',
  part: 'review/con',
  owner: 'participant',
  person: 'con',
  policy: 'review',
});
type Notify = Partial<Extract<Effect, { type: 'notify' }>>;

/** The letters of one ask: kind, reader, and the first line of the text. */
async function asked(about: Deadline, ask: Notify, rungs?: readonly Rung[]): Promise<string[]> {
  const match = await givenMatch(database.db);
  const planned = rungs && { [about.id]: plannedAs(about, rungs) };
  await activitiesFor(database.db).record(
    recordInput(match, [line(1, 'a', NOW, [notify(about, ask)])], {
      deadlines: [about],
      ...(planned && { stored: { planned } }),
    }),
  );
  return (await lettersOf(database.db, match)).map(
    ({ kind, to, body }) => `${kind} ${to}: ${body.split('\n')[0] ?? ''}`,
  );
}

const plannedAs = ({ generation, dateVersion }: Deadline, rungs: readonly Rung[]): Planned => ({
  generation,
  dateVersion,
  basis: '',
  due: NOW + DAY,
  rungs,
});

/** The plain reminder as people get it: subject and text, by reader. */
async function reminders(
  about: Deadline,
  ask: Notify,
  { planned, parts }: { planned?: Planned; parts?: Parameters<typeof recordInput>[2] } = {},
): Promise<Record<string, { subject: string; body: string }>> {
  const match = await givenMatch(database.db);
  const record = makeRecord({ ...portsFor(database.db), letters: () => cssp });
  await record(
    recordInput(match, [line(1, 'a', NOW, [notify(about, ask)])], {
      deadlines: [about],
      stored: { ...parts?.stored, ...(planned && { planned: { [about.id]: planned } }) },
    }),
  );
  const rows = await database.db
    .selectFrom('letters')
    .select(['person', 'subject', 'body'])
    .where('match', '=', match)
    .execute();
  return Object.fromEntries(rows.map(({ person, subject, body }) => [person, { subject, body }]));
}

const escalate = { rung: 'escalate', last: true, late: true, ask: 3 } as const;

describe('an ask that has a letter of its own (m4r, m22, m24a)', () => {
  test('goes to the person who is asked, and its last one says so', async () => {
    const more: Rung[] = [{ rung: 'overdue2', at: NOW + DAY }];
    const over: Rung[] = [
      { rung: 'overdue2', at: NOW + DAY, dropped: true },
      { rung: 'escalate', at: NOW + DAY },
      { rung: 'expire', at: NOW + 2 * DAY },
    ];
    expect(await asked(CHECK_IN, { rung: 'overdue' }, more)).toEqual(['m24a leo: How is it? false']);
    expect(await asked(INVITATION, { rung: 'overdue' }, more)).toEqual(['m4r con: Will you? false']);
    expect(await asked(INVITATION, { rung: 'overdue2' }, over)).toEqual(['m4r con: Will you? true']);
    expect(await asked(REVIEW, { rung: 'due' }, over)).toEqual(['m22 con: Until Tuesday, March 2, 2027. true']);
  });

  test('X22: the check-in asks the lead twice, then the others of the team, and nobody more than three times', async () => {
    const over: Rung[] = [{ rung: 'escalate', at: NOW + DAY }];
    expect(await asked(CHECK_IN, { rung: 'due' })).toEqual(['m24a leo: How is it? false']);
    expect(await asked(CHECK_IN, { rung: 'overdue2' }, over)).toEqual(['m24a sue: How is it? true']);
    const letters = await reminders(CHECK_IN, { rung: 'overdue2' });
    expect(Object.keys(letters)).toEqual(['sue']);
    expect(letters['sue']?.body).toContain('I have asked leo Doe about this and have not heard back');
    expect(letters['sue']?.body).toContain('I ask you this once.');
  });

  test('X22: when the lead has left, the others of the team are asked at once', async () => {
    const match = await givenMatch(database.db);
    await database.db
      .updateTable('match_people')
      .set({ left_at: new Date(NOW) })
      .where('match', '=', match)
      .where('person', '=', 'leo')
      .execute();
    const input = recordInput(match, [line(1, 'a', NOW, [notify(CHECK_IN, { rung: 'due' })])], {
      deadlines: [CHECK_IN],
    });
    await activitiesFor(database.db).record(input);
    expect((await lettersOf(database.db, match)).map(({ kind, to }) => `${kind} ${to}`)).toEqual(['m24a sue']);
  });

  test('a letter to the lead contact greets whoever gets it, and says why when nobody is the lead any more', async () => {
    const first = async (hasLeft: boolean) => {
      const match = await givenMatch(database.db);
      const left = { left_at: hasLeft ? new Date(NOW) : null };
      await database.db
        .updateTable('match_people')
        .set(left)
        .where('match', '=', match)
        .where('person', '=', 'leo')
        .execute();
      const record = makeRecord({ ...portsFor(database.db), letters: () => cssp });
      await record(recordInput(match, [line(1, 'a', NOW, [draft('m1', { task: 'T01' })])]));
      return database.db
        .selectFrom('letters')
        .select(['person', 'body'])
        .where('match', '=', match)
        .executeTakeFirstOrThrow();
    };
    expect(await first(false)).toMatchObject({ person: 'leo', body: expect.stringMatching(/^Dear leo,/) });
    const { person, body } = await first(true);
    expect(person).toBe('fay');
    expect(body).toMatch(/^\*This letter is written for the lead contact of the \w+ \w+\. .*\*\n\nDear fay,/);
    expect(body).not.toContain('leo');
  });

  test('does not remind of an invitation that is still a draft: whoever can send it hears of it', async () => {
    const match = await givenMatch(database.db);
    const record = makeRecord({ ...portsFor(database.db), letters: () => cssp });
    const invite = line(1, 'a', NOW, [draft('m4', { task: 'T06', part: 'invitation/con' })]);
    await record(recordInput(match, [invite], { deadlines: [INVITATION] }));
    await record(
      recordInput(match, [line(2, 'b', NOW, [notify(INVITATION, { rung: 'overdue' })])], { deadlines: [INVITATION] }),
    );
    const rows = await database.db
      .selectFrom('letters')
      .select(['kind', 'person', 'subject', 'body'])
      .where('match', '=', match)
      .orderBy('seq')
      .execute();
    expect(rows.map(({ kind, person }) => `${kind} ${person}`)).toEqual(['m4 con', 'r fay']);
    expect(rows[1]?.subject).toMatch(/^Written, and not sent yet/);
    expect(rows[1]?.body).toContain('nobody has been asked');
  });

  test.each([
    ['check-in (X22)', CHECK_IN, 'leo Doe'],
    ['invitation', INVITATION, 'con Doe'],
    ['review', REVIEW, 'con Doe'],
  ] as const)(
    '%s: unanswered, it goes to the next in line and not once more to the person',
    async (_name, about, who) => {
      const letters = await reminders(about, escalate);

      expect(Object.keys(letters)).toEqual(['fay']);
      expect(letters['fay']?.subject).toMatch(new RegExp(`^No answer from ${who}: `));
      expect(letters['fay']?.body).toContain(`${who} was asked about this by letter and has not answered`);
      expect(letters['fay']?.body).not.toMatch(/last reminder/i);
    },
  );
});

describe('X2: a site that does not answer the first contact', () => {
  const SITE = deadline('siteSilent', NOW, {
    task: 'T01',
    owner: 'lead',
    handsTo: 'programManager',
    policy: 'site',
  });

  test('X2: the lead is written to in words of their own (m1r), the last of which says so', async () => {
    const more: Rung[] = [{ rung: 'overdue2', at: NOW + DAY }];
    const { leo: first } = await reminders(SITE, { rung: 'overdue' }, { planned: plannedAs(SITE, more) });
    expect(first?.subject).toBe('Did my first letter reach you? Bridges');
    expect(first?.body).toContain('I write once more in a few days, then the program calls you.');
    const { leo: last } = await reminders(SITE, { rung: 'overdue2' }, { planned: plannedAs(SITE, []) });
    expect(last?.subject).toBe('Shall we talk? My last letter about this: Bridges');
    expect(last?.body).toContain('you get no further letter about this');
  });

  test('X2: then the program manager is asked to call, not the facilitator', async () => {
    const letters = await reminders(SITE, escalate);
    expect(Object.keys(letters)).toEqual(['pam']);
    expect(letters['pam']?.subject).toMatch(/^No answer from leo Doe: /);
    expect(letters['pam']?.body).toContain('you can call');
  });
});

describe('the plain reminder (r)', () => {
  const T01 = deadline('T01', NOW);

  test('only the owner hears that it was the last, and to whom it goes', async () => {
    const letters = await reminders(T01, escalate);

    expect(letters['fay']?.subject).toBe('Last reminder: First contact (Bridges)');
    expect(letters['fay']?.body).toContain('you hear no more about it from us, and pam Doe takes it up');
    expect(letters['pam']?.subject).toBe('Now with you: First contact (Bridges)');
    expect(letters['pam']?.body).not.toMatch(/last reminder/i);
  });

  test('an ask is not the last one, whatever the kernel says', async () => {
    const { fay } = await reminders(T01, { rung: 'overdue', last: true, late: true });

    expect(fay?.subject).toBe('Still open: First contact (Bridges)');
    expect(fay?.body).not.toMatch(/last reminder/i);
  });

  test('says what comes next: another reminder, or the next in line', async () => {
    const again = plannedAs(T01, [{ rung: 'overdue', at: NOW + DAY }]);
    const on = plannedAs(T01, [
      { rung: 'overdue', at: NOW + DAY, dropped: true },
      { rung: 'escalate', at: NOW + 2 * DAY },
    ]);

    expect((await reminders(T01, {}, { planned: again }))['fay']?.body).toContain(
      'we ask again on Tuesday, March 2, 2027.',
    );
    expect((await reminders(T01, {}, { planned: on }))['fay']?.body).toContain(
      'it goes to pam Doe on Wednesday, March 3, 2027.',
    );
  });

  test('an ask that comes after its day does not say that it is due today', async () => {
    const past = { ...plannedAs(T01, []), due: NOW - 2 * DAY };
    const { fay } = await reminders(T01, {}, { planned: past });

    expect(fay?.subject).toBe('Still open: First contact (Bridges)');
    expect(fay?.body).toContain('This was due on Saturday, February 27, 2027 and is still open');
  });

  test('nobody is next in line to herself: it goes on to the one after, or stays', async () => {
    const both = deadline('T15', NOW, { owner: 'assistant', person: 'fay' });
    expect(Object.keys(await reminders(both, escalate)).sort()).toEqual(['fay', 'pam']);

    const top = await reminders(deadline('T01', NOW, { owner: 'programManager' }), escalate);
    expect(Object.keys(top)).toEqual(['pam']);
    expect(top['pam']?.body).toContain('Nobody is asked after you');
  });

  test.each([
    ['arrangement/phoneCards', 'T15', 'Arrange: phone cards'],
    ['arrangement/travel', 'T15', 'Arrange: travel'],
    ['honorarium/sue', 'T18', 'Honoraria: sue Doe'],
    ['call/k7Qx', 'T25', 'Send the notes: call of Monday, February 22, 2027'],
    ['call/unheld', 'T25', 'Send the notes'],
  ])('says which part: %s', async (part, task, words) => {
    const about = deadline(`${part}/x`, NOW, { part, task, owner: 'assistant' });
    const parts = { 'call/k7Qx': { chart: 'call', snapshot: null, anchors: { callHeld: '2027-02-22' } } };
    const { ada } = await reminders(about, {}, { parts: { stored: { parts } } });

    expect(ada?.subject).toBe(`Due now: ${words} (Bridges)`);
    expect(ada?.body).toContain(`**${words}**`);
  });
});

test('a letter to everyone is not sent to whoever signs it', async () => {
  const match = await givenMatch(database.db);
  const lines = [line(1, 'a', NOW, [draft('m7')]), line(2, 'b', NOW, [draft('m7', { ask: 1, persons: ['fay'] })])];
  await activitiesFor(database.db).record(recordInput(match, lines));
  const letters = await lettersOf(database.db, match);

  expect(letters.slice(0, -1).map(({ to }) => to)).toEqual(['ada', 'con', 'leo', 'pam', 'sue']);
  expect(letters.at(-1)?.to).toBe('fay');
});
