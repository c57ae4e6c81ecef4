import { describe, expect, test } from 'vitest';
import { assigned, Match } from './support/build.ts';

const PARTS = { part: 'honorarium/p1' };
const skip = (m: Match, ...tasks: string[]): Match =>
  tasks.reduce((one, task) => one.on('TASK_SKIPPED', {}, { task }), m);
/** A match that was held and whose check-in is the next thing. */
const closing = (): Match =>
  skip(assigned().on('MATCH_ENDED'), 'T19', 'T20', 'T21', 'T22').on('ATTENDANCE_MARKED', {
    attended: ['p1'],
    residents: ['p1'],
  });

describe('a CSSP match ends', () => {
  test('as completed when the check-in is answered, with what is still open for the program manager', () => {
    const m = closing().moment('T24:opens').on('CHECK_IN_ANSWERED', { requests: 0, newNeeds: false }, { role: 'lead' });
    expect(m.view).toMatchObject({ status: 'closed', outcome: 'completed' });
    expect(m.letters).toEqual(['m24b', 'last']);
    expect(m.effects).toContainEqual({
      type: 'close',
      outcome: 'completed',
      open: expect.arrayContaining(['T01', 'T15']) as unknown,
    });
    expect(m.deadlines).toEqual([]);
  });

  test('not before every wish of the check-in was taken up, each a task of the facilitator', () => {
    const wishes = { exchange: true, newNeeds: true };
    const m = closing().moment('T24:opens').on('CHECK_IN_ANSWERED', wishes, { role: 'lead' });
    expect([m.view.status, m.task('T24i'), m.task('T24e'), m.task('T24n')]).toEqual([
      'underway',
      'notApplicable',
      'open',
      'open',
    ]);
    expect(m.findings).toEqual(expect.arrayContaining(['REQUESTS/T24', 'NEW_NEED/T24']));
    expect(m.deadline('T24e')).toMatchObject({ owner: 'facilitator', policy: 'standard', window: { due: '+1w' } });
    m.on('EXCHANGE_BROUGHT_ABOUT').on('NEW_NEED_TAKEN_UP');
    expect(m.view).toMatchObject({ status: 'closed', outcome: 'completed' });
  });

  test('when a wish of the check-in was not taken up for four weeks', () => {
    const m = closing().moment('T24:opens').on('CHECK_IN_ANSWERED', { requests: 2 });
    expect([m.task('T24i'), m.task('T24n')]).toEqual(['open', 'notApplicable']);
    expect(m.expire('T24i').view).toMatchObject({ status: 'closed', outcome: 'completed' });
    expect(m.task('T24i') ?? 'skipped').toBe('skipped');
  });

  test('as noCheckIn when nobody answers within six months', () => {
    const m = closing().moment('T24:opens').expire('T24');
    expect(m.view).toMatchObject({ status: 'closed', outcome: 'noCheckIn' });
  });

  test('not before a promised honorarium is paid', () => {
    const m = closing()
      .on('FUNDS_ANSWERED', { for: 'site', available: true })
      .on('FUNDS_ANSWERED', { for: 'consultants', available: true })
      .on('HONORARIUM_FORM_RECEIVED', {}, PARTS)
      .on('CHECK_IN_ANSWERED', {});
    expect([m.view.outcome, m.stage('checkIn')]).toEqual([null, 'complete']);
    m.on('HONORARIUM_PROCESSED', {}, { ...PARTS, role: 'assistant' }).on(
      'HONORARIUM_PAID',
      {},
      { ...PARTS, role: 'assistant' },
    );
    expect(m.view.outcome).toBe('completed');
  });

  test('and then takes nothing more', () => {
    const m = closing().on('CHECK_IN_ANSWERED', {});
    expect(m.refusal('THANKS_SENT')).toMatchObject({ because: 'the match is closed', allowed: [] });
  });

  test('not by an early answer while the match itself is still ahead', () => {
    const m = assigned().on('CHECK_IN_ANSWERED', {});
    expect([m.task('T24'), m.view.outcome, m.stage('checkIn')]).toEqual(['done', null, 'waiting']);
  });
});

describe('a CSSP match is cancelled', () => {
  const states = (m: Match) => Object.fromEntries(m.view.tasks.map(({ id, state }) => [id, state]));

  test('with a short checklist when little has happened', () => {
    const m = assigned({}).on('SITE_CONTACTED').on('WITHDRAWN');
    expect([m.view.status, m.letters]).toEqual(['cancelling', ['x3']]);
    expect(states(m)).toEqual({
      C1: 'open',
      C2: 'notApplicable',
      C3: 'notApplicable',
      C4: 'notApplicable',
      C5: 'notApplicable',
      C6: 'open',
      C7: 'notApplicable',
    });
    m.on('CANCELLATION_TOLD').on('REASON_RECORDED');
    expect(m.view).toMatchObject({ status: 'cancelled', outcome: 'withdrawn' });
  });

  test('with a checklist of what was already promised, and its parts fall silent', () => {
    const m = assigned()
      .on('CANDIDATE_SUGGESTED', { person: 'c1', lead: true })
      .on('CONSULTANT_INVITED', {}, { part: 'invitation/c1' })
      .on('CALL_PLANNED', { call: 'a', audience: 'initial' })
      .on('SITE_CONTACTED')
      .on('PACKETS_MAILED')
      .on('FACT_SHEET_OPENED')
      .on('ARRANGEMENT_MADE', {}, { part: 'arrangement/hotel', role: 'assistant' })
      .on('FUNDS_ANSWERED', { for: 'site', available: true })
      .on('NOT_HELD');
    expect(Object.values(states(m))).toEqual(['open', 'open', 'open', 'open', 'open', 'open', 'open']);
    expect(m.deadlines.map(({ id, owner }) => `${id} ${owner}`)).toEqual([
      'C1 facilitator',
      'C2 facilitator',
      'C3 assistant',
      'C4 assistant',
      'C5 programManager',
      'C7 assistant',
      'C6 facilitator',
    ]);
  });

  test.each([
    ['WITHDRAWN', 'withdrawn', 'facilitator'],
    ['NO_MATCH_FOUND', 'noMatchFound', 'programManager'],
    ['NOT_HELD', 'notHeld', 'facilitator'],
  ] as const)('after %s as %s', (type, outcome, role) => {
    const m = assigned({}).on(type, {}, { role });
    skip(m, ...m.view.tasks.flatMap(({ id, state }) => (state === 'open' ? [id] : [])));
    expect(m.view).toMatchObject({ status: 'cancelled', outcome });
    expect(m.effects).toContainEqual({ type: 'close', outcome });
  });

  test('and can be taken back to where it was', () => {
    const m = assigned().on('SITE_CONTACTED').on('FACT_SHEET_SUBMITTED');
    const before = m.view;
    m.on('WITHDRAWN').on('CANCELLATION_UNDONE');
    expect(m.view).toEqual(before);
    expect(m.deadline('T02')?.generation).toBe(2);
  });

  test('while it is still a draft, without a checklist', () => {
    const m = new Match().on('MATCH_DRAFTED').on('WITHDRAWN');
    expect(m.view).toMatchObject({ status: 'cancelled', outcome: 'withdrawn' });
  });
});

describe('people', () => {
  const team = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ person: `s${i}`, team: 'seeker', kind: 'official' }));

  test('that come and go after the lists are out are told to the assistant, substitutes get a letter', () => {
    const m = assigned({ people: team(3) }).on('SITE_TEAM_LISTED');
    m.on('PERSON_LEFT', { person: 's0' });
    expect(m.letters).toEqual(['m11']);
    m.on('PERSON_ADDED', { person: 's9', team: 'seeker', insteadOf: 's0' });
    expect(m.effects).toContainEqual(expect.objectContaining({ kind: 'x7', persons: ['s9'] }));
  });

  test('too few, too many, without residents or without a mirror are findings once the list is due', () => {
    const m = assigned({ people: [...team(2), { person: 'h1', team: 'helper', kind: 'director' }] });
    expect(m.findings).not.toContain('R1/T09');
    m.moment('T09:opens');
    expect(m.findings).toEqual(expect.arrayContaining(['R1/T09', 'R2/T09', 'R3/T34']));
    m.on('PERSON_ADDED', { person: 's5', team: 'seeker', kind: 'resident' });
    m.on('PERSON_ADDED', { person: 'h2', team: 'helper/2', kind: 'official' });
    m.on('PERSON_ADDED', { person: 'h3', team: 'helper', kind: 'resident' });
    expect(m.findings.filter((name) => /^R[123]/.test(name))).toEqual([]);
  });

  test('whose mail comes back are a finding until they are changed', () => {
    const m = assigned({ people: team(3) }).on('PERSON_BOUNCED', { person: 's1' }, { role: 'assistant' });
    expect(m.findings).toContain('X24');
    expect(m.on('PERSON_CHANGED', { person: 's1' }).findings).not.toContain('X24');
  });

  test('who take over a role get the hand-over', () => {
    const m = assigned().on(
      'ROLE_HANDED_OVER',
      { role: 'facilitator', from: 'f', to: 'g' },
      { role: 'programManager' },
    );
    expect(m.effects).toEqual([
      expect.objectContaining({ kind: 'x4', persons: ['g'] }),
      expect.objectContaining({ kind: 'x4b' }),
    ]);
  });
});
