import { describe, expect, test } from 'vitest';
import { at, deadline, ladder, plan } from './build.ts';

describe('the standard ladder', () => {
  test('asks five working days ahead, on the day, when late, and then tells a human', () => {
    expect(ladder(deadline())).toEqual([
      'ahead 2026-04-14 09:00 dropped',
      'due 2026-04-21 09:00',
      'overdue 2026-04-24 09:00',
      'escalate 2026-04-29 09:00',
    ]);
  });

  test('asks ahead when that is after the opening', () => {
    const one = deadline({ window: { anchor: 'matchStart', opens: '-5w', due: '-3w' } });
    expect(ladder(one)[0]).toBe('ahead 2026-04-14 09:00');
  });

  test('takes the state’s entry for the opening of a window that names none', () => {
    const window = { anchor: 'matchStart', due: '-3w' } as const;
    expect(ladder(deadline({ window }))[0]).toBe('ahead 2026-04-14 09:00');
    expect(ladder(deadline({ window, entered: at('2026-04-14 08:00') }))[0]).toBe('ahead 2026-04-14 09:00 dropped');
  });

  test('takes the late day that a window names', () => {
    const one = deadline({ window: { anchor: 'matchEnd', opens: '0d', due: '+2wd', late: '+2w' } });
    expect(ladder(one)).toEqual([
      'ahead 2026-05-08 09:00 dropped',
      'due 2026-05-15 09:00',
      'overdue 2026-05-27 09:00',
      'escalate 2026-06-01 09:00',
    ]);
  });

  test('counts from Monday when the due day is a Saturday', () => {
    const one = deadline({ window: { anchor: 'assigned', due: '+12d' } });
    expect(ladder(one)).toEqual([
      'ahead 2026-03-09 09:00',
      'due 2026-03-16 09:00',
      'overdue 2026-03-19 09:00',
      'escalate 2026-03-24 09:00',
    ]);
  });

  test('steps over a holiday', () => {
    const one = deadline({ window: { anchor: 'matchEnd', due: '+9d' } });
    expect(ladder(one).slice(1)).toEqual([
      'due 2026-05-22 09:00',
      'overdue 2026-05-28 09:00',
      'escalate 2026-06-02 09:00',
    ]);
  });

  test('shows the first instants of the days on which it opens, is due and is late', () => {
    const { opens, due, late } = plan(deadline());
    expect([opens, due, late]).toEqual([at('2026-04-14 00:00'), at('2026-04-21 00:00'), at('2026-04-24 00:00')]);
  });
});

test('a first contact that is not made is asked for once and then is the manager’s choice', () => {
  expect(ladder(deadline({ policy: 'start', window: { anchor: 'assigned', opens: '0d', due: '+1w' } }))).toEqual([
    'due 2026-03-09 09:00',
    'escalate 2026-03-12 09:00',
  ]);
});

describe('an invitation', () => {
  const window = { anchor: 'entered', due: '+3wd', ends: '+9wd' } as const;

  test('is recalled twice, then another candidate is to be chosen', () => {
    expect(ladder(deadline({ policy: 'invitation', window }))).toEqual([
      'overdue 2026-03-05 09:00',
      'overdue2 2026-03-10 09:00',
      'escalate 2026-03-13 09:00',
    ]);
  });

  test('that expires does so before anybody is told of it', () => {
    expect(ladder(deadline({ policy: 'invitation', window, expires: 'INVITATION_EXPIRED' }))).toEqual([
      'overdue 2026-03-05 09:00',
      'overdue2 2026-03-10 09:00',
      'expire 2026-03-13 00:00',
      'escalate 2026-03-13 09:00 dropped',
    ]);
  });
});

describe('a review', () => {
  const anchors = { reviewSent: '2026-06-10', reviewEnds: '2026-06-25' };
  const review = { policy: 'review', expires: 'REVIEW_CLOSED', entered: at('2026-06-10 15:00') } as const;
  const now = review.entered;

  test('of ten working days, a holiday among them, asks at half-time and two working days before the end', () => {
    const one = deadline({ ...review, anchors, window: { anchor: 'reviewEnds', due: '0d', ends: '0d' } });
    expect(ladder(one, { now })).toEqual(['ahead 2026-06-17 09:00', 'due 2026-06-23 09:00', 'expire 2026-06-25 17:00']);
  });

  test('ends on its review date when the window names no end', () => {
    const one = deadline({ ...review, anchors, window: { anchor: 'reviewSent', due: '+10wd' } });
    expect(ladder(one, { now }).at(-1)).toBe('expire 2026-06-25 17:00');
  });

  test('of a week asks once', () => {
    const week = { reviewSent: '2026-06-10', reviewEnds: '2026-06-17' };
    const one = deadline({ ...review, anchors: week, window: { anchor: 'reviewEnds', due: '0d', ends: '0d' } });
    expect(ladder(one, { now })).toEqual([
      'ahead 2026-06-12 09:00 dropped',
      'due 2026-06-15 09:00',
      'expire 2026-06-17 17:00',
    ]);
  });
});

test('a check-in is asked for three times, then the other contact, and expires half a year after the match', () => {
  const window = { anchor: 'matchEnd', due: '+3m', ends: '+6m' } as const;
  expect(ladder(deadline({ policy: 'checkIn', window, expires: 'CHECK_IN_EXPIRED' }))).toEqual([
    'due 2026-08-13 09:00',
    'overdue 2026-08-27 09:00',
    'overdue2 2026-09-10 09:00',
    'escalate 2026-09-15 09:00',
    'expire 2026-11-13 00:00',
  ]);
});

test('forms are handed over at the end of the match’s last day', () => {
  expect(ladder(deadline({ policy: 'handover', window: { anchor: 'matchEnd', due: '0d' } }))).toEqual([
    'due 2026-05-13 17:00',
    'overdue 2026-05-18 09:00',
    'escalate 2026-05-21 09:00',
  ]);
});

test('forms of a match that ends on a Saturday are asked for on Monday morning', () => {
  const one = deadline({
    policy: 'handover',
    window: { anchor: 'matchEnd', due: '0d' },
    anchors: { matchEnd: '2026-05-16' },
  });
  expect(ladder(one)[0]).toBe('due 2026-05-18 09:00');
});

test('a moment is the first instant of its day, days off included', () => {
  const anchors = { matchStart: '2026-07-04' };
  expect(ladder(deadline({ policy: 'moment', window: { anchor: 'matchStart', due: '0d' }, anchors }))).toEqual([
    'moment 2026-07-04 00:00',
  ]);
  expect(ladder(deadline({ policy: 'endOfDay', window: { anchor: 'matchStart', due: '0d' }, anchors }))).toEqual([
    'moment 2026-07-04 17:00',
  ]);
});

test('a window without a policy only shows its date', () => {
  const planned = plan(deadline({ policy: 'none' }));
  expect(planned.rungs).toEqual([]);
  expect(planned.due).toBe(at('2026-04-21 00:00'));
  expect(planned).not.toHaveProperty('late');
});

test('any window that ends and has an event for it expires', () => {
  const window = { anchor: 'matchEnd', due: '0d', ends: '+3w' } as const;
  expect(ladder(deadline({ policy: 'none', window, expires: 'EVALUATIONS_CLOSED' }))).toEqual([
    'expire 2026-06-03 00:00',
  ]);
  expect(ladder(deadline({ policy: 'none', window }))).toEqual([]);
});
