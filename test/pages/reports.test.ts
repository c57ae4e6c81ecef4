import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { average, median } from '../../src/api/reports/report.ts';
import { closingMatch, PEOPLE, SUMMARY } from '../api/closing-match.ts';
import type { ClosingMatch } from '../api/closing-match.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { readPdf, wordsOf } from '../support/pdf.ts';
import { useDatabase } from '../support/postgres.ts';
import { signIn } from './sign-in.ts';

/** Reports: every figure here was worked out by hand from what is reported below. */
const database = useDatabase();
let house: House;
let match: ClosingMatch;
let one: string;
let manager: string;
let fran: string;

const TODAY = new Date();
const daysSince = (day: string): number => {
  // The match is in New York; the day there is what counts.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(TODAY);
  return (Date.parse(today) - Date.parse(day)) / 86_400_000;
};
const get = (path: string, cookie = manager) => house.app.inject({ url: path, headers: { cookie } });
const csv = async (path: string): Promise<string[][]> => {
  const answer = await get(path);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toContain('text/csv');
  return parse(answer.body, { bom: true, relax_column_count: true });
};
/** The cells of one line: of this table, with this first cell. */
const cells = (lines: string[][], table: string, first: string): string[] | undefined =>
  lines.find(([title, name]) => title === table && name === first)?.slice(2);

const answers = (learned: string) => ({
  organized: 'fully',
  heard: 'mostly',
  peers: 'fully',
  learned,
  nextSteps: 'partly',
});

beforeAll(async () => {
  house = await makeHouse(database.db);
  fran = await signIn(house, { name: 'Fran', email: 'fac@example.org' });
  match = await closingMatch(house);
  manager = await signIn(house, { name: 'Olga', roles: ['administrator'] });

  // One: 2026, assigned 56 days before; all three forms; three commitments, two kept, one dropped; closed with a check-in.
  one = await match.held();
  for (const [ref, learned] of [
    ['lead', 'fully'],
    ['res', 'fully'],
    ['con', 'notAtAll'],
  ] as const)
    await match.on(one, 'EVALUATION_RETURNED', {
      part: `evaluation/${ref}`,
      onBehalfOf: ref,
      data: { form: answers(learned) },
    });
  for (const commitment of ['a', 'b', 'c'])
    await match.on(one, 'COMMITMENT_MADE', { data: { commitment, text: `Do ${commitment}`, by: 'lead' } });
  await match.on(one, 'COMMITMENT_KEPT', { part: 'commitment/a' });
  await match.on(one, 'COMMITMENT_KEPT', { part: 'commitment/b' });
  await match.on(one, 'COMMITMENT_DROPPED', { part: 'commitment/c', data: { reason: 'No money' } });
  await match.on(one, 'SUMMARY_CIRCULATED', { data: { form: SUMMARY } });
  for (const ref of ['lead', 'res', 'con'])
    await match.on(one, 'SUMMARY_APPROVED', { part: `review/${ref}`, onBehalfOf: ref });
  await match.on(one, 'SUMMARY_FINALIZED');
  await match.on(one, 'CHECK_IN_ANSWERED', { data: { information: true, exchange: false, newNeeds: false } });

  // Two: 2026, assigned 70 days before; two forms only, and one of them is taken back and sent again.
  const two = await match.start({ title: 'Two towns', assignedOn: '2025-12-22' });
  await match.on(two, 'ATTENDANCE_MARKED', { data: { attended: ['lead', 'res', 'con'] } });
  await match.on(two, 'MATCH_ENDED');
  for (const ref of ['lead', 'res'])
    await match.on(two, 'EVALUATION_RETURNED', {
      part: `evaluation/${ref}`,
      onBehalfOf: ref,
      data: { form: answers('notAtAll') },
    });
  await match.on(two, 'EVALUATION_TAKEN_BACK', { part: 'evaluation/res', onBehalfOf: 'res' });
  await match.on(two, 'EVALUATION_RETURNED', {
    part: 'evaluation/res',
    onBehalfOf: 'res',
    data: { form: answers('notAtAll') },
  });

  // Three: 2027, assigned 84 days before, nothing more. Four: withdrawn tips. Five: a rehearsal, which nobody counts.
  await match.start({ title: 'Next year', assignedOn: '2026-12-07', matchStart: '2027-03-01', matchEnd: '2027-03-02' });
  const tips = await match.start({
    method: 'ncdb-peer-match',
    title: 'Tips',
    matchStart: undefined,
    matchEnd: undefined,
    people: PEOPLE.slice(0, 1),
  });
  await match.on(tips, 'PEOPLE_WITHDREW', { data: { reason: 'No time' } });
  await match.start({ title: 'Practice', rehearsal: true });
});

describe('reports', () => {
  it('count matches by status, method, outcome and year, without rehearsals', async () => {
    const lines = await csv('/reports/counts.csv');
    expect(cells(lines, 'By method', 'CSSP peer match')?.[0]).toBe('3');
    expect(cells(lines, 'By status', 'Cancelled')?.[0]).toBe('1');
    expect(cells(lines, 'How they ended', 'The site withdrew')?.[0]).toBe('1');
    expect(cells(lines, 'By year', '2026')?.[0]).toBe('3');
    expect(cells(lines, 'By year', '2027')?.[0]).toBe('1');
    expect(cells(await csv('/reports/counts.csv?year=2027'), 'By method', 'CSSP peer match')?.[0]).toBe('1');
  });

  it('say how long things take: the one in the middle, the quickest and the longest', async () => {
    const lines = await csv('/reports/times.csv');
    expect(cells(lines, 'All together', 'From assignment to the match')).toEqual(['70', '56', '84', '3']);
    const since = String(daysSince('2026-03-03'));
    expect(cells(lines, 'All together', 'From the match to the finished summary')).toEqual([since, since, since, '1']);
    expect(cells(lines, 'All together', 'From the match to the answer to the check-in')).toEqual([
      since,
      since,
      since,
      '1',
    ]);
    // Of 56 and 70 the middle lies half-way.
    expect(cells(lines, 'From assignment to the match, year by year', '2026')).toEqual(['63', '2']);
  });

  it('average evaluations over matches with three forms at least, and tell nothing of the others', async () => {
    const lines = await csv('/reports/evaluation.csv');
    // 4, 4 and 1: the two forms of the other match, which say 1, are not in it.
    expect(cells(lines, 'Averages of all matches', 'I learned what I came for.')).toEqual(['3', '3']);
    expect(cells(lines, 'Averages of all matches', 'I could say what mattered to me.')).toEqual(['3', '3']);
    expect(cells(lines, 'I learned what I came for.', 'I fully agree')).toEqual(['2', '67 %']);
    expect(cells(lines, 'I learned what I came for.', 'I do not agree')).toEqual(['1', '33 %']);
    expect(cells(lines, 'Match by match', 'Youth councils')).toEqual(['3', '3', '4', '3', '4', '3', '2']);
    expect(cells(lines, 'Match by match', 'Two towns')).toEqual(['2', '3', '', '', '', '', '']);
    expect((await get('/reports/evaluation')).body).toContain('5 of 6 forms came back (83 %)');
  });

  it('say what came of matches: the check-in, and commitments kept', async () => {
    const lines = await csv('/reports/impact.csv');
    expect(cells(lines, 'Commitments', 'Kept')).toEqual(['2', '67 %']);
    expect(cells(lines, 'Commitments', 'Dropped, with a reason')).toEqual(['1', '33 %']);
    expect(cells(lines, 'The check-in', 'Answered')?.[0]).toBe('1');
    expect(cells(lines, 'The check-in', 'Wish more information')?.[0]).toBe('1');
    expect(cells(lines, 'The check-in', 'Wish an informal exchange')?.[0]).toBe('0');
    expect(cells(lines, 'Match by match', 'Youth councils')).toEqual(['answered', '2', '1', '0']);
  });

  it('are never old: what was taken back a moment ago is in no figure any more', async () => {
    const answered = async () => cells(await csv('/reports/impact.csv'), 'The check-in', 'Answered')?.[0];
    const times = async () => cells(await csv('/reports/times.csv'), 'All together', TO_CHECK_IN)?.[3];
    const TO_CHECK_IN = 'From the match to the answer to the check-in';
    expect([await answered(), await times()]).toEqual(['1', '1']);
    await match.on(one, 'CHECK_IN_TAKEN_BACK');
    expect([await answered(), await times()]).toEqual(['0', '0']);
    await match.on(one, 'CHECK_IN_ANSWERED', { data: { information: true, exchange: false, newNeeds: false } });
    expect([await answered(), await times()]).toEqual(['1', '1']);

    await match.on(one, 'EVALUATION_TAKEN_BACK', { part: 'evaluation/res', onBehalfOf: 'res' });
    // Two forms are too few to tell anything of them.
    expect(cells(await csv('/reports/evaluation.csv'), 'Match by match', 'Youth councils')).toEqual([
      ...['2', '3'],
      ...['', '', '', '', ''],
    ]);
    await match.on(one, 'EVALUATION_RETURNED', {
      part: 'evaluation/res',
      onBehalfOf: 'res',
      data: { form: answers('fully') },
    });
    expect(cells(await csv('/reports/evaluation.csv'), 'Match by match', 'Youth councils')?.[0]).toBe('3');
  });

  it('count the reminders that have left, task by task', async () => {
    const { id, person } = await database.db
      .selectFrom('letters')
      .select(['match as id', 'person'])
      .where('kind', '=', 'm1')
      .executeTakeFirstOrThrow();
    const reminder = {
      match: id,
      person,
      kind: 'r',
      generation: 1,
      v: 0,
      channel: 'mail',
      automatic: true,
      essential: false,
    } as const;
    const said = {
      from_role: 'engine',
      subject: 'Please',
      body: 'Please',
      bears_date: false,
      due_at: new Date(),
      seq: 1,
    } as const;
    const rows = [
      ['T08', 'sent'],
      ['T08', 'sent'],
      ['T14', 'sent'],
      ['T14', 'queued'],
    ] as const;
    await database.db
      .insertInto('letters')
      .values(
        rows.map(([task, state], n) => ({
          ...reminder,
          ...said,
          id: `r${n}`,
          send_key: `r${n}`,
          ask: n,
          task,
          state,
        })) as never,
      )
      .execute();
    const lines = await csv('/reports/reminders.csv');
    expect(cells(lines, 'Reminders, task by task', 'Send the completed Fact Sheet to the assistant')).toEqual([
      '2',
      '1',
      '2',
    ]);
    expect(cells(lines, 'Reminders, task by task', 'Hand over final agenda, participant list and materials')).toEqual([
      '1',
      '1',
      '1',
    ]);
  });

  it('are drawn where there is something to compare, and say the same in words', async () => {
    const { body } = await get('/reports/counts');
    expect(body).toMatch(/<svg class="pm-plot" role="img" aria-labelledby="([\w-]+)-title \1-desc"/);
    expect(body).toContain('By year: Matches</title>');
    expect(body).toContain('2026: 3; 2027: 1</desc>');
    expect(body).not.toContain('style=');
  });

  it('are printed: the same figures on paper', async () => {
    for (const id of ['counts', 'times', 'evaluation', 'impact', 'reminders']) {
      const pdf = await get(`/reports/${id}.pdf`);
      expect(pdf.headers['content-type']).toBe('application/pdf');
      const text = wordsOf(await readPdf(pdf.rawPayload));
      expect(text).toContain('All years');
      if (id === 'times') expect(text).toMatch(/From assignment to the match 70 56 84 3/);
      if (id === 'evaluation') expect(text).toMatch(/I learned what I came for\. 3 3/);
    }
  });

  it('are drawn on paper as on the page, above the table: a number stands behind its bar', async () => {
    const pages = await readPdf((await get('/reports/counts.pdf')).rawPayload);
    expect(wordsOf(pages)).toContain('By year 2026 3 2027 1 Year Matches 2026 3 2027 1');
    const texts = pages.flat();
    const [three, one] = texts
      .slice(texts.findIndex(({ text }) => text === 'By year'))
      .filter(({ text }) => /^[31]$/.test(text));
    // The longest bar takes 348 of 400 units of 4.8 inches, 6 units before its number.
    const unit = (4.8 * 72) / 400;
    expect(((three?.x ?? 0) - 72) / unit).toBeCloseTo(354, 0);
    expect(((one?.x ?? 0) - 72) / unit).toBeCloseTo(348 / 3 + 6, 0);
    expect(wordsOf(await readPdf((await get('/reports/counts.pdf?year=2027')).rawPayload))).not.toContain(
      'By year 2027 1 Year',
    );
  });

  it('name nobody', async () => {
    for (const id of ['counts', 'times', 'evaluation', 'impact', 'reminders']) {
      const { body } = await get(`/reports/${id}`);
      for (const { name } of PEOPLE) expect(body).not.toContain(name);
      for (const { email } of PEOPLE) if (email !== undefined) expect(body).not.toContain(email);
    }
  });

  it('are for program managers and administrators', async () => {
    for (const path of ['/reports', '/reports/counts', '/reports/counts.csv', '/reports/counts.pdf']) {
      expect((await get(path, fran)).statusCode).toBe(403);
      expect((await get(path, '')).statusCode).toBe(401);
    }
    expect((await get('/', fran)).body).not.toContain('/reports');
    expect((await get('/')).body).toContain('href="/reports"');
  });

  it('the middle of an even number lies half-way, and there is none of nothing', () => {
    const values = [
      { value: 3, count: 1 },
      { value: 1, count: 2 },
      { value: 9, count: 1 },
    ];
    expect(median(values)).toBe(2);
    expect(median([])).toBeNull();
    expect(average(values)).toBe(3.5);
    expect(average([])).toBeNull();
  });
});
