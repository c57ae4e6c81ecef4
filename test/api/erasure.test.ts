import { beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { composeMessage } from '../../src/mail/compose.ts';
import { verifyJournal } from '../../src/db/verify-record.ts';
import { makeOutbox } from '../../src/db/outbox.ts';
import { useDatabase } from '../support/postgres.ts';
import { tablesThatTell } from '../support/whole-database.ts';
import { sampleMessage } from '../mail/sample-message.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** X28: somebody asks to be removed. Personal fields go from everywhere; ids, counts, journal and hashes stay. */
const database = useDatabase();
let house: House;
let pm: string;
let fac: string;

beforeAll(async () => {
  house = await makeHouse(database.db);
  pm = await house.token(['programManager'], 'pm@example.org');
  fac = await house.token(['facilitator'], 'fac@example.org');
});

/** Nobody and nothing else in the database is called like this. */
const unique = {
  name: 'Zelda "Zed" Quixotrix',
  title: 'Weatherglass keeper',
  organization: 'Zephyrium & Sons',
  address: '7 Nowherestreet_West\nPlumville',
  telephone: '+1 555 017 7134',
  email: 'Zelda.q_x@example.org',
  town: 'Plumville-on-Sample',
  needs: { access: 'a ramp of cedarwood', diet: 'no brassica' },
};
const WORDS = [
  'Quixotrix',
  'Weatherglass',
  'Zephyrium',
  'Nowherestreet',
  'Plumville',
  '017 7134',
  'Zelda',
  'cedarwood',
  'brassica',
  'zed-ref',
];
const cast = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'lead', name: 'Sam Sitelead', email: 'lead@example.org', roles: ['lead', 'participant'], team: 'seeker' },
];

/** Forms F2 and F1 with what they must say. */
const EXAMINED = {
  record: { answer: true, evidence: 'She keeps a weatherglass' },
  handsOn: { answer: true },
  mirrors: { answer: false },
  available: { answer: true },
  understands: { answer: true },
};
const PURPOSE = { issues: 'Housing', gains: 'A plan' };

const zeldaAdded = {
  ...unique,
  ref: 'zed-ref',
  roles: ['participant', 'consultant'],
  team: 'helper',
  roleKind: 'director',
};

interface Told {
  readonly match: string;
  readonly zelda: string;
}

/** A match in which Zelda is everywhere: in letters to her and to others, in forms, in answers that are kept for their keys. */
async function givenZelda(): Promise<Told> {
  const started = await house.call(pm, 'POST', 'matches', {
    method: 'cssp-peer-match',
    title: 'Bridges',
    timeZone: 'America/New_York',
    assignedOn: '2040-01-02',
    people: cast,
  });
  const match: string = started.body.id;
  const made = await house.call(fac, 'POST', `matches/${match}/people`, zeldaAdded, { key: `added-${match}` });
  expect(made.status).toBe(201);
  const zelda: string = made.body.id;
  const report = async (type: string, data: object = {}, more: object = {}) => {
    const answer = await house.call(fac, 'POST', `matches/${match}/events`, { type, data, ...more });
    expect([type, answer.status, answer.body.because, answer.body.errors]).toEqual([type, 200, undefined, undefined]);
  };
  await report('PERSON_ADDED', { person: 'zed-ref' });
  await report('CANDIDATE_SUGGESTED', {
    person: zelda,
    lead: true,
    notes: `Ask ${unique.name} by ${unique.email.toUpperCase()}.`,
  });
  await report('CANDIDATE_EXAMINED', { suitable: true, form: EXAMINED }, { part: 'invitation/zed-ref' });
  await report('CONSULTANT_INVITED', { text: 'Dear Zelda Quixotrix, come.' }, { part: `invitation/${zelda}` });
  await report(
    'INVITATION_ACCEPTED',
    { notes: 'Said Zelda on the telephone.' },
    { part: `invitation/${zelda}`, onBehalfOf: zelda },
  );
  await report('PURPOSE_CLARIFIED', {
    form: {
      ...PURPOSE,
      learningGoals: `To learn what ${unique.name} has built at ${unique.address}`,
      before: `Call ${unique.telephone}`,
    },
  });
  await report('CALL_PLANNED', {
    audience: 'everyone',
    notes: `${unique.name},\n${unique.address}`,
    text: `${unique.name} will tell.`,
  });
  await report('HELD', { reason: `Because ${unique.name} is ill` });
  await report('RESUMED');
  return { match, zelda };
}

/** As when mail is captured: to Zelda, and a reminder to somebody else that carries one about her. */
async function givenCapturedMail({ match, zelda }: Told): Promise<void> {
  const mime = await composeMessage(
    { ...sampleMessage, to: { name: unique.name, address: 'zelda@example.org' }, text: 'Dear Zelda Quixotrix' },
    { address: 'peermatch@example.org' },
  );
  const letters = await database.db.selectFrom('letters').selectAll().where('match', '=', match).execute();
  const hers = letters.find(({ person }) => person === zelda);
  const [carrier, carried] = letters.filter(({ person }) => person !== zelda);
  for (const one of [hers, carrier])
    await database.db
      .updateTable('letters')
      .set({ mime, state: 'sent', sent_at: new Date() })
      .where('id', '=', one?.id ?? '')
      .execute();
  await database.db
    .updateTable('letters')
    .set({
      carried_by: carrier?.id ?? '',
      state: 'sent',
      reason: `550 5.1.1 <${unique.email}> unknown`,
      data: JSON.stringify({ data: {}, ask: { title: 'Answer', part: unique.name } }),
    })
    .where('id', '=', carried?.id ?? '')
    .execute();
  await database.db
    .insertInto('letter_attempts')
    .values({ letter: hers?.id ?? '', at: new Date(), outcome: 'failed', response: `550 <${unique.email}> is full` })
    .execute();
}

const erase = (token: string, { match, zelda }: Told, key?: string) =>
  house.call(
    token,
    'POST',
    `matches/${match}/people/${zelda}/erase`,
    { reason: `${unique.name} asked by telephone` },
    key === undefined ? {} : { key },
  );

async function tellsOfHer(): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  try {
    return await tablesThatTell(pool, WORDS);
  } finally {
    await pool.end();
  }
}

const lettersTo = async ({ match, zelda }: Told) =>
  database.db.selectFrom('letters').selectAll().where('match', '=', match).where('person', '=', zelda).execute();
const journalOf = async (match: string) =>
  database.db.selectFrom('journal').selectAll().where('match', '=', match).orderBy('seq').execute();

describe('X28: a person who asks to be erased', () => {
  let told: Told;
  let before: { journal: Awaited<ReturnType<typeof journalOf>>; letters: number; forms: number };
  let answer: Awaited<ReturnType<typeof erase>>;

  beforeAll(async () => {
    told = await givenZelda();
    await givenCapturedMail(told);
    expect(await tellsOfHer()).not.toEqual([]);
    before = {
      journal: await journalOf(told.match),
      letters: (await database.db.selectFrom('letters').select('id').execute()).length,
      forms: (await database.db.selectFrom('forms').select('id').execute()).length,
    };
    answer = await erase(fac, told, 'erase-1');
  });

  test('is in no table any more, by no word that was hers', async () => {
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ person: told.zelda, recorded: true, others: [] });
    expect(await tellsOfHer()).toEqual([]);
  });

  test('leaves the journal as it was, with one line more that names nobody, and its hashes hold', async () => {
    const after = await journalOf(told.match);
    expect(after.slice(0, -1)).toEqual(before.journal);
    expect(after.at(-1)).toMatchObject({ type: 'PERSON_ERASED', facts: { person: told.zelda } });
    expect(await verifyJournal(database.db, told.match)).toEqual({ ok: true });
  });

  test('leaves the counts: letters, texts and attempts are as many as before, and her scores stay', async () => {
    expect((await database.db.selectFrom('letters').select('id').execute()).length).toBeGreaterThanOrEqual(
      before.letters,
    );
    expect((await database.db.selectFrom('forms').select('id').execute()).length).toBe(before.forms + 1);
    const forms = await database.db.selectFrom('forms').selectAll().where('match', '=', told.match).execute();
    const erased = { answer: true, evidence: 'erased on request' };
    expect(forms.map(({ body }) => body)).toContainEqual({ ...EXAMINED, record: erased });
    expect(forms.map(({ body }) => body)).toContainEqual({
      ...PURPOSE,
      learningGoals: 'To learn what erased on request has built at erased on request',
      before: 'Call erased on request',
    });
  });

  test('gets no mail any more: what waited is withdrawn, and what was sent says nothing', async () => {
    const letters = await lettersTo(told);
    expect(letters.length).toBeGreaterThan(1);
    expect(new Set(letters.map(({ state }) => state))).toEqual(new Set(['withdrawn', 'sent']));
    expect(new Set(letters.map(({ body, mime }) => `${body} ${mime}`))).toEqual(new Set(['erased on request null']));
    const outbox = makeOutbox(database.db);
    for (const { id } of letters) expect(await outbox.take(id)).toEqual([]);
  });

  test('is among the people no more, and cannot be named by the old ref', async () => {
    const people = await house.call(fac, 'GET', `matches/${told.match}/people`);
    expect(people.body.items.map(({ name }: { name: string }) => name)).toEqual([
      'Fran Facilitator',
      'Alex Assistant',
      'Sam Sitelead',
      'programManager',
    ]);
    const named = await house.call(fac, 'POST', `matches/${told.match}/events`, {
      type: 'PERSON_ADDED',
      data: { person: 'zed-ref' },
    });
    expect(named.status).toBe(422);
  });

  test('is erased once: whoever asks again is told that it is done', async () => {
    const lines = (await journalOf(told.match)).length;
    const again = await erase(fac, told, 'erase-1');
    const anew = await erase(pm, told, 'another-key');
    expect([again.status, anew.status]).toEqual([200, 200]);
    expect((await journalOf(told.match)).length).toBe(lines);
    expect(await tellsOfHer()).toEqual([]);
  });

  test('is not written down again by a second event that was reported at the same time', async () => {
    const data = { person: told.zelda, reason: `${unique.name} insists` };
    const answer = await house.call(fac, 'POST', `matches/${told.match}/events`, { type: 'PERSON_ERASED', data });
    expect(answer.status).toBe(200);
    expect(await tellsOfHer()).toEqual([]);
  });

  test('is not written down again by a letter that was on its way, or by a command that is sent again', async () => {
    const [letter] = await lettersTo(told);
    await database.db
      .updateTable('letters')
      .set({ state: 'sending' })
      .where('id', '=', letter?.id ?? '')
      .execute();
    const outcome = {
      at: new Date(),
      outcome: 'captured' as const,
      response: unique.email,
      mime: Buffer.from(unique.name),
    };
    await makeOutbox(database.db).settleTogether([letter?.id ?? ''], outcome);
    const replayed = await house.call(fac, 'POST', `matches/${told.match}/people`, zeldaAdded, {
      key: `added-${told.match}`,
    });
    expect(replayed.body).toMatchObject({ id: told.zelda, name: 'erased on request', email: null });
    expect(await tellsOfHer()).toEqual([]);
  });
});

describe('X28 after the end of the match', () => {
  test('is written by the API as the next line, once, and the record still hangs together', async () => {
    const told = await givenZelda();
    const report = (type: string, data: object = {}) =>
      house.call(pm, 'POST', `matches/${told.match}/events`, { type, data });
    await report('WITHDRAWN', { reason: `${unique.name} cannot come` });
    for (const type of ['CANCELLATION_TOLD', 'CONSULTANTS_TOLD', 'CALENDAR_ENTRIES_CANCELLED', 'ARRANGEMENTS_RELEASED'])
      await report(type);
    await report('HONORARIA_DECIDED');
    const ended = await report('REASON_RECORDED', { reason: 'They have no time' });
    expect(ended.body.status).toBe('cancelled');
    house.engine.forget(told.match);
    const before = await journalOf(told.match);

    const both = await Promise.all([erase(pm, told, 'late-1'), erase(pm, told, 'late-2')]);

    expect(both.map(({ status, text }) => [status, text])).toEqual([
      [200, expect.anything()],
      [200, expect.anything()],
    ]);
    expect(await tellsOfHer()).toEqual([]);
    const after = await journalOf(told.match);
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({ seq: before.length + 1, type: 'PERSON_ERASED', by_role: 'programManager' });
    expect(await verifyJournal(database.db, told.match)).toEqual({ ok: true });
    expect((await house.call(pm, 'GET', `matches/${told.match}`)).body.seq).toBe(before.length + 1);
  });
});

describe('X28 is refused', () => {
  let told: Told;
  beforeAll(async () => {
    told = await givenZelda();
  });
  const of = async (ref: string) => {
    const { body } = await house.call(fac, 'GET', `matches/${told.match}/people`);
    return body.items.find((person: { ref: string }) => person.ref === ref).id as string;
  };

  test('for the staff of a running match: their role is handed over first', async () => {
    const answer = await erase(fac, { ...told, zelda: await of('aa') });
    expect(answer.status).toBe(409);
    expect(answer.body.because).toContain('assistant: hand that role over first');
  });

  test('without a reason, for nobody, and to whoever may not see the match', async () => {
    const path = `matches/${told.match}/people`;
    const silent = await house.call(fac, 'POST', `${path}/${told.zelda}/erase`, {});
    expect([silent.status, silent.body.errors[0].path]).toEqual([422, 'reason']);
    expect((await erase(fac, { ...told, zelda: 'nobody' })).status).toBe(404);
    const stranger = await house.token(['facilitator'], 'stranger@example.org');
    expect((await erase(stranger, told)).status).toBe(404);
  });

  test('and says in which other matches the same address stands', async () => {
    const other = await givenZelda();
    const answer = await erase(fac, told);
    expect(answer.body.others).toEqual([{ match: other.match, person: other.zelda }]);
  });
});
