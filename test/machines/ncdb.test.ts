import { describe, expect, test } from 'vitest';
import { ncdbPeerMatch } from '../../src/machines/ncdb-peer-match/index.ts';
import { Match } from './support/build.ts';

const begun = (): Match => new Match(ncdbPeerMatch).on('ASSIGNED', { assignedOn: '2027-01-04' });
/** Letters of the last event that somebody gets. */
const written = (m: Match): string[] =>
  m.effects.flatMap((effect) =>
    effect.type === 'draftLetter' && effect.persons?.length !== 0
      ? [[effect.kind, ...(effect.persons ?? [])].join(' ')]
      : [],
  );
const pair = { persons: ['ann', 'bob'], supervisorIncluded: false };

describe('a match by the tips of NCDB', () => {
  test('goes from the problem to the meeting, and is concluded', () => {
    const m = begun().on('PROBLEM_DEFINED').on('PEOPLE_CHOSEN', pair);
    expect([m.letters, m.task('Q2'), m.part('gain/ann')]).toEqual([['n1', 'n3'], 'open', 'asked']);
    m.on('GAIN_STATED', {}, { part: 'gain/ann', role: 'participant' }).on('GAIN_DECLINED', {}, { part: 'gain/bob' });
    expect([m.task('Q2'), m.stage('framing')]).toEqual(['done', 'complete']);
    m.on('PROVIDER_FIT_CONFIRMED').on('FORMAT_CHOSEN', { format: 'caseStudy' });
    m.on('SESSION_PLANNED', { session: 'a', startsOn: '2027-02-01' });
    expect([m.letters, m.task('Q7')]).toEqual([['n2'], 'open']);
    m.on('SESSION_HELD', {}, { part: 'session/a' });
    expect([m.task('Q7'), m.stage('meeting')]).toEqual(['done', 'complete']);
    expect(m.on('MATCH_CONCLUDED').view.outcome).toBe('completed');
  });

  test('takes a supervisor with a finding, and is on an equal footing when that was overridden with a reason', () => {
    const m = begun()
      .on('PROBLEM_DEFINED')
      .on('PEOPLE_CHOSEN', { ...pair, supervisorIncluded: true });
    expect([m.task('Q3'), m.findings, written(m)]).toEqual(['open', ['Q3/Q3'], []]);
    m.on('EQUAL_FOOTING_OVERRIDDEN', { ...pair, supervisorIncluded: true });
    expect([m.task('Q3'), written(m)]).toEqual(['done', ['n1 ann bob', 'n3 ann bob']]);
    m.on('PEOPLE_CHOSEN', pair);
    expect([m.task('Q3'), m.findings, written(m)]).toEqual(['done', [], []]);
  });

  test('asks whether the meeting took place, and can have several', () => {
    const m = begun().on('SESSION_PLANNED', { session: 'a' }).on('SESSION_PLANNED', { session: 'b' });
    expect(m.deadline('session/a/Q7')).toMatchObject({ policy: 'start', window: { anchor: 'entered', due: '+3w' } });
    m.on('SESSION_HELD', {}, { part: 'session/a' });
    m.on('SESSION_REOPENED', {}, { part: 'session/a' });
    expect(m.task('Q7')).toBe('open');
  });

  test('invites and asks only those who are new among the chosen', () => {
    const m = begun().on('PEOPLE_CHOSEN', pair);
    m.on('PEOPLE_CHOSEN', { persons: ['ann', 'cid'], supervisorIncluded: false });
    expect([written(m), m.part('gain/cid')]).toEqual([['n1 cid', 'n3 cid'], 'asked']);
    m.on('GAIN_STATED', {}, { part: 'gain/ann' }).on('GAIN_REOPENED', {}, { part: 'gain/ann' });
    expect(written(m)).toEqual(['n3 ann']);
  });

  test('somebody drops out and another comes in the place', () => {
    const m = begun().on('PEOPLE_CHOSEN', pair).on('GAIN_STATED', {}, { part: 'gain/ann', role: 'participant' });
    m.on('PERSON_LEFT', { person: 'bob' });
    expect(m.task('Q2')).toBe('done');
    m.on('PERSON_ADDED', { person: 'cid', insteadOf: 'bob' });
    expect([m.task('Q2'), m.part('gain/cid'), written(m)]).toEqual(['open', 'asked', ['x7 cid', 'n3 cid']]);
    m.on('PERSON_ADDED', { person: 'dot' });
    expect(written(m)).toEqual(['n1 dot', 'n3 dot']);
    m.on('PERSON_ADDED', { person: 'eve', supervisorIncluded: true });
    expect([m.task('Q3'), written(m)]).toEqual(['open', []]);
  });

  test('people may come before anybody was chosen, also in a draft', () => {
    const m = new Match(ncdbPeerMatch)
      .on('PERSON_ADDED', { person: 'ann' })
      .on('ASSIGNED', { assignedOn: '2027-01-04' });
    m.on('PERSON_ADDED', { person: 'bob' });
    expect([m.task('Q3'), written(m)]).toEqual(['open', []]);
  });

  test('mail that comes back is a finding until the person is corrected; a new organizer is told', () => {
    const m = begun().on('PEOPLE_CHOSEN', pair).on('PERSON_BOUNCED', { person: 'ann' });
    expect(m.findings).toContain('X24');
    expect(m.on('PERSON_CHANGED', { person: 'ann' }).findings).not.toContain('X24');
    m.on('ROLE_HANDED_OVER', { role: 'facilitator', from: 'f', to: 'g' }, { role: 'programManager' });
    expect(written(m)).toEqual(['x4 g']);
  });

  test('says when the problem, or how the provider fits, was not put down', () => {
    const m = begun().on('PEOPLE_CHOSEN', pair).on('SESSION_PLANNED', { session: 'a' });
    expect(m.findings).toEqual(expect.arrayContaining(['Q1/Q1', 'Q4/Q4']));
    expect(m.on('PROBLEM_DEFINED').on('PROVIDER_FIT_CONFIRMED').findings).toEqual([]);
  });

  test('offers to tell what came out of it, and to ask again, and is concluded without both', () => {
    const m = begun().on('PEOPLE_CHOSEN', pair).on('SESSION_PLANNED', { session: 'a' });
    expect([m.task('Q8'), m.task('Q9')]).toEqual(['upcoming', 'upcoming']);
    m.on('SESSION_HELD', {}, { part: 'session/a' });
    expect([m.task('Q8'), m.task('Q9'), m.deadline('Q9')]).toEqual(['open', 'upcoming', undefined]);
    m.on('RESULT_SHARED');
    expect([m.task('Q8'), written(m)]).toEqual(['done', ['n5']]);
    m.on('CHECK_IN_OFFERED');
    expect(m.deadline('Q9')).toMatchObject({ policy: 'start', window: { anchor: 'entered', due: '+3m' } });
    m.on('CHECK_IN_ANSWERED', {}, { role: 'participant' });
    expect(m.stage('after')).toBe('complete');
    expect(m.on('MATCH_CONCLUDED').view.outcome).toBe('completed');
  });

  test.each([
    ['NO_FIT_FOUND', 'noMatchFound'],
    ['PEOPLE_WITHDREW', 'withdrawn'],
  ] as const)('ends after %s as %s', (type, outcome) => {
    expect(begun().on(type).view.outcome).toBe(outcome);
  });
});
