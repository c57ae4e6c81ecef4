import { describe, expect, test } from 'vitest';
import { assigned } from '../machines/support/build.ts';
import { verdict } from './material.ts';

const dated = (matchStart: string, matchEnd = matchStart) => assigned({ matchStart, matchEnd });
const call = (m: ReturnType<typeof dated>, id: string, heldOn: string) =>
  m.on('CALL_PLANNED', { call: id, audience: 'site' }).on('CALL_HELD', { heldOn }, { part: `call/${id}` });

test('R4: six to eight weeks hold, five do not, and without a date nothing is said', () => {
  expect(verdict('R4', dated('2027-02-22'))).toMatchObject({ holds: 'yes', facts: { days: 49 }, level: 'warn' });
  expect(verdict('R4', dated('2027-02-08'))).toMatchObject({ holds: 'no', facts: { days: 35 } });
  expect(verdict('R4', dated('2027-03-15'))).toMatchObject({ holds: 'no', facts: { days: 70 } });
  expect(verdict('R4', assigned({})).holds).toBe('notYet');
});

test('R5: work has begun once the site was contacted; a week without it is too long', () => {
  expect(verdict('R5', dated('2027-03-01'), { on: '2027-01-08 12:00' }).holds).toBe('notYet');
  expect(verdict('R5', dated('2027-03-01'), { on: '2027-01-13 12:00' }).holds).toBe('no');
  expect(verdict('R5', dated('2027-03-01').on('SITE_CONTACTED'), { on: '2027-01-13 12:00' }).holds).toBe('yes');
});

test('R6: two calls before the match hold, one does not when the match is a week away', () => {
  const one = call(dated('2027-03-01'), 'a', '2027-01-08');
  expect(verdict('R6', one)).toMatchObject({ holds: 'notYet', facts: { held: 1 } });
  expect(verdict('R6', one, { on: '2027-02-23 12:00' })).toMatchObject({ holds: 'no', task: 'T37' });
  const late = call(one, 'b', '2027-03-01');
  expect(verdict('R6', late, { on: '2027-02-23 12:00' })).toMatchObject({ holds: 'no', facts: { held: 1 } });
  expect(verdict('R6', call(late, 'c', '2027-02-03'))).toMatchObject({ holds: 'yes', facts: { held: 2 } });
});

test('R10: two days hold, five do not, and without an end nothing is said', () => {
  expect(verdict('R10', dated('2027-03-01', '2027-03-02'))).toMatchObject({ holds: 'yes', facts: { days: 2 } });
  expect(verdict('R10', dated('2027-03-01', '2027-03-05'))).toMatchObject({ holds: 'no', facts: { days: 5 } });
  expect(verdict('R10', assigned({ matchStart: '2027-03-01' })).holds).toBe('notYet');
});

describe('R14, notes after each call', () => {
  test('hold when all were sent, do not when two working days have passed, and wait until then', () => {
    const m = call(dated('2027-03-01'), 'a', '2027-01-05');
    expect(verdict('R14', dated('2027-03-01')).holds).toBe('notYet');
    expect(verdict('R14', m, { on: '2027-01-06 12:00' })).toMatchObject({ holds: 'notYet', facts: { waiting: 1 } });
    expect(verdict('R14', m, { on: '2027-01-11 12:00' })).toMatchObject({ holds: 'no', facts: { late: 1 } });
    m.on('CALL_NOTES_SENT', {}, { part: 'call/a' });
    expect(verdict('R14', m, { on: '2027-01-11 12:00' })).toMatchObject({ holds: 'yes', facts: { held: 1 } });
  });
});
