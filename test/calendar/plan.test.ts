import { describe, expect, test } from 'vitest';
import { leadTimeDays, makeWorkCalendar, planDeadlines, windowDates } from '../../src/calendar/index.ts';
import { at, context, deadline, ladder, plan } from './build.ts';

describe('what has passed', () => {
  test('is asked for once, on the next working morning, and the escalation waits for the answer', () => {
    expect(ladder(deadline(), { now: at('2026-05-01 11:00') })).toEqual([
      'ahead 2026-04-14 09:00 dropped',
      'due 2026-04-21 09:00 dropped',
      'overdue 2026-04-24 09:00 dropped',
      'escalate 2026-04-29 09:00 dropped',
      'due 2026-05-04 09:00',
      'escalate 2026-05-07 09:00',
    ]);
  });

  test('keeps a later rung only when it is three working days away', () => {
    const now = at('2026-04-22 10:00');
    expect(ladder(deadline(), { now }).slice(1)).toEqual([
      'due 2026-04-21 09:00 dropped',
      'due 2026-04-23 09:00',
      'overdue 2026-04-24 09:00 dropped',
      'escalate 2026-04-29 09:00',
    ]);
    const late = deadline({ window: { anchor: 'matchStart', due: '-3w', late: '-2w' } });
    expect(ladder(late, { now }).slice(2)).toEqual([
      'due 2026-04-23 09:00',
      'overdue 2026-04-28 09:00',
      'escalate 2026-05-01 09:00',
    ]);
  });

  test('includes an ask whose instant is now', () => {
    expect(ladder(deadline(), { now: at('2026-04-21 09:00') })).toContain('due 2026-04-22 09:00');
    expect(ladder(deadline(), { now: at('2026-04-21 09:00') - 1 })).toContain('due 2026-04-21 09:00');
  });

  test('does not count while only the ahead ask has passed', () => {
    const one = deadline({ window: { anchor: 'matchStart', due: '-3w' } });
    expect(ladder(one, { now: at('2026-04-20 10:00') }).slice(0, 2)).toEqual([
      'ahead 2026-04-14 09:00 dropped',
      'due 2026-04-21 09:00',
    ]);
  });

  test('moves a moment not at all: it fires at once', () => {
    const one = deadline({ policy: 'moment', window: { anchor: 'matchStart', due: '-4w' } });
    expect(ladder(one, { now: at('2026-05-01 11:00') })).toEqual(['moment 2026-04-14 00:00']);
  });

  test('gives an expiry ten working days from now', () => {
    const one = deadline({ policy: 'none', window: { anchor: 'matchEnd', due: '0d', ends: '+3w' }, expires: 'CLOSED' });
    expect(ladder(one, { now: at('2026-06-12 11:00') })).toEqual(['expire 2026-06-29 00:00']);
  });

  test('gives a review that should have ended its ten working days and one ask', () => {
    const anchors = { reviewSent: '2026-06-01', reviewEnds: '2026-06-15' };
    const window = { anchor: 'reviewEnds', due: '0d', ends: '0d' } as const;
    const one = deadline({ policy: 'review', expires: 'REVIEW_CLOSED', anchors, window });
    expect(ladder(one, { now: at('2026-06-16 11:00') })).toEqual([
      'ahead 2026-06-08 09:00 dropped',
      'due 2026-06-11 09:00 dropped',
      'due 2026-06-17 09:00',
      'expire 2026-07-01 17:00',
    ]);
  });
});

describe('a snooze', () => {
  test('silences the asks before its day', () => {
    expect(ladder(deadline({ until: '2026-04-22' })).slice(1)).toEqual([
      'due 2026-04-21 09:00 dropped',
      'overdue 2026-04-24 09:00',
      'escalate 2026-04-29 09:00',
    ]);
  });

  test('past all asks ends with one ask, and the escalation three working days later', () => {
    expect(ladder(deadline({ until: '2026-05-02' }))).toEqual([
      'ahead 2026-04-14 09:00 dropped',
      'due 2026-04-21 09:00 dropped',
      'overdue 2026-04-24 09:00 dropped',
      'due 2026-05-04 09:00',
      'escalate 2026-05-07 09:00',
    ]);
  });

  test('of something already due asks again on its day', () => {
    const snoozed = ladder(deadline({ until: '2026-04-28' }), { now: at('2026-04-22 10:00') });
    expect(snoozed.filter((line) => !line.endsWith('dropped'))).toEqual([
      'due 2026-04-28 09:00',
      'escalate 2026-05-01 09:00',
    ]);
  });

  test('that ends before the first ask changes nothing', () => {
    expect(ladder(deadline({ until: '2026-04-10' }))).toEqual(ladder(deadline()));
  });
});

describe('a window', () => {
  test('moves as a whole when a manager shifts it', () => {
    const one = deadline({ window: { anchor: 'matchStart', opens: '-4w', due: '-3w', ends: '0d' }, shift: '+2wd' });
    expect(windowDates(one, context())).toEqual({
      opens: '2026-04-16',
      due: '2026-04-23',
      late: '2026-04-28',
      ends: '2026-05-14',
    });
  });

  test('before the match shrinks in a compressed plan, others do not', () => {
    expect(windowDates(deadline({ compress: 0.5 }), context())).toEqual({
      opens: '2026-04-28',
      due: '2026-04-30',
      late: '2026-05-05',
    });
    const after = deadline({ window: { anchor: 'matchEnd', due: '+4w', late: '+6w' }, compress: 0.5 });
    expect(windowDates(after, context())).toEqual({ due: '2026-06-10', late: '2026-06-24' });
  });

  test('that hangs on a date nobody has set is not planned', () => {
    const one = deadline({ window: { anchor: 'debrief', due: '+1w' } });
    expect(windowDates(one, context())).toEqual({});
    expect(planDeadlines([one], {}, context())).toEqual({});
  });

  test('that hangs on something that is not a day is not planned', () => {
    for (const matchStart of ['', 'soon', '2026-02-30', '2026-5-1']) {
      expect(planDeadlines([deadline({ anchors: { matchStart } })], {}, context())).toEqual({});
    }
  });

  test('that hangs on its state’s entry counts from that day in the match’s zone', () => {
    const one = deadline({ window: { anchor: 'entered', due: '+1w' }, entered: at('2026-03-02 23:30') });
    expect(windowDates(one, context()).due).toBe('2026-03-09');
    expect(windowDates(one, context({ zone: 'Europe/London' })).due).toBe('2026-03-10');
  });
});

describe('zones', () => {
  const one = deadline({ policy: 'start', window: { anchor: 'matchStart', due: '-3w' } });

  test('people are asked at nine of their own morning', () => {
    const zoneOf = () => 'America/Los_Angeles';
    expect(ladder(one, { zoneOf }, 'America/Los_Angeles')[0]).toBe('due 2026-04-21 09:00');
    expect(ladder(one, { zoneOf })[0]).toBe('due 2026-04-21 12:00');
  });

  test('nobody is asked before the day has begun where the match is', () => {
    const zoneOf = () => 'Pacific/Auckland';
    expect(ladder(one, { zone: 'Pacific/Honolulu', zoneOf }, 'Pacific/Auckland')[0]).toBe('due 2026-04-22 09:00');
  });

  test('moments belong to the match, whoever the owner is', () => {
    const moment = deadline({ policy: 'moment', window: { anchor: 'matchStart', due: '0d' } });
    expect(ladder(moment, { zoneOf: () => 'Asia/Tokyo' })).toEqual(['moment 2026-05-12 00:00']);
  });

  test('an ask is at nine on both sides of a change of clocks', () => {
    const spring = deadline({ window: { anchor: 'assigned', due: '+4d' } });
    expect(ladder(spring).slice(1, 3)).toEqual(['due 2026-03-06 09:00', 'overdue 2026-03-11 09:00']);
    const { rungs } = plan(spring);
    expect((rungs[2]?.at ?? 0) - (rungs[1]?.at ?? 0)).toBe((5 * 24 - 1) * 3_600_000);
  });
});

describe('a plan that is known', () => {
  const known = planDeadlines([deadline()], {}, context());
  const again = (one: Parameters<typeof planDeadlines>[0][number], over = {}) =>
    planDeadlines([one], known, context({ now: at('2026-04-22 10:00'), ...over }))['T08'];

  test('is the same object while nothing it hangs on has changed', () => {
    expect(again(deadline({ owner: 'assistant', compress: 1, anchors: { matchStart: '2026-05-12' } }))).not.toBe(
      known['T08'],
    );
    expect(again(deadline({ owner: 'assistant', anchors: { matchStart: '2026-05-12' } }))).toBe(known['T08']);
  });

  test('keeps its rungs when another date of the match has moved', () => {
    const moved = again(deadline({ dateVersion: 2, anchors: { matchStart: '2026-05-12', matchEnd: '2026-05-14' } }));
    expect(moved?.dateVersion).toBe(2);
    expect(moved?.rungs).toBe(known['T08']?.rungs);
  });

  test.each([
    ['the date it hangs on', deadline({ anchors: { matchStart: '2026-05-13' } })],
    ['its shift', deadline({ shift: '+1d' })],
    ['a snooze', deadline({ until: '2026-04-30' })],
    ['a compressed plan', deadline({ compress: 0.8 })],
    ['its state was entered again', deadline({ generation: 2 })],
    ['its window', deadline({ window: { anchor: 'matchStart', due: '-3w' } })],
    ['its policy', deadline({ policy: 'start' })],
    ['what happens at its end', deadline({ expires: 'CLOSED' })],
  ])('is made anew for %s', (_, one) => {
    expect(again(one)?.rungs).not.toEqual(known['T08']?.rungs);
    expect(again(one)?.basis).not.toBe(known['T08']?.basis);
  });

  test('is made anew for another zone, another person’s zone and another calendar', () => {
    expect(again(deadline(), { zone: 'America/Chicago' })?.basis).not.toBe(known['T08']?.basis);
    expect(again(deadline(), { zoneOf: () => 'America/Chicago' })?.basis).not.toBe(known['T08']?.basis);
    const work = makeWorkCalendar({ extra: ['2026-04-22'] });
    expect(again(deadline(), { work })?.basis).not.toBe(known['T08']?.basis);
  });

  test('is left out when its deadline is gone', () => {
    expect(planDeadlines([], known, context())).toEqual({});
  });
});

test('the lead time is counted in days', () => {
  expect(leadTimeDays('2026-03-02', '2026-05-12')).toBe(71);
  expect(leadTimeDays('2026-03-02', '2026-03-01')).toBe(-1);
});
