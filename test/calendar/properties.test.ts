import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addOffset, planDeadlines, windowDates } from '../../src/calendar/index.ts';
import { daysBetween, plusDays } from '../../src/calendar/days.ts';
import { LADDERS } from '../../src/calendar/policies.ts';
import { dayAt, instantOn } from '../../src/calendar/zones.ts';
import type { Deadline, Offset, Planned, Policy, Rung, RungName } from '../../src/machines/kernel/types.ts';
import { context, deadline, local, plan, work } from './build.ts';

const ZONES = [
  ...['America/New_York', 'America/Chicago', 'America/Phoenix', 'America/Anchorage', 'America/Santiago', 'UTC'],
  ...['America/St_Johns', 'Pacific/Honolulu', 'Pacific/Apia', 'Pacific/Kiritimati', 'Pacific/Chatham', 'Pacific/Niue'],
  ...['Africa/Cairo', 'Europe/London', 'Asia/Beirut', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Asia/Tehran'],
];
const ASKS: readonly RungName[] = ['ahead', 'due', 'overdue', 'overdue2'];
const DAY = 86_400_000;
const RUNS = 1000;

const days = fc.integer({ min: 0, max: daysBetween('2024-01-01', '2040-12-31') }).map((n) => plusDays('2024-01-01', n));
const offsets = (min: number, max: number, units: readonly string[] = ['d', 'w', 'm', 'wd']) =>
  fc.tuple(fc.integer({ min, max }), fc.constantFrom(...units)).map(([n, unit]) => `${n}${unit}` as Offset);

interface Case {
  readonly one: Deadline;
  readonly now: number;
  readonly zone: string;
  readonly person: string;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    policy: fc.constantFrom(...(Object.keys(LADDERS) as Policy[])),
    matchStart: days,
    anchor: fc.constantFrom('matchStart', 'entered', 'reviewEnds'),
    opens: fc.option(offsets(-6, -3)),
    due: offsets(-3, 4),
    late: fc.option(offsets(5, 8)),
    ends: fc.option(offsets(5, 12, ['m'])),
    shift: fc.option(offsets(-3, 3)),
    until: fc.option(fc.integer({ min: -40, max: 40 })),
    compress: fc.option(fc.double({ min: 0.05, max: 1, noNaN: true })),
    nowAfter: fc.integer({ min: -200 * 24, max: 100 * 24 }),
    entered: fc.integer({ min: -60, max: 5 }),
    zone: fc.constantFrom(...ZONES),
    person: fc.constantFrom(...ZONES),
  })
  .map(
    ({
      policy,
      matchStart,
      anchor,
      opens,
      due,
      late,
      ends,
      shift,
      until,
      compress,
      nowAfter,
      entered,
      zone,
      person,
    }) => {
      const midnight = instantOn(matchStart, 'midnight', 'UTC');
      return {
        one: deadline({
          policy,
          window: {
            anchor,
            due,
            ...(opens && { opens }),
            ...(late && { late }),
            ...(ends && { ends }),
          } as Deadline['window'],
          expires: 'EXPIRED',
          anchors: { matchStart, reviewSent: plusDays(matchStart, -14), reviewEnds: matchStart },
          entered: midnight + entered * DAY,
          ...(shift && { shift }),
          ...(until !== null && { until: plusDays(matchStart, until) }),
          ...(compress !== null && { compress }),
        }),
        now: midnight + nowAfter * 3_600_000,
        zone,
        person,
      };
    },
  );

const planned = ({ one, now, zone, person }: Case): Planned => plan(one, { now, zone, zoneOf: () => person });
const live = ({ rungs }: Planned): Rung[] => rungs.filter(({ dropped }) => !dropped);
const isAsk = ({ rung }: Rung): boolean => ASKS.includes(rung);
const toHuman = (rung: Rung): boolean => isAsk(rung) || rung.rung === 'escalate';
const holds = (says: (made: Planned, given: Case) => void) =>
  fc.assert(
    fc.property(cases, (given) => says(planned(given), given)),
    { numRuns: RUNS },
  );

test('nothing happens early: no due ask before the due day has begun where the match is, no moment before its day', () => {
  holds((made, given) => {
    const dates = windowDates(given.one, context({ zone: given.zone }));
    const begins = (day: string | undefined) => instantOn(day ?? '2024-01-01', 'midnight', given.zone);
    for (const { rung, at } of live(made)) {
      if (rung === 'due' && given.one.policy !== 'review') expect(at).toBeGreaterThanOrEqual(begins(dates.due));
      if (rung === 'moment') expect(at).toBeGreaterThanOrEqual(begins(dates.opens ?? dates.due));
      if (rung === 'overdue') expect(at).toBeGreaterThanOrEqual(begins(dates.late));
      if (rung === 'expire') expect(at).toBeGreaterThanOrEqual(begins(dates.ends));
    }
  });
});

test('everybody is asked at nine of a working morning of theirs, or at the end of the match’s working day', () => {
  const onWorkingDay = (instant: number, zone: string, clock: string): boolean => {
    const [day = '', time] = local(instant, zone).split(' ');
    return time === clock && work.isWorkingDay(day);
  };
  holds((made, { one, zone, person }) => {
    for (const { rung, at } of live(made).filter(toHuman)) {
      const atEnd = one.policy === 'handover' && rung === 'due' && onWorkingDay(at, zone, '17:00');
      expect(atEnd || onWorkingDay(at, person, '09:00')).toBe(true);
    }
  });
});

test('rungs come in order, and the escalation after every ask', () => {
  holds((made) => {
    const instants = made.rungs.map(({ at }) => at);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    const asks = live(made)
      .filter(toHuman)
      .map(({ rung }) => rung);
    expect(asks).toEqual(
      ['ahead', 'due', 'overdue', 'overdue2', 'escalate'].filter((rung) => asks.includes(rung as RungName)),
    );
  });
});

test('there are at most three asks, and at least three working days between two', () => {
  holds((made, { person }) => {
    const asks = live(made).filter(isAsk);
    expect(asks.length).toBeLessThanOrEqual(3);
    asks.slice(1).forEach((ask, n) => {
      const before = dayAt(asks[n]?.at ?? 0, person);
      expect(dayAt(ask.at, person) >= addOffset(before, '+3wd', work)).toBe(true);
    });
  });
});

test('nothing but a moment is planned for now or before, and no ask for before a snooze ends or after the window does', () => {
  holds((made, { one, now, person }) => {
    const end = live(made).find(({ rung }) => rung === 'expire')?.at ?? Infinity;
    for (const { rung, at } of live(made)) {
      if (rung !== 'moment') expect(at).toBeGreaterThan(now);
      if (toHuman({ rung, at })) expect(at).toBeLessThan(end);
      if (toHuman({ rung, at }) && one.until) expect(dayAt(at, person) >= one.until).toBe(true);
    }
  });
});

test('what is due is always still asked for, once, unless the window ends before that', () => {
  holds((made, { one, now }) => {
    if (LADDERS[one.policy].rungs.every(({ rung }) => rung === 'moment')) return;
    expect(live(made).filter(({ rung }) => rung === 'due').length).toBeLessThanOrEqual(1);
    const end = made.rungs.find(({ rung }) => rung === 'expire')?.at ?? Infinity;
    const first = made.rungs.find(({ rung }) => rung === 'due' || rung === 'overdue')?.at ?? 0;
    const quiet = one.until ? instantOn(one.until, 'midnight', 'UTC') : 0;
    if (end > Math.max(now, first, quiet) + 9 * DAY) expect(live(made).filter(isAsk).length).toBeGreaterThan(0);
  });
});

test('the same input gives the same plan, and a known plan is given back', () => {
  fc.assert(
    fc.property(cases, ({ one, now, zone, person }) => {
      const over = context({ now, zone, zoneOf: () => person });
      const first = planDeadlines([one], {}, over);
      expect(planDeadlines([one], {}, over)).toEqual(first);
      const later = planDeadlines([one], first, { ...over, now: now + 90 * DAY });
      expect(later[one.id]).toBe(first[one.id]);
    }),
    { numRuns: 300 },
  );
});
