import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people, ZONE } from '../../src/cli/story.ts';
import { workflowId } from '../../src/contracts/names.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import { tablesThatTell } from '../support/whole-database.ts';
import { until } from '../support/until.ts';

/** Lists of people and the erasure of one, on the product as it is started (B2.14, X28). Mail is captured. */
let peermatch: Peermatch;
let match: string;

const today = new Date().toISOString().slice(0, 10);
const call = <T = Record<string, unknown>>(path: string, body: unknown, key: string) =>
  peermatch.call<T>('POST', `/api/v1/matches/${match}${path}`, body, { key });
const report = async (type: string, data: object, more: object = {}) => {
  const answer = await call(
    '/events',
    { type, data, ...more },
    `${match} ${type} ${JSON.stringify(more)}`.replace(/\W/g, '-'),
  );
  expect([type, answer.status, answer.body['because']]).toEqual([type, 200, undefined]);
};
const historyOf = async (id: string): Promise<string> =>
  JSON.stringify(await peermatch.temporal.workflow.getHandle(workflowId(id)).fetchHistory()).replaceAll(
    /"data":"([^"]*)"/g,
    (_, data: string) => Buffer.from(data, 'base64').toString('utf8'),
  );
const count = async (sql: string): Promise<number> =>
  Number((await peermatch.db.query<{ n: string }>(sql, [match])).rows[0]?.n);

async function startMatch(title: string): Promise<string> {
  const { body } = await peermatch.call<{ id: string }>('POST', '/api/v1/matches', {
    method: 'cssp-peer-match',
    title,
    timeZone: ZONE,
    assignedOn: today,
    people,
  });
  return body.id;
}

beforeAll(async () => {
  peermatch = await startPeermatch({ SMTP_URL: '' });
}, 60_000);
afterAll(() => peermatch.stop());

describe('5,000 people in one table', () => {
  const rows = Array.from(
    { length: 5_000 },
    (_, n) =>
      `Person ${n},Title ${n},Sample Organization,"${n} Sample Street, Sampletown",555-${n},p${n}@example.org,${n % 2 ? 'seeker' : 'helper'},${n % 5 ? 'practitioner' : 'resident'}`,
  );
  const text = ['Name,Title,Organization,Address,Phone,Email,Team,Role', ...rows].join('\n');
  interface Answer {
    readonly counts: Record<string, number>;
    readonly recorded: boolean;
  }
  const send = (dryRun: boolean) => call<Answer>('/people/import', { text, dryRun }, `list-${dryRun}`);

  test('are shown, taken and known to the match in seconds, once', async () => {
    match = await startMatch('Very many');
    const began = Date.now();
    const shown = await send(true);
    const taken = await send(false);
    const took = Date.now() - began;
    const again = await send(false);
    expect([shown.body.counts['add'], taken.status, taken.body.counts['add']]).toEqual([5_000, 200, 5_000]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await count('select count(*) as n from match_people where match = $1')).toBe(5_000 + people.length);
    expect(await count(`select count(*) as n from journal where match = $1 and type = 'PEOPLE_LISTED'`)).toBe(10);
    const known = `select count(*) as n from matches, jsonb_object_keys(stored #> '{snapshot,context,people}') where id = $1`;
    expect(await count(known)).toBeGreaterThanOrEqual(5_000);
    // Seconds, also on a small machine that does other things.
    expect(took).toBeLessThan(30_000);
  });

  test('hinder the match in nothing: the next event is taken, and its history holds no name', async () => {
    await report('SITE_CONTACTED', { contactedOn: today });
    const history = await historyOf(match);
    expect(history).toContain('PEOPLE_LISTED');
    expect(history).not.toMatch(/Person \d|Sample|p\d+@|555-/);
    expect(history.length).toBeLessThan(3_000_000);
  });
});

describe('X28 on the running product', () => {
  const zelda = {
    name: 'Zelda Quixotrix',
    title: 'Weatherglass keeper',
    organization: 'Zephyrium',
    address: '7 Nowherestreet',
    telephone: '+1 555 017 7134',
    email: 'zelda.quixotrix@example.org',
    roles: ['consultant'],
    team: 'helper',
    needs: { diet: 'no brassica' },
  };
  const WORDS = ['Zelda', 'Quixotrix', 'Weatherglass', 'Zephyrium', 'Nowherestreet', '017 7134', 'brassica'];
  let person: string;

  test('a person with letters that were handed over, that wait, and that tell of her is erased from all tables', async () => {
    match = await startMatch('Bridges');
    person = (await call<{ id: string }>('/people', zelda, 'add-her')).body.id;
    const part = { part: `invitation/${person}` };
    await report('PERSON_ADDED', { person });
    await report('CANDIDATE_SUGGESTED', { person, lead: true, notes: 'Zelda Quixotrix is the one' });
    await report('CANDIDATE_EXAMINED', { suitable: true }, part);
    await report('CONSULTANT_INVITED', { text: 'Dear Zelda, come and tell' }, part);
    const letters = (
      await peermatch.db.query<{ id: string }>(`select id from letters where match = $1 and kind = 'm4'`, [match])
    ).rows;
    await peermatch.call('POST', `/api/v1/letters/${letters[0]?.id}/release`, {});
    await until(() => count(`select count(*) as n from letters where match = $1 and kind = 'm4' and mime is not null`));
    await report('INVITATION_ACCEPTED', { notes: 'Zelda said yes' }, { ...part, onBehalfOf: person });
    await report('PURPOSE_CLARIFIED', {
      form: { issues: 'Housing', gains: 'A plan', learningGoals: 'What Zelda Quixotrix has learned' },
    });
    const before = await peermatch.db.query('select seq, hash from journal where match = $1 order by seq', [match]);
    expect(await tablesThatTell(peermatch.db, WORDS)).not.toEqual([]);

    const erased = await call(`/people/${person}/erase`, { reason: 'Zelda Quixotrix wrote' }, 'erase-her');

    expect([erased.status, erased.body]).toEqual([200, { person, recorded: true, others: [] }]);
    expect(await tablesThatTell(peermatch.db, WORDS)).toEqual([]);
    expect(await historyOf(match)).not.toMatch(new RegExp(WORDS.join('|'), 'i'));
    const after = await peermatch.db.query('select seq, hash from journal where match = $1 order by seq', [match]);
    expect(after.rows.slice(0, before.rows.length)).toEqual(before.rows);
    expect(
      await count(
        `select count(*) as n from letters where match = $1 and person = '${person}' and state not in ('sent', 'withdrawn')`,
      ),
    ).toBe(0);
  });

  test('also after the end, and the record is still as it was written', async () => {
    match = await startMatch('Ended');
    person = (await call<{ id: string }>('/people', zelda, 'add-her-again')).body.id;
    await report('PERSON_ADDED', { person });
    await report('WITHDRAWN', { reason: 'Zelda Quixotrix is ill' });
    for (const type of ['CANCELLATION_TOLD', 'CONSULTANTS_TOLD', 'CALENDAR_ENTRIES_CANCELLED', 'ARRANGEMENTS_RELEASED'])
      await peermatch.call('POST', `/api/v1/matches/${match}/events`, { type });
    await peermatch.call('POST', `/api/v1/matches/${match}/events`, { type: 'HONORARIA_DECIDED' });
    await report('REASON_RECORDED', { reason: 'Zelda Quixotrix said so' });
    const erased = await call(`/people/${person}/erase`, { reason: 'Zelda Quixotrix wrote' }, 'erase-her-late');
    expect([erased.status, await tablesThatTell(peermatch.db, WORDS)]).toEqual([200, []]);
    expect(await verifyRecord()).toMatch(/^3 of 3 records are as they were written$/m);
  });
});

const verifyRecord = (): Promise<string> =>
  new Promise((resolve) => {
    const program = fileURLToPath(new URL('../../dist/cli/verify-record.js', import.meta.url));
    const env = { ...process.env, DATA_DIR: peermatch.dataDir };
    execFile(process.execPath, [program], { env }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
