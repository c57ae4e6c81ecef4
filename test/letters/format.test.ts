import { expect, test } from 'vitest';
import { formatDay, formatInstant, formatZone } from '../../src/letters/index.ts';

test('a day is written out, whatever the zone of the machine', () => {
  expect(formatDay('2027-03-02')).toBe('Tuesday, March 2, 2027');
  expect(formatDay('2027-03-02', 'es-US')).toBe('martes, 2 de marzo de 2027');
});

test('an instant is written in the zone of its reader, with the zone named', () => {
  const at = Date.parse('2027-03-02T19:00:00Z');

  expect(formatInstant(at, 'America/New_York')).toBe('Tuesday, March 2, 2027 at 2:00 PM EST');
  expect(formatInstant(at, 'America/Los_Angeles')).toBe('Tuesday, March 2, 2027 at 11:00 AM PST');
});

test('an instant after the clocks went forward says daylight time', () => {
  expect(formatInstant(Date.parse('2027-03-15T18:00:00Z'), 'America/New_York')).toBe(
    'Monday, March 15, 2027 at 2:00 PM EDT',
  );
});

test.each(['2027-3-2', '2027-02-30', 'soon', ''])('%j is no day', (day) => {
  expect(() => formatDay(day)).toThrow('not a day');
});

test('a zone is said as people call it, in their language', () => {
  expect(formatZone('America/New_York')).toBe('Eastern Time');
  expect(formatZone('America/New_York', 'es-US')).toBe('hora oriental');
});
