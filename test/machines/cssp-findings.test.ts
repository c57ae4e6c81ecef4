import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FINDINGS } from '../../src/machines/cssp-peer-match/findings.ts';
import { weekdays } from '../../src/machines/cssp-peer-match/days.ts';
import { assigned, at, event } from './support/build.ts';
import { step, isRefusal } from '../../src/machines/kernel/index.ts';

const MACHINES = new URL('../../src/machines/cssp-peer-match/', import.meta.url);
const team = (name: string, size: number, facts = {}) =>
  Array.from({ length: size }, (_, n) => ({ person: `${name.replace('/', '')}-${n}`, team: name, ...facts }));
const codes = (m: { findings: string[] }): string[] => m.findings.map((name) => name.split('/')[0] ?? '');

test('the chart raises each of its findings somewhere, and no other', () => {
  const rules = readdirSync(MACHINES).filter((name) => /^rules[^/]*\.ts$/.test(name));
  const raised = rules.flatMap((name) =>
    [...readFileSync(new URL(name, MACHINES), 'utf8').matchAll(/code: '(\w+)'/g)].map(([, code = '']) => code),
  );
  expect([...new Set(raised)].sort()).toEqual([...FINDINGS].sort());
});

describe('teams', () => {
  test('R1: every site is counted for itself', () => {
    const people = [...team('seeker', 3, { resident: true }), ...team('seeker/2', 2)];
    expect(codes(assigned({ people }).moment('T09:opens'))).toContain('R1');
    const enough = [...team('seeker', 6, { resident: true }), ...team('seeker/2', 6)];
    expect(codes(assigned({ people: enough }).moment('T09:opens'))).not.toContain('R1');
  });

  test('R2: the reason why no resident takes part settles the question, before and after the list', () => {
    const m = assigned({ people: team('seeker', 3) }).moment('T09:opens');
    expect(codes(m)).toContain('R2');
    expect(codes(m.on('SITE_TEAM_LISTED'))).toContain('R2');
    expect(codes(m.on('NO_RESIDENTS_EXPLAINED'))).not.toContain('R2');
  });
});

describe('days', () => {
  test('are counted from Monday to Friday, over weekends and years', () => {
    const number = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
    const between = (from: string, to: string): number => weekdays(number(from), number(to));
    expect(between('2027-03-05', '2027-03-08')).toBe(2);
    expect(between('2027-03-06', '2027-03-07')).toBe(0);
    expect(between('2027-03-08', '2027-03-08')).toBe(1);
    expect(between('2027-01-01', '2027-12-31')).toBe(261);
    expect(between('2027-03-09', '2027-03-08')).toBe(0);
  });

  test('R10: two days, three, or two with a weekend between them are usual; one or five are not', () => {
    const unusual = (matchStart: string, matchEnd: string): boolean =>
      codes(assigned({ matchStart, matchEnd })).includes('R10');
    expect(unusual('2027-03-01', '2027-03-02')).toBe(false);
    expect(unusual('2027-03-01', '2027-03-03')).toBe(false);
    expect(unusual('2027-02-26', '2027-03-01')).toBe(false);
    expect(unusual('2027-03-06', '2027-03-07')).toBe(false);
    expect(unusual('2027-03-01', '2027-03-01')).toBe(true);
    expect(unusual('2027-03-01', '2027-03-05')).toBe(true);
  });
});

describe('papers', () => {
  test('R13: a packet has its four parts, unless somebody says otherwise', () => {
    const handed = () => assigned().on('PACKET_CONTENTS_HANDED_OVER');
    expect(codes(handed().on('PACKETS_MAILED'))).not.toContain('R13');
    expect(codes(assigned().on('PACKETS_MAILED'))).toContain('R13');
    const three = { contents: ['agenda', 'participantList', 'materials'] };
    expect(codes(handed().on('PACKETS_MAILED', three))).toContain('R13');
    const four = { contents: [...three.contents, 'evaluationForm'] };
    expect(codes(assigned().on('PACKETS_MAILED', four))).not.toContain('R13');
  });

  test('R14: notes are missed two working days after their call, until they are sent', () => {
    const m = assigned()
      .on('CALL_PLANNED', { call: 'a', audience: 'site' })
      .on('CALL_HELD', { heldOn: '2027-01-08' }, { part: 'call/a' });
    const on = (local: string): string[] => {
      const outcome = step(m.chart, m.stored, event('PERSON_CHANGED', { person: 'x' }), at(local));
      return isRefusal(outcome) ? [] : Object.keys(outcome.stored.findings);
    };
    // A Friday: Monday and Tuesday are the two days.
    expect(on('2027-01-12 18:00')).not.toContain('R14/T25');
    expect(on('2027-01-13 09:00')).toContain('R14/T25');
    m.on('CALL_NOTES_SENT', {}, { part: 'call/a' });
    expect(on('2027-01-13 09:00')).not.toContain('R14/T25');
  });
});
