import { describe, expect, test } from 'vitest';
import { addOffset, isTimeZone, nextMorning, parseOffset, workingMorning } from '../../src/calendar/index.ts';
import { compressOffset } from '../../src/calendar/offsets.ts';
import { instantOn } from '../../src/calendar/zones.ts';
import type { Offset } from '../../src/machines/kernel/types.ts';
import { work } from './build.ts';

const utc = (instant: number): string => new Date(instant).toISOString().slice(0, 16);

describe('an offset', () => {
  test.each([
    ['2026-03-02', '0d', '2026-03-02'],
    ['2026-03-02', '-4w', '2026-02-02'],
    ['2026-03-02', '+10d', '2026-03-12'],
    ['2026-12-30', '3d', '2027-01-02'],
    ['2026-05-21', '+2wd', '2026-05-26'],
    ['2026-05-26', '-1wd', '2026-05-22'],
    ['2026-03-07', '+1wd', '2026-03-09'],
    ['2026-03-07', '-1wd', '2026-03-06'],
    ['2026-03-07', '0wd', '2026-03-07'],
  ] as const)('leads from %s by %s to %s', (day, offset, expected) => {
    expect(addOffset(day, offset, work)).toBe(expected);
  });

  test.each([
    ['2025-11-30', '+3m', '2026-02-28'],
    ['2027-11-30', '+3m', '2028-02-29'],
    ['2026-08-31', '+6m', '2027-02-28'],
    ['2026-05-31', '-3m', '2026-02-28'],
    ['2026-01-30', '+1m', '2026-02-28'],
    ['2026-10-15', '+3m', '2027-01-15'],
  ] as const)('of months clamps: %s and %s give %s', (day, offset, expected) => {
    expect(addOffset(day, offset, work)).toBe(expected);
  });

  test('that is malformed is refused', () => {
    for (const text of ['', '4', '+4y', '1.5d', 'w', '+ 4w', '--4w']) {
      expect(() => parseOffset(text as Offset)).toThrow(RangeError);
    }
  });
});

test('a compressed offset is rounded to working days, halves away from the anchor', () => {
  const halved = (['-4w', '-3w', '-1w', '-2wd', '-1m'] as const).map((offset) => compressOffset(offset, 0.5));
  expect(halved).toEqual(['-10wd', '-8wd', '-3wd', '-1wd', '-11wd']);
});

describe('nine in the morning', () => {
  test('moves to the next working day', () => {
    expect(utc(workingMorning('2026-07-03', 'America/New_York', work))).toBe('2026-07-06T13:00');
  });

  test.each([
    ['the day before summer time', '2026-03-06', 'America/New_York', '2026-03-06T14:00'],
    ['the day after', '2026-03-09', 'America/New_York', '2026-03-09T13:00'],
    ['London in winter', '2026-10-26', 'Europe/London', '2026-10-26T09:00'],
    ['London in summer', '2026-03-30', 'Europe/London', '2026-03-30T08:00'],
    ['Lord Howe, half an hour off', '2026-04-06', 'Australia/Lord_Howe', '2026-04-05T22:30'],
    ['Lord Howe in summer', '2026-10-05', 'Australia/Lord_Howe', '2026-10-04T22:00'],
    ['Kathmandu', '2026-03-02', 'Asia/Kathmandu', '2026-03-02T03:15'],
  ])('is right on %s', (_, day, zone, expected) => {
    expect(utc(workingMorning(day, zone, work))).toBe(expected);
  });
});

describe('a day begins', () => {
  test.each([
    ['New York, clocks forward', '2026-03-08', 'America/New_York', '2026-03-08T05:00'],
    ['New York, clocks back', '2026-11-01', 'America/New_York', '2026-11-01T04:00'],
    ['London, clocks back', '2026-10-25', 'Europe/London', '2026-10-24T23:00'],
    ['Lord Howe, clocks forward', '2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30'],
    ['Lord Howe, clocks back', '2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00'],
    ['Cairo, where 00:00 is skipped', '2026-04-24', 'Africa/Cairo', '2026-04-23T22:00'],
    ['Santiago, where 00:00 is skipped', '2026-09-06', 'America/Santiago', '2026-09-06T04:00'],
    ['Apia', '2026-03-02', 'Pacific/Apia', '2026-03-01T11:00'],
    ['Apia, on a day that was skipped', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00'],
  ])('in %s', (_, day, zone, expected) => {
    expect(utc(instantOn(day, 'midnight', zone))).toBe(expected);
  });
});

test('zones are names of places that have a clock', () => {
  expect(['America/New_York', 'UTC', 'Pacific/Apia', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true);
  expect(['', 'Mars/Olympus', '+02:00', 'New York', '2026-03-02T00:00Z', '../etc'].some(isTimeZone)).toBe(false);
});

test.each([
  ['before nine of a working day: the same morning', '2026-07-02T12:00Z', '2026-07-02T13:00'],
  ['at nine: now', '2026-07-02T13:00Z', '2026-07-02T13:00'],
  ['later: the next working morning, past a holiday and a weekend', '2026-07-02T13:01Z', '2026-07-06T13:00'],
])('the next morning, %s', (_, at, expected) => {
  expect(utc(nextMorning(Date.parse(at), 'America/New_York', work))).toBe(expected);
});
