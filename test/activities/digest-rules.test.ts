import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeDigest } from '../../src/activities/digest-rules.ts';
import type { DigestStanding, DigestVerdict, WaitingAsk } from '../../src/activities/hand-over-ports.ts';
import { addOffset, dayAt, makeWorkCalendar } from '../../src/calendar/index.ts';

const work = makeWorkCalendar({ country: 'US' });
const ZONE = 'America/New_York';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const ask = (id: string, more: Partial<WaitingAsk> = {}): WaitingAsk => ({
  id,
  match: 'm1',
  item: id,
  askedOn: [],
  handedOn: false,
  isNotice: false,
  ...more,
});
/** What becomes of these at a local time; instants as the recipient reads them. */
function judged(at: string, asks: readonly WaitingAsk[], more: Partial<DigestStanding> & { perWeek?: number } = {}) {
  const { perWeek = 5, zone = ZONE, sentOn = [] } = more;
  const standing = { at: Date.parse(at), zone, asks, sentOn, since: Date.parse(at), othersAreDue: false };
  return [...judgeDigest(standing, { work, perWeek }).verdicts.values()].map((verdict) => inWords(verdict, zone));
}
const inWords = (verdict: DigestVerdict, zone: string): string =>
  typeof verdict === 'string'
    ? verdict
    : 'until' in verdict
      ? new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone }).format(
          verdict.until,
        )
      : verdict.withdraw;

describe('when a digest leaves', () => {
  test.each([
    ['at nine of a working day', '2027-03-01T09:00-05:00', 'leaves'],
    ['before nine it waits for nine', '2027-03-01T08:59-05:00', '2027-03-01 09:00'],
    ['later in the day, when the mail server was down', '2027-03-01T20:59-05:00', 'leaves'],
    ['in the quiet hours it waits for the morning', '2027-03-01T21:00-05:00', '2027-03-02 09:00'],
    ['X29: on Friday evening it waits for Monday', '2027-03-05T22:00-05:00', '2027-03-08 09:00'],
    ['X29: on Saturday it waits for Monday', '2027-03-06T10:00-05:00', '2027-03-08 09:00'],
    ['X29: on a holiday it waits for the day after', '2027-07-05T10:00-04:00', '2027-07-06 09:00'],
    ['X29: over the night in which the clocks change it waits for nine', '2027-03-13T22:00-05:00', '2027-03-15 09:00'],
    ['X29: and when they change back', '2027-11-07T01:30-04:00', '2027-11-08 09:00'],
  ])('%s', (_name, at, outcome) => {
    expect(judged(at, [ask('a')])).toEqual([outcome]);
  });

  test('nine is nine where the person is', () => {
    expect(judged('2027-03-01T09:00-05:00', [ask('a')], { zone: 'Pacific/Honolulu' })).toEqual(['2027-03-01 09:00']);
  });

  test('X25: a day has one digest, what comes later waits for the next working morning', () => {
    expect(judged('2027-03-05T17:00-05:00', [ask('a')], { sentOn: ['2027-03-05'] })).toEqual(['2027-03-08 09:00']);
  });

  test('a week has no more than the program allows', () => {
    const sentOn = ['2027-03-01', '2027-03-02'];
    expect(judged('2027-03-03T09:00-05:00', [ask('a')], { sentOn, perWeek: 2 })).toEqual(['2027-03-08 09:00']);
    expect(judged('2027-03-08T09:00-05:00', [ask('a')], { sentOn, perWeek: 2 })).toEqual(['leaves']);
  });
});

describe('what she was asked before', () => {
  const at = '2027-03-04T09:00-05:00';
  test('is asked again three working days later at the earliest', () => {
    expect(judged(at, [ask('a', { askedOn: ['2027-03-01'] })])).toEqual(['leaves']);
    expect(judged(at, [ask('a', { askedOn: ['2027-03-02'] })])).toEqual(['2027-03-05 09:00']);
    expect(judged(at, [ask('a', { askedOn: ['2027-03-03'] })])).toEqual(['2027-03-08 09:00']);
  });

  test('is not asked a fourth time; but that it is handed on she still hears', () => {
    const askedOn = ['2027-02-01', '2027-02-08', '2027-02-15'];
    expect(judged(at, [ask('a', { askedOn })])).toEqual(['she was asked about it three times before']);
    expect(judged(at, [ask('a', { askedOn, isNotice: true })])).toEqual(['leaves']);
  });

  test('what another person did not settle is a question of its own', () => {
    expect(judged(at, [ask('a', { askedOn: ['2027-03-03'], handedOn: true })])).toEqual(['leaves']);
  });

  test('one item stands in a mail once: the newest, or what hands it over', () => {
    const same = (id: string, more: Partial<WaitingAsk> = {}) => ask(id, { item: 'T01', ...more });
    const SAME = 'another reminder in the same mail says the same';
    expect(judged(at, [same('old'), same('new')])).toEqual([SAME, 'leaves']);
    expect(judged(at, [same('mine', { handedOn: true }), same('notice', { isNotice: true })])).toEqual([
      'leaves',
      SAME,
    ]);
    expect(judged(at, [same('a'), same('b', { match: 'm2' })])).toEqual(['leaves', 'leaves']);
  });
});

/** A person whose reminders come at any time: ladders, snoozes, moved dates and reopened tasks all end in one more ask. */
function live(events: readonly { item: string; at: number }[], zone: string, perWeek: number) {
  const sent: { item: string; at: number }[] = [];
  let waiting: { id: string; item: string; due: number }[] = [];
  const wakes = events.map(({ at }) => at);
  for (let at = Math.min(...wakes); Number.isFinite(at) && sent.length < 1000;) {
    waiting.push(...events.flatMap((one, n) => (one.at === at ? [{ id: `${n}`, item: one.item, due: at }] : [])));
    const askedOn = (item: string) => sent.filter((one) => one.item === item).map((one) => dayAt(one.at, zone));
    const asks = waiting
      .filter(({ due }) => due <= at)
      .map(({ id, item }) => ask(id, { item, askedOn: askedOn(item) }));
    const sentOn = [...new Set(sent.map((one) => dayAt(one.at, zone)))];
    const standing = { at, zone, asks, sentOn, since: at, othersAreDue: false };
    const { verdicts } = judgeDigest(standing, { work, perWeek });
    for (const { id, item } of waiting) if (verdicts.get(id) === 'leaves') sent.push({ item, at });
    waiting = waiting.flatMap((one) => {
      const verdict = verdicts.get(one.id);
      if (verdict === undefined) return [one];
      return typeof verdict === 'object' && 'until' in verdict ? [{ ...one, due: verdict.until }] : [];
    });
    at = Math.min(...wakes.filter((wake) => wake > at), ...waiting.map(({ due }) => due));
  }
  return { sent, waiting };
}

test('whatever comes: one digest a day, so many a week, three asks an item, three working days apart, in working hours', () => {
  const start = Date.parse('2027-02-20T00:00:00Z');
  const event = fc.record({
    item: fc.constantFrom('a', 'b', 'c'),
    at: fc.integer({ min: 0, max: 60 * 24 * 4 }).map((quarters) => start + quarters * 15 * MINUTE),
  });
  const zones = fc.constantFrom('America/New_York', 'Pacific/Honolulu', 'Asia/Kathmandu', 'Pacific/Chatham');
  fc.assert(
    fc.property(
      fc.array(event, { minLength: 1, maxLength: 40 }),
      zones,
      fc.integer({ min: 1, max: 5 }),
      (events, zone, perWeek) => {
        const { sent, waiting } = live(events, zone, perWeek);
        expect(waiting).toEqual([]);
        const days = [...new Set(sent.map(({ at }) => at))].map((at) => dayAt(at, zone));
        expect(new Set(days).size).toBe(days.length);
        for (const day of days) {
          expect(work.isWorkingDay(day)).toBe(true);
          expect(days.filter((one) => one <= day && one > addOffset(day, '-7d', work)).length).toBeLessThanOrEqual(
            perWeek,
          );
        }
        for (const { at } of sent) {
          const hour = Number(
            new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(at),
          );
          expect(hour >= 9 && hour < 21).toBe(true);
        }
        for (const item of ['a', 'b', 'c']) {
          const asked = sent.filter((one) => one.item === item).map(({ at }) => dayAt(at, zone));
          expect(asked.length).toBeLessThanOrEqual(3);
          asked.slice(1).forEach((day, n) => expect(day >= addOffset(asked[n] ?? '', '+3wd', work)).toBe(true));
          if (events.some((one) => one.item === item)) expect(asked.length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('an ask is late by hours at most, not days, when nothing stands in its way', () => {
  const at = Date.parse('2027-03-01T03:00:00Z');
  const { sent } = live([{ item: 'a', at }], 'Asia/Kathmandu', 5);
  expect((sent[0]?.at ?? 0) - at).toBeLessThan(24 * HOUR);
});
