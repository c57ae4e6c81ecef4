import { beforeAll, describe, expect, it } from 'vitest';
import { purpose } from '../../src/cli/story-forms.ts';
import { useDatabase } from '../support/postgres.ts';
import { closingMatch, SUMMARY } from './closing-match.ts';
import type { ClosingMatch } from './closing-match.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** The summary: drafted from what is known, corrected after the end; thanks and evaluations on the way to it. */
const database = useDatabase();
let house: House;
let match: ClosingMatch;

beforeAll(async () => {
  house = await makeHouse(database.db);
  match = await closingMatch(house);
});

const EVALUATION = { organized: 'fully', heard: 'fully', peers: 'mostly', learned: 'fully', nextSteps: 'partly' };
const letters = async (id: string, kind: string) =>
  (await match.get(id, 'letters')).items.filter((letter: { kind: string }) => letter.kind === kind);

/** A match about which everything is known that a summary is drafted from. */
async function known(): Promise<string> {
  const id = await match.start();
  await match.on(id, 'PURPOSE_CLARIFIED', { data: { form: purpose } });
  await match.on(id, 'CALL_PLANNED', { data: { call: 'one', audience: 'everyone' } });
  const notes = { heldOn: '2026-01-20', notes: 'Everybody introduced themselves.', decisions: 'Visit the centre.' };
  await match.on(id, 'CALL_HELD', { part: 'call/one', data: { heldOn: '2026-01-20', form: notes } });
  const items = [
    { title: 'Breakfast', kind: 'meal', minutes: 60 },
    { title: 'How did you begin?', kind: 'problemSolving', minutes: 90 },
  ];
  await match.on(id, 'AGENDA_BUILT', { data: { form: { items } } });
  await match.on(id, 'ATTENDANCE_MARKED', { data: { attended: ['lead', 'res', 'con'] } });
  await match.on(id, 'MATCH_ENDED');
  await match.on(id, 'EVALUATION_RETURNED', { part: 'evaluation/lead', data: { form: EVALUATION } });
  await match.on(id, 'EVALUATION_RETURNED', {
    part: 'evaluation/res',
    onBehalfOf: 'res',
    data: { form: { ...EVALUATION, learned: 'mostly', more: 'Secret of Rita' } },
  });
  const form = {
    takeaways: 'Begin small.',
    nextSteps: 'Meet in May.',
    commitments: [{ what: 'Ask the council', who: 'Sam Sitelead', when: '2026-06-01' }],
  };
  await match.on(id, 'REFLECTIONS_CIRCULATED', { data: { form } });
  return id;
}

describe('the summary', () => {
  it('is drafted from goals, people without addresses, dates, agenda, notes, takeaways and evaluations in counts; each field is marked', async () => {
    const id = await known();
    const { values, prefilled, missing } = await match.get(id, 'forms/F10');
    expect(values.introduction).toContain('How a youth council becomes part of decisions');
    expect(values.description).toContain('from March 2, 2026 to March 3, 2026');
    expect(values.description).toContain('- Sam Sitelead, Council member, Sampletown');
    expect(values.description).toContain('Know three ways to choose members');
    expect(values.description).toContain('- How did you begin?');
    expect(values.lessons).toContain(
      'Call of January 20, 2026: Everybody introduced themselves. Decided: Visit the centre.',
    );
    expect(values.lessons).toContain('Evaluation (2 of 3 answered)');
    expect(values.lessons).toContain('I learned what I came for. I fully agree: 1; I mostly agree: 1');
    expect(values.reflections).toContain('- Ask the council (Sam Sitelead, by 2026-06-01)');
    expect(JSON.stringify(values)).not.toMatch(/Sample Street|Secret of Rita/);
    expect(prefilled).toEqual(
      expect.arrayContaining(['introduction', 'description', 'lessons', 'reflections', 'contacts.0.name']),
    );
    expect(missing).toEqual([]);
  });

  it('X21: offers its sources to a new writer, whatever stands in it', async () => {
    const id = await known();
    await match.on(id, 'WRITER_NAMED', { data: { writer: 'con' } });
    const values = { introduction: 'Mine.', description: 'Mine.', lessons: 'Mine.' };
    await house.call(match.fac, 'PUT', `matches/${id}/forms/F10`, { values }, { headers: { 'if-match': '"0"' } });
    await match.on(id, 'PERSON_LEFT', { data: { person: 'con' } });
    const { findings } = await match.get(id);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'X21', task: 'T32' }));
    await match.on(id, 'WRITER_NAMED', { data: { writer: 'lead' } });
    expect((await match.get(id, 'review')).writer).toBe(await match.idOf(id, 'lead'));
    const sources = (await match.get(id, 'forms/F10/sources')).items;
    expect(sources.map(({ field }: { field: string }) => field)).toEqual([
      'introduction',
      'description',
      'lessons',
      'reflections',
    ]);
    expect(sources[2].text).toContain('Everybody introduced themselves.');
    expect((await match.get(id, 'forms/F10')).values.lessons).toBe('Mine.');
  });

  it('X20: loses a name also after the match has ended, as a new version; what was sent before is kept', async () => {
    const id = await match.closed();
    const { status, body } = await house.call(match.fac, 'POST', `matches/${id}/forms/F10/anonymise`, {
      person: 'res',
      instead: 'a resident',
    });
    expect([status, body.values.description]).toEqual([
      200,
      'Sampletown came to learn; a resident spoke of her street.',
    ]);
    await match.on(id, 'SUMMARY_CORRECTED');
    const { current, revision } = await match.get(id, 'forms/F10');
    expect(current.values.description).toContain('a resident spoke');
    const { items } = await match.get(id, 'forms/F10/revisions');
    expect([revision, items.at(-1).values.description]).toEqual([items.length, SUMMARY.description]);
  });

  it('X20: takes the row of a contact out with the name', async () => {
    const id = await match.closed();
    const { body } = await house.call(match.fac, 'POST', `matches/${id}/forms/F10/anonymise`, { person: 'lead' });
    expect(JSON.stringify(body.draft.values)).not.toMatch(/Sam Sitelead|sam@/);
    expect(body.draft.values.contacts).toEqual([]);
  });
});

it('T19: thanks go to both teams in one release, by mail and by post', async () => {
  const id = await match.held();
  const found = await letters(id, 'm19');
  expect(found.map(({ to }: { to: { channel: string } }) => to.channel).sort()).toEqual(['mail', 'mail', 'post']);
  const [first, ...others] = found.map((letter: { id: string }) => letter.id);
  const { status } = await house.call(match.fac, 'POST', `letters/${first}/release`, { letters: others });
  expect(status).toBe(200);
  const released = await letters(id, 'm19');
  expect(released.every(({ state }: { state: string }) => state === 'released')).toBe(true);
  expect((await match.get(id)).tasks.find(({ id: task }: { id: string }) => task === 'T19').state).toBe('done');
});

it('X18: an evaluation that comes by post is typed for the person, and counts as one', async () => {
  const id = await match.held();
  const typed = { part: 'evaluation/res', onBehalfOf: 'res', data: { form: EVALUATION } };
  await match.on(id, 'EVALUATION_RETURNED', typed, match.aa);
  await match.on(id, 'EVALUATIONS_HANDED_OVER', { data: { returned: 1, attended: 3 } });
  const [letter] = await letters(id, 'm17');
  expect(letter.subject).toContain('1 of 3');
  expect((await match.get(id, 'people')).items.find((one: { ref: string }) => one.ref === 'res').onBehalf).toBe(true);
});

describe('the check-in', () => {
  const ask = { nextSteps: 'One meeting.', impact: 'Young people speak.', newNeeds: { any: true, which: 'Housing' } };

  it('opens a task of the facilitator for each yes, told by the form, and keeps the match open for them', async () => {
    const id = await match.held();
    const form = { ...ask, requests: { wanted: false }, exchange: { wanted: true, what: 'With Cora' } };
    const { body } = await match.report(id, 'CHECK_IN_ANSWERED', { onBehalfOf: 'lead', data: { form } });
    const states = Object.fromEntries(body.tasks.map((task: { id: string; state: string }) => [task.id, task.state]));
    expect([states['T24'], states['T24i'], states['T24e'], states['T24n']]).toEqual([
      'done',
      'notApplicable',
      'open',
      'open',
    ]);
    expect(house.engine.sent.at(-1)?.event.facts).toEqual({ information: false, exchange: true, newNeeds: true });
    expect(body.findings.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['REQUESTS', 'NEW_NEED']),
    );
    expect(
      (await match.on(id, 'EXCHANGE_BROUGHT_ABOUT')).tasks.find(({ id: task }: { id: string }) => task === 'T24e')
        .state,
    ).toBe('done');
  });
});
