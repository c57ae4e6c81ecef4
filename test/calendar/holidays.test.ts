import { describe, expect, test } from 'vitest';
import { makeWorkCalendar } from '../../src/calendar/index.ts';
import { plusDays } from '../../src/calendar/days.ts';

const closedWeekdays = (year: number, work = makeWorkCalendar()): string[] => {
  const days = Array.from({ length: 366 }, (_, n) => plusDays(`${year}-01-01`, n)).filter((d) =>
    d.startsWith(`${year}`),
  );
  return days
    .filter((day) => ![0, 6].includes(new Date(day).getUTCDay()) && !work.isWorkingDay(day))
    .map((d) => d.slice(5));
};

describe('the federal calendar', () => {
  test('closes on the eleven holidays of 2026, Independence Day on the Friday before', () => {
    expect(closedWeekdays(2026)).toEqual([
      ...['01-01', '01-19', '02-16', '05-25', '06-19', '07-03', '09-07', '10-12', '11-11', '11-26', '12-25'],
    ]);
  });

  // As published by the Office of Personnel Management; New Year's Day 2028 is observed on the last day of 2027.
  test('closes on the observed days of 2027 and 2028', () => {
    expect(closedWeekdays(2027)).toEqual([
      ...['01-01', '01-18', '02-15', '05-31', '06-18', '07-05', '09-06', '10-11', '11-11', '11-25', '12-24', '12-31'],
    ]);
    expect(closedWeekdays(2028)).toEqual([
      ...['01-17', '02-21', '05-29', '06-19', '07-04', '09-04', '10-09', '11-10', '11-23', '12-25'],
    ]);
  });

  test('observes Veterans Day on the Monday after a Sunday', () => {
    expect(makeWorkCalendar().isWorkingDay('2029-11-12')).toBe(false);
  });

  test('rests at weekends and works on days that are only observances', () => {
    const work = makeWorkCalendar();
    expect(['2026-03-07', '2026-03-08'].some(work.isWorkingDay)).toBe(false);
    expect(['2026-03-17', '2026-11-27', '2026-12-24', '2026-12-31'].every(work.isWorkingDay)).toBe(true);
  });
});

test('extra days are closed', () => {
  expect(makeWorkCalendar({ extra: ['2026-11-27'] }).isWorkingDay('2026-11-27')).toBe(false);
});

test('a removed holiday is worked on, its observed day too', () => {
  const work = makeWorkCalendar({ removed: ['Columbus Day', 'Independence Day', '2026-11-11'] });
  expect(['2026-10-12', '2026-07-03', '2026-11-11', '2027-10-11'].every(work.isWorkingDay)).toBe(true);
  expect(work.isWorkingDay('2027-11-11')).toBe(false);
});

test('a holiday can be removed in one year only', () => {
  const work = makeWorkCalendar({ removed: ['2026-10-12'] });
  expect([work.isWorkingDay('2026-10-12'), work.isWorkingDay('2027-10-11')]).toEqual([true, false]);
});

test('other countries and states have their own holidays', () => {
  expect(makeWorkCalendar({ country: 'FR' }).isWorkingDay('2026-07-14')).toBe(false);
  expect(makeWorkCalendar({ country: 'US-CA' }).isWorkingDay('2026-03-31')).toBe(false);
});

test('calendars with different settings have different names', () => {
  const names = [{}, { country: 'FR' }, { extra: ['2026-11-27'] }, { removed: ['2026-11-27'] }].map(
    (settings) => makeWorkCalendar(settings).name,
  );
  expect(new Set(names).size).toBe(4);
});

test('a country, state or day that does not exist is refused', () => {
  expect(() => makeWorkCalendar({ country: 'XX' })).toThrow(RangeError);
  expect(() => makeWorkCalendar({ country: 'US-ZZ' })).toThrow(RangeError);
  expect(() => makeWorkCalendar({ extra: ['2026-02-30'] })).toThrow(RangeError);
});
