import { describe, expect, it } from 'vitest';
import { completeFacts } from '../../src/api/complete-facts.ts';
import type { Completing } from '../../src/api/complete-facts.ts';
import { isDatabaseAway } from '../../src/api/errors.ts';
import { eventSchemas } from '../../src/contracts/events/index.ts';
import type { EventSchema } from '../../src/contracts/events/schema.ts';

/** What the API fills in, so that who reports need not know it. What is said stays. */
const person = (id: string, roles: string[], team: string | null) => ({ id, roles, team });
const known = (type: string, more: Partial<Completing> = {}): Completing => ({
  rows: {
    people: [
      person('p1', ['lead'], 'seeker'),
      person('p2', ['resident'], 'seeker'),
      person('p3', ['resident'], 'helper'),
      person('p4', ['facilitator'], null),
    ],
  } as never,
  stored: undefined,
  schema: eventSchemas('cssp-peer-match')[type] as EventSchema,
  makeId: (what) => `id-of-${what}`,
  workingDaysAfter: (day, days) => `${day}+${days}`,
  today: '2027-04-05',
  ...more,
});

describe('the API fills in', () => {
  it('the residents among those who attended', () => {
    const attended = ['p1', 'p2'];
    const facts = completeFacts('ATTENDANCE_MARKED', { attended }, known('ATTENDANCE_MARKED'));
    expect(facts).toEqual({ attended, residents: ['p2'] });
    expect(
      completeFacts('ATTENDANCE_MARKED', { attended, residents: [] }, known('ATTENDANCE_MARKED'))['residents'],
    ).toEqual([]);
  });

  it('the review: sent today, ten working days long, to everybody who attended', () => {
    const stored = { snapshot: { context: { attended: ['p1', 'p3'] } } } as never;
    expect(completeFacts('SUMMARY_CIRCULATED', {}, known('SUMMARY_CIRCULATED', { stored }))).toEqual({
      reviewSentOn: '2027-04-05',
      reviewUntil: '2027-04-05+10',
      reviewers: ['p1', 'p3'],
    });
  });

  it('an id for a call', () => {
    expect(completeFacts('CALL_PLANNED', {}, known('CALL_PLANNED'))).toEqual({ call: 'id-of-call' });
    expect(completeFacts('CALL_PLANNED', { call: 'first' }, known('CALL_PLANNED'))).toEqual({ call: 'first' });
  });

  it('the teams at the assignment, without a name', () => {
    const { people } = completeFacts('ASSIGNED', {}, known('ASSIGNED'));
    expect(people).toEqual([
      { person: 'p1', team: 'seeker' },
      { person: 'p2', team: 'seeker', kind: 'resident', resident: true },
      { person: 'p3', team: 'helper', kind: 'resident', resident: true },
    ]);
  });

  it('what the chart may know of a person, as yes and no; a kind that is said speaks for itself', () => {
    const of = (facts: object) => completeFacts('PERSON_ADDED', { person: 'p1', ...facts }, known('PERSON_ADDED'));
    const told = { person: 'p1', team: 'seeker', complete: true, reachable: true };
    expect(of({})).toEqual({ ...told, resident: false });
    expect(of({ kind: 'resident', team: 'helper' })).toEqual({ ...told, kind: 'resident', team: 'helper' });
    expect(completeFacts('PERSON_CHANGED', { person: 'gone' }, known('PERSON_CHANGED'))).toEqual({ person: 'gone' });
  });

  it('nothing else', () => {
    expect(completeFacts('HELD', {}, known('HELD'))).toEqual({});
  });
});

describe('a database that is away', () => {
  const coded = (code: string) => Object.assign(new Error('no'), { code });

  it.each(['ECONNREFUSED', '57P01', '57014', '08006'])('is told by %s', (code) => {
    expect(isDatabaseAway(coded(code))).toBe(true);
  });

  it.each(['23505', '22P02'])('is not told by %s', (code) => {
    expect(isDatabaseAway(coded(code))).toBe(false);
  });

  it('is told by a pool that cannot connect, and by all addresses of a host at once', () => {
    expect(isDatabaseAway(new Error('timeout exceeded when trying to connect'))).toBe(true);
    expect(isDatabaseAway(new AggregateError([coded('ECONNREFUSED')]))).toBe(true);
  });
});
