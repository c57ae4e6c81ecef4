import { describe, expect, test } from 'vitest';
import { assigned } from '../machines/support/build.ts';
import { assignedWith, person, verdict } from './material.ts';

const people = [person('s1', 'seeker', { kind: 'resident' }), person('h1', 'helper', { kind: 'official' })];
const held = () =>
  assignedWith(people)
    .on('MATCH_ENDED')
    .on('ATTENDANCE_MARKED', { attended: ['s1', 'h1'], residents: ['s1'] });
const review = { reviewSentOn: '2027-03-30', reviewUntil: '2027-04-13' };
const look = (rule: string, m: ReturnType<typeof held>) => verdict(rule, m, { people });

test('R7: a review has its date; a short one is only a warning; before one is sent nothing is said', () => {
  expect(look('R7', held())).toMatchObject({ holds: 'notYet', level: 'block' });
  const sent = held().on('SUMMARY_CIRCULATED', { ...review, reviewers: ['s1', 'h1'] });
  expect(look('R7', sent)).toMatchObject({ holds: 'yes', level: 'block' });
  const short = held().on('SUMMARY_CIRCULATED', { ...review, reviewUntil: '2027-04-02', reviewers: ['s1'] });
  expect(look('R7', short)).toMatchObject({ holds: 'no', level: 'warn' });
});

test('R8: whoever attended must have been asked, and have had the time', () => {
  expect(look('R8', held()).holds).toBe('notYet');
  const m = held().on('SUMMARY_CIRCULATED', { ...review, reviewers: ['s1'] });
  expect(look('R8', m)).toMatchObject({ holds: 'no', level: 'block', facts: { unasked: 1 } });
  m.on('SUMMARY_CIRCULATED', { ...review, reviewers: ['h1'] });
  expect(look('R8', m)).toMatchObject({ holds: 'notYet', facts: { unasked: 0, open: 2 } });
  m.on('SUMMARY_APPROVED', {}, { part: 'review/s1' }).expire('review/h1/review');
  expect(look('R8', m)).toMatchObject({ holds: 'yes', facts: { open: 0 } });
  expect(m.on('SUMMARY_FINALIZED').on('SUMMARY_PUBLISHED', {}, { role: 'programManager' }).task('T23')).toBe('done');
});

describe('R9, honoraria', () => {
  const funds = (m: ReturnType<typeof held>, site: boolean) =>
    m
      .on('FUNDS_ANSWERED', { for: 'site', available: site })
      .on('FUNDS_ANSWERED', { for: 'consultants', available: false });

  test('are clear once both questions are answered with a yes where residents are', () => {
    expect(verdict('R9', assignedWith(people), { people })).toMatchObject({ holds: 'notYet', level: 'block' });
    expect(look('R9', funds(assignedWith(people), true)).holds).toBe('yes');
  });

  test('do not hold for residents without funds, nor for one that waits for an answer', () => {
    expect(look('R9', funds(assignedWith(people), false))).toMatchObject({ holds: 'no', facts: { unfunded: true } });
    expect(look('R9', held())).toMatchObject({ holds: 'no', facts: { stuck: 1, unfunded: false } });
    const paid = funds(held(), true);
    expect(look('R9', paid).holds).toBe('yes');
    expect(paid.on('HONORARIUM_FORM_RECEIVED', {}, { part: 'honorarium/s1' }).part('honorarium/s1')).toBe('formIn');
  });

  test('do not hold for somebody who is no resident', () => {
    const m = funds(held(), true).on('PERSON_CHANGED', { person: 's1', kind: 'official', resident: false });
    expect(look('R9', m)).toMatchObject({ holds: 'no', facts: { stuck: 1 } });
  });
});

test('R11: rooms in which everybody sees everybody hold; others are named; without the Fact Sheet nothing is said', () => {
  const rooms = (...setUps: string[]) => ({
    F4: [{ setups: setUps.map((style) => ({ style, room: 'Hall' })), city: 'Sampletown' }],
  });
  expect(verdict('R11', assigned(), { bodies: rooms('uShape', 'staggered') })).toMatchObject({ holds: 'yes' });
  expect(verdict('R11', assigned(), { bodies: rooms('uShape', 'theatre', 'theatre') })).toMatchObject({
    holds: 'no',
    facts: { rooms: 3, others: ['theatre'] },
  });
  expect(verdict('R11', assigned())).toMatchObject({ holds: 'notYet', facts: { unreadable: false } });
  const other = { F4: [{ setups: 'notApplicable' }] };
  expect(verdict('R11', assigned(), { bodies: other })).toMatchObject({ holds: 'notYet', facts: { unreadable: true } });
});

test('R13: packets hold with their four parts, and are not looked at before they are mailed', () => {
  const handed = () => assigned().on('PACKET_CONTENTS_HANDED_OVER');
  expect(verdict('R13', handed())).toMatchObject({ holds: 'notYet', facts: { missing: ['evaluationForm'] } });
  expect(verdict('R13', handed().on('PACKETS_MAILED')).holds).toBe('yes');
  const early = assigned().on('PACKETS_MAILED', { contents: ['agenda', 'evaluationForm'] });
  expect(verdict('R13', early)).toMatchObject({ holds: 'no', facts: { missing: ['participantList', 'materials'] } });
});
