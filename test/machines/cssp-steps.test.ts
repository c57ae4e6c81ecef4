import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/machines/kernel/types.ts';
import { assigned, at, Match } from './support/build.ts';

const SIX = ['clarifying', 'recruiting', 'preparing', 'conducting', 'products', 'checkIn'];
const skipAll = (m: Match, tasks: readonly string[]): Match =>
  tasks.reduce(
    (one, task) => (['open', 'upcoming'].includes(one.task(task) ?? '') ? one.on('TASK_SKIPPED', {}, { task }) : one),
    m,
  );
const tasksOf = (m: Match, step: string) => m.chart.steps.find(({ id }) => id === step)?.tasks ?? [];

describe('the steps of a CSSP peer match', () => {
  test('run beside one another', () => {
    const m = assigned();
    expect(SIX.map((id) => m.stage(id))).toEqual(['underway', 'waiting', 'underway', 'waiting', 'waiting', 'waiting']);
    m.on('PURPOSE_CLARIFIED');
    expect([m.stage('clarifying'), m.stage('recruiting'), m.stage('preparing')]).toEqual([
      'underway',
      'underway',
      'underway',
    ]);
  });

  test('begin by their day when nothing else has begun them', () => {
    const m = new Match().on('ASSIGNED', { assignedOn: '2027-01-04' });
    expect([m.stage('recruiting'), m.stage('preparing')]).toEqual(['waiting', 'waiting']);
    m.moment('recruiting:stage').moment('preparing:stage');
    expect([m.stage('recruiting'), m.stage('preparing')]).toEqual(['underway', 'underway']);
  });

  test('of conducting and products follow the days of the match', () => {
    const m = assigned();
    m.moment('dayOfMatch');
    expect([m.stage('conducting'), m.task('T17'), m.task('T19')]).toEqual(['underway', 'open', 'upcoming']);
    m.moment('endOfMatch');
    expect([m.stage('products'), m.task('T19'), m.letters]).toEqual(['underway', 'open', ['m19']]);
  });

  test('are complete when their tasks are settled, and are taken back by a reopened one', () => {
    const m = assigned();
    skipAll(m, tasksOf(m, 'clarifying'));
    expect(m.stage('clarifying')).toBe('complete');
    m.on('TASK_REOPENED', {}, { task: 'T01' });
    expect(m.stage('clarifying')).toBe('underway');
  });

  test('of recruiting is not complete without a lead consultant', () => {
    const m = skipAll(assigned().on('PURPOSE_CLARIFIED'), ['T36', 'T06', 'T27']);
    expect(m.stage('recruiting')).toBe('underway');
  });

  test('of products waits for honoraria, and not for the publication', () => {
    const m = assigned().on('MATCH_ENDED');
    skipAll(m, ['T19', 'T20', 'T21', 'T22']);
    expect([m.stage('products'), m.task('T23')]).toEqual(['underway', 'open']);
    m.on('ATTENDANCE_MARKED', { attended: ['p1'], residents: [] });
    expect([m.task('T18'), m.stage('products')]).toEqual(['notApplicable', 'complete']);
  });
});

describe('tasks', () => {
  test('take an early fact sheet', () => {
    const m = assigned();
    expect(m.task('T08')).toBe('upcoming');
    m.on('FACT_SHEET_SUBMITTED');
    expect([m.task('T08'), m.letters]).toEqual(['done', ['m10']]);
  });

  test('reopen when the assistant returns the fact sheet, and say so', () => {
    const m = assigned().on('FACT_SHEET_SUBMITTED').on('FACT_SHEET_RETURNED', {}, { role: 'assistant' });
    expect([m.task('T08'), m.findings.includes('X15/T08')]).toEqual(['open', true]);
    m.on('FACT_SHEET_SUBMITTED').on('FACT_SHEET_ACCEPTED', {}, { role: 'assistant' });
    expect([m.task('T08'), m.findings.includes('X15/T08')]).toEqual(['done', false]);
  });

  test('are done again only by a new fact, when two facts had made them done', () => {
    const m = assigned().on('CONFIRMATIONS_APPROVED').on('CONFIRMATIONS_RELEASED', {}, { role: 'assistant' });
    m.on('TASK_REOPENED', {}, { task: 'T12' });
    expect(m.task('T12')).toBe('open');
    m.on('CONFIRMATIONS_RELEASED', {}, { role: 'assistant' });
    expect([m.task('T12'), m.findings]).toEqual(['open', expect.arrayContaining(['NOT_APPROVED/T12'])]);
  });

  test('of confirmation letters are done when the last of both kinds was released, and when they went on paper', () => {
    const released = (kind: string, rest: number): [string, Facts] => [
      'LETTERS_RELEASED',
      { kind, letters: ['l1'], rest },
    ];
    const m = assigned()
      .on('CONFIRMATIONS_APPROVED')
      .on(...released('m13a', 1))
      .on(...released('m13a', 0));
    expect(m.task('T12')).toBe('open');
    m.on(...released('m13b', 0), { role: 'assistant' });
    expect([m.task('T12'), m.findings.includes('NOT_APPROVED/T12')]).toEqual(['done', false]);
    m.on('TASK_REOPENED', {}, { task: 'T12' })
      .on('CONFIRMATIONS_APPROVED')
      .on(...released('m13b', 0));
    expect(m.task('T12')).toBe('open');
    m.on('CONFIRMATIONS_RELEASED', {}, { role: 'assistant' });
    expect(m.task('T12')).toBe('done');
  });

  test('that follow from parts are not reopened by hand', () => {
    const m = assigned()
      .on('CANDIDATE_SUGGESTED', { person: 'c1', lead: true })
      .on('CONSULTANT_INVITED', {}, { part: 'invitation/c1' })
      .on('INVITATION_ACCEPTED', {}, { part: 'invitation/c1', role: 'consultant' });
    const refused = m.refusal('TASK_REOPENED', {}, { task: 'T06' });
    expect(refused.because).toBe('Select and recruit peer consultants is already done');
  });

  test('of honoraria apply again when residents are named after all', () => {
    const m = assigned().on('ATTENDANCE_MARKED', { attended: ['p1'], residents: [] });
    expect(m.task('T18')).toBe('notApplicable');
    m.on('ATTENDANCE_MARKED', { attended: ['p1'], residents: ['p1'] });
    expect([m.task('T18'), m.part('honorarium/p1')]).toEqual(['open', 'due']);
  });

  test('are settled when the last letter of their kind was released', () => {
    const m = assigned().on('MATCH_ENDED');
    m.on('LETTERS_RELEASED', { kind: 'm19', letters: ['l1'], rest: 2 });
    expect(m.task('T19')).toBe('open');
    m.on('LETTERS_RELEASED', { kind: 'm19', letters: ['l2', 'l3'], rest: 0 });
    expect(m.task('T19')).toBe('done');
  });
});

describe('dates', () => {
  test('given at the start are tentative', () => {
    expect(assigned().view.dateStatus).toBe('tentative');
    expect(assigned({}).view.dateStatus).toBe('unset');
  });

  test('are told to the assistant whenever they are saved', () => {
    const m = assigned({});
    const dates = { matchStart: '2027-03-01', matchEnd: '2027-03-02' };
    m.on('TIMELINE_DRAFTED', { targetStart: '2027-03-01', targetEnd: '2027-03-02' });
    expect([m.view.dateStatus, m.letters]).toEqual(['tentative', ['m2']]);
    m.on('DATES_FINALIZED', dates);
    expect([m.view.dateStatus, m.letters, m.task('T03'), m.task('T04')]).toEqual(['final', ['m2'], 'done', 'done']);
    m.on('DATE_MOVED', { matchStart: '2027-03-08', matchEnd: '2027-03-09' });
    expect([m.view.dateStatus, m.letters, m.task('T03')]).toEqual(['final', ['m2'], 'done']);
    expect([m.stored.dateVersion, m.stored.anchors.matchStart]).toEqual([2, '2027-03-08']);
  });

  test('keep their status when the match is cancelled, and afterwards', () => {
    const m = assigned().on('WITHDRAWN');
    expect([m.view.status, m.view.dateStatus]).toEqual(['cancelling', null]);
    for (const task of ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'])
      if (m.task(task) === 'open') m.on('TASK_SKIPPED', {}, { task });
    expect([m.view.status, m.view.dateStatus]).toEqual(['cancelled', null]);
  });

  test('that are moved tentatively open their task again', () => {
    const m = assigned().on('DATES_FINALIZED', { matchStart: '2027-03-01', matchEnd: '2027-03-02' });
    m.on('DATE_MOVED', { matchStart: '2027-04-05', matchEnd: '2027-04-06', final: false });
    expect([m.view.dateStatus, m.task('T03')]).toEqual(['tentative', 'open']);
    m.on('DATE_MOVED', { matchStart: '2027-04-05', matchEnd: '2027-04-06', final: true });
    expect([m.view.dateStatus, m.task('T03')]).toEqual(['final', 'done']);
  });

  test('that are moved after the first day was reached begin the days anew', () => {
    const m = assigned().moment('dayOfMatch');
    m.on('DATE_MOVED', { matchStart: '2027-05-03', matchEnd: '2027-05-04' });
    expect(m.deadline('dayOfMatch')?.anchors.matchStart).toBe('2027-05-03');
    expect(m.deadline('endOfMatch')).toBeUndefined();
  });

  test('that are too near, too far, long, reversed or past are findings', () => {
    const found = (matchStart: string, matchEnd: string) =>
      assigned({ matchStart, matchEnd }).findings.map((name) => name.split('/')[0]);
    expect(found('2027-03-01', '2027-03-02')).toEqual([]);
    expect(found('2027-02-01', '2027-02-02')).toEqual(['R4', 'X10']);
    expect(found('2027-05-03', '2027-05-04')).toEqual(['R4']);
    expect(found('2027-03-01', '2027-03-05')).toEqual(['R10']);
    expect(found('2027-03-01', '2027-02-26')).toEqual(['DATES_REVERSED']);
    expect(found('2026-12-01', '2026-12-02')).toEqual(expect.arrayContaining(['R4', 'PAST_DATE']));
  });

  test('that are never fixed ask the program manager after eight weeks', () => {
    const m = assigned({});
    expect(m.deadline('dateUnset')).toMatchObject({
      owner: 'programManager',
      window: { anchor: 'assigned', due: '+8w' },
    });
    m.now = at('2027-03-05 09:00');
    m.on('SITE_CONTACTED');
    expect(m.findings).toContain('X11/T03');
  });
});
