import { describe, expect, test } from 'vitest';
import { csspPeerMatch } from '../../src/machines/cssp-peer-match/index.ts';
import { allowed, deadlines, isRefusal, nextDue, step, withPlans } from '../../src/machines/kernel/index.ts';
import type { MatchEvent } from '../../src/machines/kernel/types.ts';
import { assigned, at, Match, plan } from './support/build.ts';

/** The match with its windows planned, as the host has it after a record. */
const planned = (m: Match): Match => {
  m.stored = withPlans(m.stored, plan(m.now)(deadlines(m.chart, m.stored), m.stored.planned));
  return m;
};
/** What a window brings by then; what comes before it is taken. */
const due = (m: Match, window: string, when: string): MatchEvent => {
  for (;;) {
    const next = nextDue(m.chart, m.stored, at(when));
    if (!next) throw new Error(`${window} brings nothing by ${when}`);
    if (next.facts?.['window'] === window) return next;
    const taken = step(m.chart, m.stored, next, at(when));
    if (isRefusal(taken)) throw new Error(taken.because);
    m.stored = taken.stored;
    planned(m);
  }
};
const take = (m: Match, one: MatchEvent) => step(m.chart, m.stored, one, m.now);

describe('refusals', () => {
  test('say why, and what is possible now', () => {
    const m = assigned().on('FACT_SHEET_SUBMITTED');
    const refused = m.refusal('FACT_SHEET_SUBMITTED');
    expect(refused.because).toBe('Send the completed Fact Sheet to the assistant is already done');
    expect(refused.allowed).toContainEqual({ type: 'TASK_REOPENED', task: 'T08' });
    expect(refused.allowed).not.toContainEqual({ type: 'FACT_SHEET_SUBMITTED' });
  });

  test('name the role, the task, the part and the state that stood in the way', () => {
    const m = assigned().on('FACT_SHEET_OPENED');
    expect(m.refusal('SUMMARY_PUBLISHED').because).toBe('"Summary published" is not for the role facilitator');
    expect(m.refusal('TASK_SKIPPED').because).toBe('the event must name its task');
    expect(m.refusal('TASK_SKIPPED', {}, { task: 'T99' }).because).toBe('there is no task T99');
    expect(m.refusal('CALL_HELD').because).toBe('the event must name its part (call/...)');
    expect(m.refusal('CALL_HELD', {}, { part: 'call/none' }).because).toBe('there is no part call/none');
    expect(m.refusal('CALL_HELD', {}, { part: 'arrangement/hotel' }).because).toMatch('not a part of the kind call');
    expect(m.refusal('ARRANGEMENT_CONFIRMED', {}, { part: 'arrangement/hotel' }).because).toBe(
      'arrangement/hotel is open',
    );
    expect(m.refusal('TEA_SERVED').because).toBe('cssp-peer-match knows no event TEA_SERVED');
    expect(new Match().refusal('SITE_CONTACTED').because).toBe('the match has not been assigned to a facilitator yet');
  });

  test('keep XState’s own and the engine’s events from people', () => {
    const m = assigned();
    for (const type of ['xstate.init', 'xstate.stop', 'xstate.done.actor.x', '*', '', 'toString'])
      expect(isRefusal(m.try(type))).toBe(true);
    for (const type of ['MOMENT_REACHED', 'CHECK_IN_EXPIRED', 'REMINDER_DUE', 'CONSULTANT_ACCEPTED'])
      expect(isRefusal(m.try(type, {}, { task: 'T08' }))).toBe(true);
  });

  test('leave the match as it was', () => {
    const m = assigned();
    const before = JSON.stringify(m.stored);
    m.refusal('SUMMARY_CIRCULATED');
    expect(JSON.stringify(m.stored)).toBe(before);
  });
});

describe('rungs', () => {
  test('ask once, and never after the work is done', () => {
    const m = planned(assigned());
    const ask = due(m, 'T01', '2027-01-11 09:00');
    expect(ask).toMatchObject({ type: 'REMINDER_DUE', task: 'T01', facts: { rung: 'due', owner: 'facilitator' } });
    m.on('SITE_CONTACTED');
    expect(take(m, ask)).toMatchObject({ refused: 'REMINDER_DUE', because: 'that date is no longer planned' });
  });

  test('of an old generation do nothing', () => {
    const m = planned(assigned());
    const ask = due(m, 'T01', '2027-01-11 09:00');
    m.on('SITE_CONTACTED').on('TASK_REOPENED', {}, { task: 'T01' });
    planned(m);
    expect(m.deadline('T01')?.generation).toBe(2);
    expect(isRefusal(take(m, ask))).toBe(true);
  });

  test('of an old date do nothing', () => {
    const m = planned(assigned());
    const moment = due(m, 'T08:opens', '2027-02-01 00:00');
    expect(isRefusal(take(m, moment))).toBe(false);
    planned(m.on('DATE_MOVED', { matchStart: '2027-04-05', matchEnd: '2027-04-06' }));
    expect(isRefusal(take(m, moment))).toBe(true);
  });

  test('that fired do not fire again', () => {
    const m = planned(assigned());
    const ask = due(m, 'T01', '2027-01-11 09:00');
    const once = take(m, ask);
    if (isRefusal(once)) throw new Error(once.because);
    m.stored = once.stored;
    expect(once.effects).toEqual([expect.objectContaining({ type: 'notify', task: 'T01', ask: 1, rung: 'due' })]);
    expect(isRefusal(take(m, ask))).toBe(true);
  });
});

describe('hold', () => {
  test('silences everything, and what arrives is still taken', () => {
    const m = assigned().on('FACT_SHEET_OPENED').on('HELD');
    expect([m.view.status, m.deadlines]).toEqual(['onHold', []]);
    expect(m.refusal('LETTERS_RELEASED', { letters: ['x'], kind: 'm1' }).because).toMatch('on hold');
    m.on('FACT_SHEET_SUBMITTED').on('ARRANGEMENT_MADE', {}, { part: 'arrangement/hotel', role: 'assistant' });
    expect([m.task('T08'), m.part('arrangement/hotel'), m.deadlines]).toEqual(['done', 'arranged', []]);
    m.on('RESUMED');
    expect([m.view.status, m.deadline('T01')?.id]).toEqual(['underway', 'T01']);
    expect(m.refusal('RESUMED').because).toBeTruthy();
  });
});

describe('adjustments', () => {
  test('snooze, reassign and shift a task', () => {
    const m = assigned()
      .on('TASK_SNOOZED', { until: '2027-01-13' }, { task: 'T01' })
      .on('TASK_REASSIGNED', { to: 'g' }, { task: 'T01' })
      .on('WINDOW_SHIFTED', { by: '+2wd' }, { task: 'T01' });
    expect(m.deadline('T01')).toMatchObject({ until: '2027-01-13', person: 'g', shift: '+2wd' });
    m.on('SITE_CONTACTED');
    expect(m.refusal('TASK_SNOOZED', { until: '2027-01-13' }, { task: 'T01' }).because).toBe('T01 is settled');
  });

  test('reach the notes of a call, which are a task of its part', () => {
    const m = assigned().on('CALL_PLANNED', { call: 'a', audience: 'initial' });
    expect(m.refusal('TASK_SNOOZED', { until: '2027-01-20' }, { task: 'T25' }).because).toBe('T25 is settled');
    m.on('CALL_HELD', { heldOn: '2027-01-08' }, { part: 'call/a' });
    m.on('TASK_REASSIGNED', { to: 'g' }, { task: 'T25' });
    expect(m.deadline('call/a/T25')?.person).toBe('g');
  });

  test('compress the plan of a match that starts soon', () => {
    const m = assigned({ matchStart: '2027-02-01', matchEnd: '2027-02-02' }).on('PLAN_COMPRESSED', { share: 0.67 });
    expect(m.deadline('T08:opens')?.compress).toBeUndefined();
    m.on('PLAN_COMPRESSED', { share: 0.67 }, { role: 'assistant' });
    expect(m.deadline('T08:opens')?.compress).toBe(0.67);
  });

  test('keep letters that name a date until it is final', () => {
    const m = assigned();
    const letters = { letters: ['l1'], kind: 'm13a', bearsDate: true };
    expect(m.refusal('LETTERS_RELEASED', letters).because).toMatch('tentative');
    m.on('DATES_FINALIZED', { matchStart: '2027-03-01', matchEnd: '2027-03-02' }).on('LETTERS_RELEASED', letters);
    expect(m.effects).toContainEqual({ type: 'releaseLetters', letters: ['l1'] });
  });
});

test('the first letters are drafted with the assignment', () => {
  expect(assigned().letters).toEqual(['m1', 'm3', 'm9']);
  expect(new Match().on('MATCH_DRAFTED').letters).toEqual([]);
});

test('what is allowed is told for each role, in the order of the catalogue', () => {
  const m = assigned();
  expect(allowed(csspPeerMatch, m.stored, 'lead')).toEqual([
    { type: 'AGENDA_ANSWERED' },
    { type: 'AGENDA_ANSWER_UNDONE' },
    { type: 'SHARING_ANSWERED' },
    { type: 'CHECK_IN_ANSWERED' },
  ]);
  expect(allowed(csspPeerMatch, m.stored, 'resident')).toEqual([
    { type: 'AGENDA_ANSWERED' },
    { type: 'AGENDA_ANSWER_UNDONE' },
  ]);
});
