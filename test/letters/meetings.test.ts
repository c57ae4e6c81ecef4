import { describe, expect, test } from 'vitest';
import { meetingOfMatch, meetingOfPart, plannedParts } from '../../src/letters/index.ts';
import type { DateLine } from '../../src/letters/index.ts';

const line = (
  seq: number,
  type: string,
  facts: DateLine['facts'] = {},
  part: string | null = 'call/first',
): DateLine => ({
  seq,
  type,
  part,
  facts,
});
const planned = line(3, 'CALL_PLANNED', { call: 'first', on: '2027-03-12', time: '09:30' }, null);

describe('a call', () => {
  test('stands as it was planned', () => {
    expect(meetingOfPart([planned], 'call/first')).toEqual({
      startsOn: '2027-03-12',
      time: '09:30',
      sequence: 0,
      isCancelled: false,
    });
  });

  test('X8 each move raises its own count; what a move does not say stays', () => {
    const lines = [
      planned,
      line(4, 'CALL_MOVED', { on: '2027-04-01' }, 'call/second'),
      line(5, 'CALL_MOVED', { time: '11:00' }),
      line(9, 'CALL_MOVED', { on: '2027-03-15' }),
    ];

    expect(meetingOfPart(lines, 'call/first')).toMatchObject({ startsOn: '2027-03-15', time: '11:00', sequence: 2 });
    expect(meetingOfPart(lines, 'call/first', 5)).toMatchObject({ startsOn: '2027-03-12', time: '11:00', sequence: 1 });
  });

  test('one that is called off and on again counts on', () => {
    const lines = [
      planned,
      line(5, 'CALL_CANCELLED'),
      line(6, 'CALL_REOPENED'),
      line(7, 'CALL_MOVED', { time: '10:00' }),
    ];

    expect(meetingOfPart(lines, 'call/first', 5)).toMatchObject({ sequence: 1, isCancelled: true });
    expect(meetingOfPart(lines, 'call/first')).toMatchObject({ sequence: 3, isCancelled: false });
  });

  test('without a day there is nothing for a calendar', () => {
    expect(meetingOfPart([line(1, 'CALL_PLANNED', { call: 'first' }, null)], 'call/first')).toBeUndefined();
    expect(meetingOfPart([planned], 'call/second')).toBeUndefined();
  });

  test('a meeting that moves to one day does not keep its old last day', () => {
    const lines = [
      line(1, 'SESSION_PLANNED', { session: 'a', startsOn: '2027-03-12', endsOn: '2027-03-13' }, null),
      line(2, 'SESSION_MOVED', { startsOn: '2027-03-20' }, 'session/a'),
    ];

    expect(meetingOfPart(lines, 'session/a', 1)).toMatchObject({ endsOn: '2027-03-13' });
    expect(meetingOfPart(lines, 'session/a')).toEqual({ startsOn: '2027-03-20', sequence: 1, isCancelled: false });
    expect(plannedParts(lines)).toEqual(['session/a']);
  });
});

describe('the match', () => {
  const dates = { startsOn: '2027-05-04', endsOn: '2027-05-05', dateVersion: 2 };

  test('X8 its count is the date version', () => {
    expect(meetingOfMatch(dates, [planned])).toEqual({
      startsOn: '2027-05-04',
      endsOn: '2027-05-05',
      sequence: 2,
      isCancelled: false,
    });
  });

  test('X3 a cancellation counts once more, and so does its undoing', () => {
    const lines = [line(8, 'WITHDRAWN', {}, null), line(9, 'CANCELLATION_UNDONE', {}, null)];

    expect(meetingOfMatch(dates, lines, 8)).toMatchObject({ sequence: 3, isCancelled: true });
    expect(meetingOfMatch(dates, lines)).toMatchObject({ sequence: 4, isCancelled: false });
  });
});
