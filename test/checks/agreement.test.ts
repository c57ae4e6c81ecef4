import { expect, test } from 'vitest';
import { checksOf } from '../../src/checks/index.ts';
import { csspPeerMatch } from '../../src/machines/cssp-peer-match/index.ts';
import { ruleInput } from '../../src/machines/kernel/findings.ts';
import { simulate } from '../../src/machines/simulate.ts';
import { A, at, day, E, event, M, plan } from '../machines/support/build.ts';
import { person } from './material.ts';

/** Two people, no resident, no counterpart, too little time and a call without notes: the chart has much to find. */
const people = [person('s1', 'seeker', { kind: 'official' }), person('s2', 'seeker', { kind: 'director' })];
const script = [
  {
    at: at(`${A} 09:00`),
    event: event('ASSIGNED', {
      assignedOn: day(A, 30),
      matchStart: M,
      matchEnd: day(M, 6),
      people: people.map(({ id, team, kind }) => ({ person: id, team, kind })),
    }),
  },
  { at: at('2027-01-05 09:00'), event: event('CALL_PLANNED', { call: 'a', audience: 'site' }) },
  { at: at('2027-01-06 09:00'), event: event('CALL_HELD', { heldOn: '2027-01-06' }, { part: 'call/a' }) },
  { at: at('2027-02-25 09:00'), event: event('PACKETS_MAILED') },
  { at: at(`${day(E, 10)} 09:00`), event: event('ATTENDANCE_MARKED', { attended: ['s1', 's2'], residents: [] }) },
  {
    at: at(`${day(E, 11)} 09:00`),
    event: event('SUMMARY_CIRCULATED', { reviewSentOn: day(E, 11), reviewUntil: day(E, 13), reviewers: ['s1'] }),
  },
];

test('whatever a chart finds of a rule, its check says too, at every time', () => {
  const { rules, look } = checksOf('cssp-peer-match');
  const seen = new Set<string>();
  for (let days = 0; days <= 120; days += 3) {
    const now = at(`${day(A, days)} 12:00`);
    const { stored } = simulate(csspPeerMatch, plan, script, { until: now });
    const chart = ruleInput(csspPeerMatch, stored, now);
    const findings = csspPeerMatch.rules(chart);
    const verdicts = look({ chart, findings, people, reasons: {}, bodies: {} });
    const found = findings.map(({ code }) => code).filter((code) => rules.some(({ rule }) => rule === code));
    const broken = verdicts.filter(({ holds }) => holds === 'no').map(({ rule }) => rule);
    expect(broken, `day ${days}`).toEqual(expect.arrayContaining(found));
    for (const code of found) seen.add(code);
  }
  expect([...seen].sort()).toEqual(['R1', 'R10', 'R13', 'R14', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8']);
});
