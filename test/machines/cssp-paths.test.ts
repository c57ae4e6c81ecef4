import { describe, expect, test } from 'vitest';
import { csspPeerMatch } from '../../src/machines/cssp-peer-match/index.ts';
import { simulate } from '../../src/machines/simulate.ts';
import type { Scripted } from '../../src/machines/simulate.ts';
import type { MatchEvent } from '../../src/machines/kernel/types.ts';
import { A, assigned, at, day, E, event, local, M, plan } from './support/build.ts';
import type { Match } from './support/build.ts';

/** Exceptional paths of requirements.md A9 for which no outside part matters, through the kernel and the calendar. */
interface Report {
  readonly on: number;
  readonly event: MatchEvent;
}
const report = (on: number, type: string, facts = {}, more = {}): Report => ({ on, event: event(type, facts, more) });
const assignment = report(0, 'ASSIGNED', { assignedOn: A, matchStart: M, matchEnd: E });

/** Plays reports, each at ten on its day after the assignment, and time until a day. */
function until(days: number, ...reports: readonly Report[]) {
  const script: Scripted[] = [assignment, ...reports].map((one) => ({
    at: at(`${day(A, one.on)} 10:00`),
    event: one.event,
  }));
  const run = simulate(csspPeerMatch, plan, script, { until: at(`${day(A, days)} 12:00`) });
  expect(run.happened.filter(({ refused }) => refused)).toEqual([]);
  const asks = run.happened.flatMap(({ at: when, effects }) =>
    effects.flatMap((one) => (one.type === 'notify' ? [{ ...one, on: local(when) }] : [])),
  );
  return { asks, findings: Object.keys(run.stored.findings), due: run.stored.planned };
}

describe('X1: the facilitator does not start in a week', () => {
  const T01 = { task: 'T01' };
  const asksOf = (...reports: Report[]) =>
    until(35, ...reports)
      .asks.filter(({ window }) => window === 'T01')
      .map(({ on, rung }) => `${on} ${rung}`);

  test('X1: she is asked once, then it is with the program manager, who sees it', () => {
    expect(asksOf()).toEqual(['2027-01-11 09:00 due', '2027-01-14 09:00 escalate']);
    expect(until(9).findings).not.toContain('X1/T01');
    expect(until(10).findings).toContain('X1/T01');
  });

  test('X1: more time plans the first contact anew', () => {
    const shifted = report(11, 'WINDOW_SHIFTED', { by: '+2w' }, { ...T01, role: 'programManager' });
    expect(asksOf(shifted)).toEqual([
      '2027-01-11 09:00 due',
      '2027-01-14 09:00 escalate',
      '2027-01-25 09:00 due',
      '2027-01-28 09:00 escalate',
    ]);
    expect(until(12, shifted).findings).not.toContain('X1/T01');
  });

  test('X1: another facilitator answers it, and begins', () => {
    const other = { role: 'facilitator', from: 'f', to: 'g' };
    const handed = report(11, 'ROLE_HANDED_OVER', other, { role: 'programManager' });
    expect(until(12, handed).findings).not.toContain('X1/T01');
    const begun = until(35, handed, report(12, 'SITE_CONTACTED', {}));
    expect(begun.findings.filter((name) => name.endsWith('/T01'))).toEqual([]);
  });
});

describe('X2: the requesting site is silent', () => {
  const tried = report(1, 'SITE_CONTACTED', { contactedOn: day(A, 1), outcome: 'noAnswer' });
  const asksOf = (days: number, ...reports: Report[]) =>
    until(days, ...reports)
      .asks.filter(({ window }) => window === 'siteSilent')
      .map(({ on, rung, owner }) => `${on} ${rung} ${owner}`);

  test('X2: it is written to twice more, then somebody calls, and after four weeks closing is offered', () => {
    expect(asksOf(60, tried)).toEqual([
      '2027-01-08 09:00 overdue lead',
      '2027-01-13 09:00 overdue2 lead',
      '2027-01-19 09:00 escalate lead',
    ]);
    expect(until(27, tried).findings).not.toContain('X2/T01');
    expect(until(30, tried).findings).toContain('X2/T01');
  });

  test('X2: it is the program manager who is to call', () => {
    const m = assigned().on('SITE_CONTACTED', { outcome: 'noAnswer' });
    expect([m.task('T01'), m.deadline('siteSilent')]).toEqual([
      'done',
      expect.objectContaining({ owner: 'lead', handsTo: 'programManager', policy: 'site' }),
    ]);
  });

  test('X2: an answer ends it, at once and for good', () => {
    const answered = report(5, 'SITE_CONTACTED', { contactedOn: day(A, 5), outcome: 'reached' });
    expect(asksOf(60, tried, answered)).toEqual(['2027-01-08 09:00 overdue lead']);
    expect(until(60, tried, answered).findings).not.toContain('X2/T01');
  });

  test('X2: a second try in vain begins nothing anew', () => {
    const again = report(7, 'SITE_CONTACTED', { contactedOn: day(A, 7), outcome: 'noAnswer' });
    expect(asksOf(60, tried, again)).toHaveLength(3);
  });
});

describe('X5: a consultant declines or does not answer', () => {
  const candidate = (m: Match, person: string, lead = true): Match =>
    m.on('CANDIDATE_SUGGESTED', { person, lead }).on('CONSULTANT_INVITED', {}, { part: `invitation/${person}` });
  const answer = (m: Match, type: string, person: string): Match =>
    m.on(type, {}, { part: `invitation/${person}`, role: 'consultant' });

  test('X5: who declines is thanked, and the next candidate is asked for', () => {
    const m = answer(candidate(assigned(), 'c1'), 'INVITATION_DECLINED', 'c1');
    expect(m.effects).toContainEqual(expect.objectContaining({ kind: 'x5', persons: ['c1'] }));
    expect(m.findings).toEqual(expect.arrayContaining(['X5/T06', 'DATE_AT_RISK/T06']));
    expect(candidate(m, 'c2').findings).not.toContain('X5/T06');
  });

  test('X5: a lead who withdraws after her yes re-enters recruiting, and the date is at risk', () => {
    const m = answer(candidate(assigned(), 'c1'), 'INVITATION_ACCEPTED', 'c1');
    expect([m.task('T06'), m.findings.includes('DATE_AT_RISK/T06')]).toEqual(['done', false]);
    answer(m, 'INVITATION_DECLINED', 'c1');
    expect([m.task('T06'), m.letters]).toEqual(['open', ['x5']]);
    expect(m.findings).toEqual(expect.arrayContaining(['X5/T06', 'DATE_AT_RISK/T06']));
    answer(candidate(m, 'c2'), 'INVITATION_ACCEPTED', 'c2');
    expect([m.task('T06'), m.findings.filter((name) => name.endsWith('/T06'))]).toEqual(['done', []]);
  });

  test('X5: nine working days of silence hand it to the facilitator; then she counts as silent, and may still say yes', () => {
    const invited = [
      report(1, 'CANDIDATE_SUGGESTED', { person: 'c1', lead: true }),
      report(1, 'CONSULTANT_INVITED', {}, { part: 'invitation/c1' }),
    ];
    const { asks, findings } = until(20, ...invited);
    expect(asks.filter(({ part }) => part === 'invitation/c1').map(({ on, rung }) => `${on} ${rung}`)).toEqual([
      '2027-01-08 09:00 overdue',
      '2027-01-13 09:00 overdue2',
      '2027-01-19 09:00 escalate',
    ]);
    expect(findings).toContain('X5/T06');
    const late = until(30, ...invited, report(21, 'INVITATION_ACCEPTED', {}, { part: 'invitation/c1' }));
    expect(late.findings).not.toContain('X5/T06');
  });
});

describe('X7: a person drops out after the list is final', () => {
  const site = ['s1', 's2', 's3', 's4'].map((person, n) => ({
    person,
    team: 'seeker',
    kind: n === 3 ? 'resident' : 'official',
  }));
  const helpers = ['h1', 'h2'].map((person, n) => ({ person, team: 'helper', kind: n ? 'resident' : 'official' }));
  const listed = (): Match =>
    assigned({ matchStart: M, matchEnd: E, people: [...site, ...helpers] }).on('SITE_TEAM_LISTED');

  test('X7: the list is a new version, the mirror is looked at again, and the assistant is told', () => {
    const m = listed();
    expect(m.findings).not.toContain('X7/T09');
    m.on('PERSON_LEFT', { person: 'h2' });
    expect(m.letters).toEqual(['m11']);
    expect(m.stored.findings['X7/T09']?.facts).toEqual({ version: 2 });
    expect(m.stored.findings['R3/T34']?.facts).toEqual({ kinds: ['resident'] });
    m.on('PERSON_ADDED', { person: 'h3', team: 'helper', kind: 'resident', insteadOf: 'h2' });
    expect([m.stored.findings['X7/T09']?.facts, m.findings.includes('R3/T34')]).toEqual([{ version: 3 }, false]);
  });

  test('X7: only the substitute gets a letter, nobody else of the team', () => {
    const m = listed().on('PERSON_LEFT', { person: 's1' });
    m.on('PERSON_ADDED', { person: 's9', team: 'seeker', kind: 'official', insteadOf: 's1' });
    const drafts = m.effects.flatMap((one) => (one.type === 'draftLetter' ? [[one.kind, one.persons]] : []));
    expect(drafts).toEqual([
      ['m11', undefined],
      ['x7', ['s9']],
    ]);
  });

  test('X7: before the list was handed over, and without news, nothing is said', () => {
    const early = assigned({ people: site }).on('PERSON_LEFT', { person: 's1' });
    expect([early.letters, early.findings.includes('X7/T09')]).toEqual([[], false]);
    expect(listed().on('PERSON_CHANGED', { person: 's1' }).findings).not.toContain('X7/T09');
  });

  test('X7: who does not come is asked for nothing and promised nothing', () => {
    const m = listed().on('ATTENDANCE_MARKED', { attended: ['s1', 's2', 'h1'], residents: [] });
    expect(m.view.parts.map(({ id }) => id).filter((id) => /^(evaluation|honorarium)/.test(id))).toEqual([
      'evaluation/s1',
      'evaluation/s2',
      'evaluation/h1',
    ]);
    expect(m.findings).not.toContain('X7/T09');
    expect(m.on('MATCH_ENDED').effects).toContainEqual(
      expect.objectContaining({ kind: 'm19', persons: ['s1', 's2', 'h1'] }),
    );
  });
});

describe('X17: the agenda is not agreed', () => {
  test('X17: it is finished with open points, which people see until an agenda has none', () => {
    const m = assigned().on('AGENDA_BUILT', { openPoints: true });
    expect([m.task('T10'), m.findings.includes('X17/T10')]).toEqual(['done', true]);
    m.on('TASK_REOPENED', {}, { task: 'T10' }).on('AGENDA_BUILT');
    expect([m.task('T10'), m.findings.includes('X17/T10')]).toEqual(['done', false]);
  });
});
