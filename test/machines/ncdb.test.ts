import { describe, expect, test } from 'vitest';
import { ncdbPeerMatch } from '../../src/machines/ncdb-peer-match/index.ts';
import { Match } from './support/build.ts';

const begun = (): Match => new Match(ncdbPeerMatch).on('ASSIGNED', { assignedOn: '2027-01-04' });
const pair = { persons: ['ann', 'bob'], supervisorIncluded: false };

describe('a match by the tips of NCDB', () => {
  test('goes from the problem to the meeting, and is concluded', () => {
    const m = begun().on('PROBLEM_DEFINED').on('PEOPLE_CHOSEN', pair);
    expect([m.letters, m.task('Q2'), m.part('gain/ann')]).toEqual([['n1'], 'open', 'asked']);
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
    const m = begun().on('PEOPLE_CHOSEN', { ...pair, supervisorIncluded: true });
    expect([m.task('Q3'), m.findings, m.letters]).toEqual(['open', ['Q3/Q3'], []]);
    m.on('EQUAL_FOOTING_OVERRIDDEN', { ...pair, supervisorIncluded: true });
    expect([m.task('Q3'), m.letters]).toEqual(['done', ['n1']]);
    m.on('PEOPLE_CHOSEN', pair);
    expect([m.task('Q3'), m.findings]).toEqual(['done', []]);
  });

  test('asks whether the meeting took place, and can have several', () => {
    const m = begun().on('SESSION_PLANNED', { session: 'a' }).on('SESSION_PLANNED', { session: 'b' });
    expect(m.deadline('session/a/Q7')).toMatchObject({ policy: 'start', window: { anchor: 'entered', due: '+3w' } });
    m.on('SESSION_HELD', {}, { part: 'session/a' });
    m.on('SESSION_REOPENED', {}, { part: 'session/a' });
    expect(m.task('Q7')).toBe('open');
  });

  test.each([
    ['NO_FIT_FOUND', 'noMatchFound'],
    ['PEOPLE_WITHDREW', 'withdrawn'],
  ] as const)('ends after %s as %s', (type, outcome) => {
    expect(begun().on(type).view.outcome).toBe(outcome);
  });
});
