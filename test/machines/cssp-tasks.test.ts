import { describe, expect, test } from 'vitest';
import { csspPeerMatch } from '../../src/machines/cssp-peer-match/index.ts';
import { metasOf } from '../../src/machines/kernel/check-machine.ts';
import type { Facts, StateMeta, Window } from '../../src/machines/kernel/types.ts';
import { assigned } from './support/build.ts';
import type { Match } from './support/build.ts';

const RESIDENTS = { attended: ['p1', 'p2'], residents: ['p1'] };
const lead = (m: Match): Match =>
  m
    .on('CANDIDATE_SUGGESTED', { person: 'c1', lead: true })
    .on('CONSULTANT_INVITED', {}, { part: 'invitation/c1' })
    .on('INVITATION_ACCEPTED', {}, { part: 'invitation/c1' });
const call = (m: Match, seekers: number, helpers: number): Match =>
  m
    .on('CALL_PLANNED', { call: 'a', audience: 'everyone' })
    .on('CALL_HELD', { heldOn: '2027-01-08', seekers, helpers }, { part: 'call/a' });
const ended = (m: Match): Match => m.on('MATCH_ENDED');
const review = (m: Match): Match =>
  ended(m).on('SUMMARY_CIRCULATED', { reviewSentOn: '2027-03-30', reviewUntil: '2027-04-13', reviewers: ['p1', 'p2'] });
const approved = (m: Match): Match =>
  review(m).on('SUMMARY_APPROVED', {}, { part: 'review/p1' }).on('SUMMARY_APPROVED', {}, { part: 'review/p2' });
const ARRANGEMENTS = ['travel', 'facility', 'hotel', 'meals', 'audiovisual', 'ground', 'phoneCards'];
const arrange = (m: Match): Match =>
  ARRANGEMENTS.reduce(
    (one, name) =>
      one
        .on('ARRANGEMENT_MADE', {}, { part: `arrangement/${name}`, role: 'assistant' })
        .on('ARRANGEMENT_CONFIRMED', {}, { part: `arrangement/${name}` }),
    m.on('FACT_SHEET_OPENED'),
  );
const paid = (m: Match): Match =>
  m
    .on('FUNDS_ANSWERED', { for: 'site', available: true })
    .on('FUNDS_ANSWERED', { for: 'consultants', available: true })
    .on('ATTENDANCE_MARKED', RESIDENTS)
    .on('HONORARIUM_FORM_RECEIVED', {}, { part: 'honorarium/p1' })
    .on('HONORARIUM_PROCESSED', {}, { part: 'honorarium/p1', role: 'assistant' })
    .on('HONORARIUM_PAID', {}, { part: 'honorarium/p1', role: 'assistant' });
const event =
  (type: string, facts = {}) =>
  (m: Match): Match =>
    m.on(type, facts);

interface Row {
  readonly owner: string;
  readonly step: string;
  /** `A` at once, an offset of an anchor, or the act that opens it. */
  readonly opens: 'A' | Pick<Window, 'anchor' | 'opens'> | ((m: Match) => Match);
  readonly window?: Window;
  readonly policy?: string;
  readonly asks?: string;
  readonly done: (m: Match) => Match;
}
const fac = { owner: 'facilitator' };
const assignedPlus = (due: '+1w' | '+2w') => ({ window: { anchor: 'assigned', due } as Window, policy: 'standard' });
const before = (opens: '-4w' | '-2w', due: '-3w' | '-1w') => ({
  opens: { anchor: 'matchStart', opens } as const,
  window: { anchor: 'matchStart', opens, due } as Window,
  policy: 'standard',
});
const afterTwoWeeks = {
  opens: { anchor: 'assigned', opens: '+2w' } as const,
  window: { anchor: 'matchStart', due: '-3w' } as Window,
  policy: 'standard',
};
const started = event('MATCH_STARTED');
const atEnd = { anchor: 'matchEnd', due: '0d' } as const;

/** A wish that the check-in brings: a task of its own. */
const wish = (type: string, facts: Facts): Row => ({
  ...fac,
  step: 'checkIn',
  opens: (m) => m.on('CHECK_IN_ANSWERED', facts),
  window: { anchor: 'entered', due: '+1w', ends: '+4w' },
  policy: 'standard',
  done: event(type),
});

/** requirements.md A2.1, line by line. */
const TABLE: Record<string, Row> = {
  T01: {
    ...fac,
    step: 'clarifying',
    opens: 'A',
    ...assignedPlus('+1w'),
    policy: 'start',
    done: event('SITE_CONTACTED'),
  },
  T02: { ...fac, step: 'clarifying', opens: 'A', ...assignedPlus('+1w'), done: event('TIMELINE_DRAFTED') },
  T03: {
    ...fac,
    step: 'clarifying',
    opens: 'A',
    ...assignedPlus('+1w'),
    done: event('DATES_FINALIZED', { matchStart: '2027-03-01', matchEnd: '2027-03-02' }),
  },
  T04: {
    ...fac,
    step: 'clarifying',
    opens: 'A',
    ...assignedPlus('+1w'),
    policy: 'none',
    done: event('TIMELINE_DRAFTED'),
  },
  T32: {
    owner: 'programManager',
    step: 'clarifying',
    opens: 'A',
    window: { anchor: 'matchStart', due: '0d' },
    policy: 'standard',
    done: event('WRITER_NAMED', { writer: 'f' }),
  },
  T26: {
    ...fac,
    step: 'clarifying',
    opens: 'A',
    done: (m) =>
      m
        .on('FUNDS_ANSWERED', { for: 'site', available: true })
        .on('FUNDS_ANSWERED', { for: 'consultants', available: false }),
  },
  T05: { ...fac, step: 'clarifying', opens: 'A', ...assignedPlus('+2w'), done: (m) => call(m, 2, 0) },
  F1: { ...fac, step: 'clarifying', opens: 'A', ...assignedPlus('+2w'), done: event('PURPOSE_CLARIFIED') },
  T36: {
    ...fac,
    step: 'recruiting',
    opens: 'A',
    ...assignedPlus('+2w'),
    done: (m) =>
      m
        .on('CANDIDATE_SUGGESTED', { person: 'c1' })
        .on('CANDIDATE_EXAMINED', { suitable: true }, { part: 'invitation/c1' }),
  },
  T06: { ...fac, step: 'recruiting', opens: 'A', ...assignedPlus('+2w'), done: lead },
  T27: {
    ...fac,
    step: 'recruiting',
    opens: lead,
    window: { anchor: 'entered', due: '+1w' },
    policy: 'standard',
    done: event('CONSULTANTS_ORIENTED'),
  },
  T07: { ...fac, step: 'preparing', opens: 'A', ...assignedPlus('+2w'), done: event('FACT_SHEET_OPENED') },
  T37: { ...fac, step: 'preparing', ...afterTwoWeeks, done: (m) => call(m, 2, 1) },
  T34: {
    ...fac,
    step: 'preparing',
    opens: lead,
    window: { anchor: 'matchStart', due: '-3w' },
    policy: 'standard',
    done: event('CONSULTANT_TEAM_ASSEMBLED'),
  },
  T08: { ...fac, step: 'preparing', ...before('-4w', '-3w'), done: event('FACT_SHEET_SUBMITTED') },
  T09: { ...fac, step: 'preparing', ...before('-4w', '-3w'), done: event('SITE_TEAM_LISTED') },
  T10: { ...fac, step: 'preparing', ...before('-4w', '-3w'), done: event('AGENDA_BUILT') },
  T11: { ...fac, step: 'preparing', ...before('-4w', '-3w'), done: event('DRAFT_AGENDA_CIRCULATED') },
  T12: {
    ...fac,
    step: 'preparing',
    ...before('-4w', '-3w'),
    done: (m) => m.on('CONFIRMATIONS_APPROVED').on('CONFIRMATIONS_RELEASED', {}, { role: 'assistant' }),
  },
  T29: {
    ...fac,
    step: 'preparing',
    ...afterTwoWeeks,
    done: (m) => m.on('SHARING_ANSWERED', { team: 'seeker' }).on('SHARING_ANSWERED', { team: 'helper' }),
  },
  T13: { ...fac, step: 'preparing', ...before('-4w', '-3w'), done: event('PACKET_MATERIALS_SHARED') },
  T14: {
    ...fac,
    step: 'preparing',
    ...before('-2w', '-1w'),
    done: (m) =>
      m
        .on('PACKET_CONTENTS_HANDED_OVER', { contents: ['agenda'] })
        .on('PACKET_CONTENTS_HANDED_OVER', { contents: ['participantList', 'materials'] }),
  },
  T30: { owner: 'assistant', step: 'preparing', ...before('-2w', '-1w'), done: event('PACKETS_MAILED') },
  T28: { ...fac, step: 'preparing', ...before('-2w', '-1w'), done: event('PRACTICAL_NOTE_SENT') },
  T15: { ...fac, step: 'preparing', ...before('-2w', '-1w'), done: arrange },
  T33: { ...fac, step: 'preparing', ...before('-2w', '-1w'), done: event('READINESS_ANSWERED') },
  T16: {
    ...fac,
    step: 'conducting',
    opens: started,
    window: { anchor: 'matchStart', opens: '0d', due: '0d' },
    policy: 'standard',
    done: event('OPENING_ORIENTATION_GIVEN'),
  },
  T35: {
    ...fac,
    step: 'conducting',
    opens: started,
    window: atEnd,
    policy: 'standard',
    done: event('ATTENDANCE_MARKED', RESIDENTS),
  },
  T17: {
    ...fac,
    step: 'conducting',
    opens: started,
    window: atEnd,
    policy: 'handover',
    done: event('EVALUATIONS_HANDED_OVER', { returned: 2, attended: 2 }),
  },
  T18: { ...fac, step: 'conducting', opens: started, window: { ...atEnd, late: '+6w' }, policy: 'none', done: paid },
  T19: {
    ...fac,
    step: 'products',
    opens: ended,
    window: { anchor: 'matchEnd', opens: '0d', due: '+2wd', late: '+2w' },
    policy: 'standard',
    done: event('THANKS_SENT'),
  },
  T20: {
    ...fac,
    step: 'products',
    opens: ended,
    window: { anchor: 'matchEnd', opens: '0d', due: '+2wd', late: '+2w' },
    policy: 'standard',
    done: event('REFLECTIONS_CIRCULATED'),
  },
  T21: {
    ...fac,
    step: 'products',
    opens: ended,
    window: { anchor: 'matchEnd', opens: '0d', due: '+4w', late: '+6w' },
    policy: 'standard',
    done: review,
  },
  T22: {
    ...fac,
    step: 'products',
    opens: approved,
    window: { anchor: 'matchEnd', due: '+6w' },
    policy: 'standard',
    done: event('SUMMARY_FINALIZED'),
  },
  T23: {
    owner: 'programManager',
    step: 'products',
    opens: (m) => approved(m).on('SUMMARY_FINALIZED'),
    done: (m) => m.on('SUMMARY_KEPT_INTERNAL', {}, { role: 'programManager' }),
  },
  T24: {
    ...fac,
    step: 'checkIn',
    opens: { anchor: 'matchEnd', opens: '+3m' },
    window: { anchor: 'matchEnd', opens: '+3m', due: '+3m', ends: '+6m' },
    policy: 'checkIn',
    asks: 'lead',
    done: event('CHECK_IN_ANSWERED', { requests: 0, newNeeds: false }),
  },
  T24i: wish('INFORMATION_SENT', { information: true }),
  T24e: wish('EXCHANGE_BROUGHT_ABOUT', { exchange: true }),
  T24n: wish('NEW_NEED_TAKEN_UP', { newNeeds: true }),
};
const rows = Object.entries(TABLE);

const metas = new Map<string, StateMeta>(
  metasOf(csspPeerMatch.match).flatMap(([, meta]) => (meta.id ? [[meta.id, meta]] : [])),
);

describe('the tasks of a CSSP peer match', () => {
  test('are those of the guide, and T25 is asked for by each call', () => {
    const known = Object.values(csspPeerMatch.tasks).filter(({ step }) => step !== 'clearUp');
    // X6 and X10 are ours, for what goes wrong (dates.test.ts).
    expect(known.map(({ id }) => id).sort()).toEqual([...Object.keys(TABLE), 'T25', 'X10', 'X6'].sort());
  });

  test.each(rows)('%s has its owner, step, window and reminder policy', (id, row) => {
    const open = metas.get(id);
    expect(csspPeerMatch.tasks[id]).toMatchObject({ owner: row.owner, step: row.step });
    expect(open?.owner).toBe(row.asks ?? row.owner);
    expect(open?.window).toEqual(row.window);
    if (row.policy) expect(open?.policy).toBe(row.policy);
  });

  test.each(rows)('%s opens when it should, and not before', (id, { opens }) => {
    const m = assigned();
    if (opens === 'A') return expect(m.task(id)).toBe('open');
    expect(m.task(id)).toBe('upcoming');
    if (typeof opens === 'function') return expect(opens(m).task(id)).toBe('open');
    expect(m.deadline(`${id}:opens`)).toMatchObject({ policy: 'moment', window: opens });
    expect(m.moment(`${id}:opens`).task(id)).toBe('open');
  });

  test.each(rows)('%s is done by what the guide says', (id, { done }) => {
    const m = done(assigned());
    expect(m.task(id)).toBe('done');
  });

  test.each(rows)('%s can be skipped, marked as not applicable, and reopened', (id) => {
    for (const way of ['TASK_SKIPPED', 'TASK_NOT_APPLICABLE'] as const) {
      const m = assigned().on(way, {}, { task: id });
      expect(m.task(id)).toBe(way === 'TASK_SKIPPED' ? 'skipped' : 'notApplicable');
      expect(m.on('TASK_REOPENED', {}, { task: id }).task(id)).toBe('open');
    }
  });

  test('of the check-in and the review expire with the engine’s own events', () => {
    expect(metas.get('T24')?.expires).toBe('CHECK_IN_EXPIRED');
  });
});
