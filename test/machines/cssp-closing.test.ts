import { describe, expect, test } from 'vitest';
import { assigned } from './support/build.ts';
import type { Match } from './support/build.ts';
import type { Context } from '../../src/machines/cssp-peer-match/context.ts';

const pm = { role: 'programManager' as const };
const of = (person: string) => ({ part: `review/${person}`, role: 'participant' as const });
const dates = { reviewSentOn: '2027-03-30', reviewUntil: '2027-04-13' };
const people = ['p1', 'p2', 'p3'].map((person) => ({ person, team: 'seeker', kind: 'official' }));
const held = (): Match =>
  assigned({ matchStart: '2027-03-01', matchEnd: '2027-03-02', people })
    .on('MATCH_ENDED')
    .on('ATTENDANCE_MARKED', { attended: ['p1', 'p2', 'p3'], residents: [] });
const review = (): Match => held().on('SUMMARY_CIRCULATED', { ...dates, reviewers: ['p1', 'p2', 'p3'] });
const context = (m: Match): Context => (m.stored.snapshot as unknown as { context: Context }).context;
const states = (m: Match) =>
  Object.fromEntries(Object.entries(context(m).comments).map(([id, { state }]) => [id, state]));

describe('comments on the summary (T22)', () => {
  test('are settled one by one: accepted, declined or noted; what is open is seen', () => {
    const m = review()
      .on('SUMMARY_AMENDED', { comment: 'c1' }, of('p1'))
      .on('SUMMARY_AMENDED', { comment: 'c2' }, of('p1'))
      .on('SUMMARY_OBJECTED', { comment: 'c3' }, of('p2'));
    expect(m.part('review/p1')).toBe('amendedAgain');
    expect([states(m), m.findings]).toEqual([
      { c1: 'open', c2: 'open', c3: 'open' },
      expect.arrayContaining(['COMMENTS_OPEN/T22', 'X20/T22']),
    ]);
    m.on('AMENDMENT_SETTLED', { comment: 'c1', outcome: 'accepted' });
    m.on('AMENDMENT_SETTLED', { comment: 'c2', outcome: 'declined' });
    expect(m.findings).toContain('COMMENTS_OPEN/T22');
    m.on('AMENDMENT_SETTLED', { comment: 'c3', outcome: 'noted' });
    expect([states(m), m.findings.includes('COMMENTS_OPEN/T22')]).toEqual([
      { c1: 'accepted', c2: 'declined', c3: 'noted' },
      false,
    ]);
  });

  test('that are open stop nobody: the summary can be finished, and people see what was left out', () => {
    const m = review().on('SUMMARY_AMENDED', { comment: 'c1' }, of('p1')).expire('review/p2/review');
    m.on('SUMMARY_APPROVED', {}, of('p3')).on('SUMMARY_FINALIZED');
    expect([m.task('T22'), m.findings]).toEqual(['done', expect.arrayContaining(['COMMENTS_OPEN/T22'])]);
  });

  test('go with an answer that is taken back, unless they were settled', () => {
    const m = review()
      .on('SUMMARY_AMENDED', { comment: 'c1' }, of('p1'))
      .on('AMENDMENT_SETTLED', { comment: 'c1', outcome: 'noted' })
      .on('SUMMARY_OBJECTED', { comment: 'c2' }, of('p1'))
      .on('REVIEW_ANSWER_UNDONE', {}, of('p1'));
    expect([m.part('review/p1'), states(m)]).toEqual(['asked', { c1: 'noted' }]);
  });

  test('cannot be settled where there are none', () => {
    expect(review().refusal('AMENDMENT_SETTLED', { comment: 'c1', outcome: 'noted' }).because).toBe(
      'nobody has commented on the summary',
    );
  });
});

test('X19: who was silent had the opportunity, which is no approval, and the program manager may publish', () => {
  const m = review();
  for (const person of ['p1', 'p2', 'p3']) m.expire(`review/${person}/review`);
  expect(context(m).reviews).toEqual({ p1: 'noAnswer', p2: 'noAnswer', p3: 'noAnswer' });
  m.on('SUMMARY_FINALIZED');
  expect([m.task('T23'), m.findings]).toEqual(['open', expect.arrayContaining(['X19/T22'])]);
  expect(m.on('SUMMARY_PUBLISHED', {}, pm).task('T23')).toBe('done');
});

describe('X20', () => {
  const published = (): Match => {
    const m = review();
    for (const person of ['p1', 'p2', 'p3']) m.on('SUMMARY_APPROVED', {}, of(person));
    return m.on('SUMMARY_FINALIZED').on('SUMMARY_PUBLISHED', {}, pm);
  };

  test('X20: an objection after publication takes the summary back, and asks anew what to publish', () => {
    const m = published().on('SUMMARY_OBJECTED', { comment: 'c1' }, of('p2'));
    expect([m.task('T22'), m.task('T23')]).toEqual(['open', 'open']);
    m.on('SUMMARY_FINALIZED').on('SUMMARY_PUBLISHED', {}, pm);
    expect([m.task('T22'), m.task('T23'), m.letters]).toEqual(['done', 'done', ['m23b']]);
  });

  test('X20: a late correction is a new version, sent to everybody again', () => {
    const m = published().on('SUMMARY_CORRECTED');
    expect([m.letters, m.task('T22'), m.task('T23')]).toEqual([['m23a'], 'done', 'open']);
  });

  test('X20: before the summary is finished there is nothing to correct', () => {
    expect(review().refusal('SUMMARY_CORRECTED').because).toContain('not finished yet');
  });
});

describe('X21', () => {
  test('X21: the writer is asked for the summary; when the writer leaves, another is named', () => {
    const m = held().on('WRITER_NAMED', { writer: 'p2' });
    expect(m.deadline('T21')?.person).toBe('p2');
    m.on('PERSON_LEFT', { person: 'p2' });
    expect([m.deadline('T21')?.person, m.findings]).toEqual([undefined, expect.arrayContaining(['X21/T32'])]);
    m.on('WRITER_NAMED', { writer: 'p3' });
    expect([m.deadline('T21')?.person, m.findings.includes('X21/T32')]).toEqual(['p3', false]);
  });

  test('X21: a task that a manager gave to somebody stays with them', () => {
    const m = held().on('WRITER_NAMED', { writer: 'p2' }).on('TASK_REASSIGNED', { to: 'p1' }, { task: 'T21' });
    expect(m.deadline('T21')?.person).toBe('p1');
  });
});

test('X23: a commitment that is dropped is recorded, and asks nobody for anything', () => {
  const m = held().on('COMMITMENT_MADE', { commitment: 'plan', owners: ['p1', 'p2'], due: '2027-05-01' });
  m.on('COMMITMENT_DROPPED', {}, { part: 'commitment/plan', role: 'lead' });
  expect(m.part('commitment/plan')).toBe('dropped');
  expect([m.letters, m.deadlines.filter(({ part }) => part?.startsWith('commitment/'))]).toEqual([[], []]);
});

test('X18: evaluations that were not collected are closed three weeks after the end, and late ones are taken', () => {
  const m = held();
  expect(m.deadline('evaluation/p1/evaluation')).toMatchObject({ window: { anchor: 'matchEnd', ends: '+3w' } });
  m.on('EVALUATION_RETURNED', {}, { part: 'evaluation/p1', role: 'participant' });
  m.expire('evaluation/p2/evaluation').expire('evaluation/p3/evaluation');
  expect([m.part('evaluation/p2'), context(m).evaluations]).toEqual(['missing', ['p1']]);
  m.on('EVALUATION_RETURNED', {}, { part: 'evaluation/p2', role: 'assistant' });
  expect(context(m).evaluations).toEqual(['p1', 'p2']);
});
