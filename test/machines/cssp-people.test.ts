import { describe, expect, test } from 'vitest';
import { A, assigned, Match, M } from './support/build.ts';

/** People as the chart knows them: ids, codes, yes and no (requirements.md R15, X14, X28, B2.14). */
const seeker = (person: string, more: object = {}) => ({ person, team: 'seeker', kind: 'official', ...more });
const people = [seeker('s1'), seeker('s2'), seeker('s3', { kind: 'resident' })];
const contextOf = (m: Match) => (m.stored.snapshot as { context: { people: Record<string, unknown> } }).context;

describe('a list of people', () => {
  test('is taken before and after the assignment, all at once, and again without harm', () => {
    const draft = new Match().on('MATCH_DRAFTED').on('PEOPLE_LISTED', { people });
    expect(Object.keys(contextOf(draft).people)).toEqual(['s1', 's2', 's3']);
    const m = assigned().on('PEOPLE_LISTED', { people });
    const once = contextOf(m).people;
    expect(once['s3']).toEqual({ team: 'seeker', kind: 'resident', resident: true });
    expect(contextOf(m.on('PEOPLE_LISTED', { people })).people).toEqual(once);
  });

  test('changes what it says of somebody known, and nothing else', () => {
    const m = assigned({ matchStart: M, people: [seeker('s1', { resident: true })] });
    m.on('PEOPLE_LISTED', { people: [{ person: 's1', kind: 'director' }] });
    expect(contextOf(m).people['s1']).toEqual({ team: 'seeker', kind: 'director', resident: true });
  });

  test('tells the assistant of news once the site list is out, and only of news', () => {
    const m = assigned({ matchStart: M, people });
    expect(m.on('PEOPLE_LISTED', { people: [seeker('s4')] }).letters).toEqual([]);
    m.on('SITE_TEAM_LISTED');
    expect(m.on('PEOPLE_LISTED', { people: [seeker('s4')] }).letters).toEqual([]);
    expect(m.on('PEOPLE_LISTED', { people: [seeker('s4'), seeker('s5')] }).letters).toEqual(['m11']);
  });
});

describe('what is missing', () => {
  test('X14: somebody without any way to reach her is a finding until there is one', () => {
    const m = assigned({ matchStart: M, people: [...people, seeker('s4', { reachable: false })] });
    expect(m.stored.findings['X14']?.facts).toEqual({ persons: ['s4'] });
    expect(m.on('PERSON_CHANGED', { person: 's4', reachable: true }).findings).not.toContain('X14');
  });

  test('R15: somebody of a team who lacks one of the six fields is a finding when the list is due', () => {
    const m = assigned({ matchStart: M, people: [...people, seeker('s4', { complete: false })] });
    expect(m.findings).not.toContain('R15/T09');
    m.on('SITE_TEAM_LISTED');
    expect(m.stored.findings['R15/T09']?.facts).toEqual({ persons: ['s4'] });
    expect(m.on('PEOPLE_LISTED', { people: [seeker('s4', { complete: true })] }).findings).not.toContain('R15/T09');
  });
});

describe('X28: a person who is erased', () => {
  test('leaves the chart wherever the match stands, and the counts of the days together stay', () => {
    const m = assigned({ matchStart: M, people }).on('ATTENDANCE_MARKED', {
      attended: ['s1', 's3'],
      residents: ['s3'],
    });
    m.on('PERSON_ERASED', { person: 's3' });
    expect(Object.keys(contextOf(m).people)).toEqual(['s1', 's2']);
    expect(contextOf(m)).toMatchObject({ attended: ['s1', 's3'], residents: ['s3'] });
  });

  test.each(['HELD', 'WITHDRAWN'])('also after %s', (type) => {
    const m = assigned({ matchStart: M, people }).on(type).on('PERSON_ERASED', { person: 's1' }, { role: 'assistant' });
    expect(Object.keys(contextOf(m).people)).toEqual(['s2', 's3']);
  });

  test('also in a draft', () => {
    const m = new Match().on('MATCH_DRAFTED').on('PERSON_ADDED', seeker('s1')).on('PERSON_ERASED', { person: 's1' });
    expect(contextOf(m.on('ASSIGNED', { assignedOn: A })).people).toEqual({});
  });
});
