import { describe, expect, test } from 'vitest';
import { takeWhatIsDue } from '../../src/machines/simulate.ts';
import { isRefusal, step, withPlans } from '../../src/machines/kernel/index.ts';
import type { Match } from './support/build.ts';
import { A, at, assigned, day, event, M, plan } from './support/build.ts';

/** Dates and what goes wrong with them, where no outside part matters (requirements.md A9). */
const aa = { role: 'assistant' as const };
const pm = { role: 'programManager' as const };
const invited = (m: Match, person = 'c1', lead = true): Match =>
  m
    .on('CANDIDATE_SUGGESTED', { person, lead })
    .on('CANDIDATE_EXAMINED', { suitable: true }, { part: `invitation/${person}` })
    .on('CONSULTANT_INVITED', {}, { part: `invitation/${person}` });
const released = (m: Match, kind: string, role: 'facilitator' | 'assistant' = 'facilitator'): Match =>
  m.on('LETTERS_RELEASED', { letters: ['l1'], kind, rest: 0 }, { role });
const checklist = (m: Match): string =>
  m.view.tasks.flatMap(({ id, state }) => (state === 'open' ? [id] : [])).join(' ');
const resident = { person: 'r1', team: 'seeker', kind: 'resident' };

describe('X3: the site withdraws, and what there is to do depends on what was really sent', () => {
  test('X3: before anybody heard of it only the reason is written down', () => {
    const m = assigned().on('WITHDRAWN');
    expect(checklist(m)).toBe('C6');
    expect(m.on('REASON_RECORDED').view).toMatchObject({ status: 'cancelled', outcome: 'withdrawn' });
  });

  test('X3: before consultants, those who were spoken to are told', () => {
    const m = assigned().on('SITE_CONTACTED').on('WITHDRAWN');
    expect([checklist(m), m.letters]).toEqual(['C1 C6', ['x3']]);
  });

  test('X3: after letters, consultants are told, entries in calendars are cancelled, bookings released, honoraria decided', () => {
    const m = released(invited(assigned()), 'm4')
      .on('FUNDS_ANSWERED', { for: 'site', available: true })
      .on('DATES_FINALIZED', { matchStart: M })
      .on('FACT_SHEET_OPENED')
      .on('ARRANGEMENT_MADE', {}, { part: 'arrangement/hotel', ...aa })
      .on('CONFIRMATIONS_APPROVED');
    released(released(m, 'm13a', 'assistant'), 'm13b', 'assistant').on('WITHDRAWN');
    expect(checklist(m)).toBe('C1 C2 C3 C4 C5 C6');
  });

  test('X3: after the packets, those who have one are told by telephone too', () => {
    const m = assigned().on('SITE_CONTACTED').on('PACKETS_MAILED', {}, aa).on('WITHDRAWN');
    expect(checklist(m)).toBe('C1 C7 C6');
    m.on('PACKETS_RECALLED', {}, aa);
    released(m, 'x3').on('REASON_RECORDED');
    expect(m.view.outcome).toBe('withdrawn');
  });

  test('X3: letters among those who run the match, and what nobody needs, leave nothing to take back', () => {
    const m = released(assigned(), 'm3').on('FACT_SHEET_OPENED');
    for (const name of ['hotel', 'travel']) m.on('ARRANGEMENT_NOT_NEEDED', {}, { part: `arrangement/${name}`, ...aa });
    expect(checklist(m.on('WITHDRAWN'))).toBe('C6');
  });
});

describe('X4: a role is handed over', () => {
  test('X4: what the old person was given goes with the role, and what is of another role stays', () => {
    const m = assigned()
      .on('TASK_REASSIGNED', { to: 'f' }, { task: 'T01' })
      .on('TASK_REASSIGNED', { to: 'f' }, { task: 'T32', role: 'programManager' })
      .on('ROLE_HANDED_OVER', { role: 'facilitator', from: 'f', to: 'g' }, pm);
    expect([m.deadline('T01')?.person, m.deadline('T32')?.person]).toEqual(['g', 'f']);
    expect(m.letters).toEqual(['x4', 'x4b']);
  });
});

describe('X6: no suitable match', () => {
  test('X6: when nobody of the candidates is left the program manager is asked to look further', () => {
    const m = invited(assigned());
    expect(m.task('X6')).toBe('upcoming');
    m.on('INVITATION_DECLINED', {}, { part: 'invitation/c1' });
    expect([m.task('X6'), m.deadline('X6')?.owner, m.findings.includes('X6/X6')]).toEqual([
      'open',
      'programManager',
      true,
    ]);
    m.on('WIDER_SEARCH_STARTED', {}, pm);
    expect([m.task('X6'), m.findings.includes('X6/X6')]).toEqual(['done', false]);
    invited(m, 'c2').on('INVITATION_ACCEPTED', {}, { part: 'invitation/c2' });
    expect(m.task('T06')).toBe('done');
  });

  test('X6: a lead who accepts settles it, and it is asked again when the last one is lost', () => {
    const m = invited(assigned()).on('INVITATION_ACCEPTED', {}, { part: 'invitation/c1' });
    expect(m.task('X6')).toBe('notApplicable');
    m.on('INVITATION_DECLINED', {}, { part: 'invitation/c1' });
    expect(m.task('X6')).toBe('open');
  });

  test('X6: ends as noMatchFound', () => {
    const m = assigned().on('NO_MATCH_FOUND', {}, pm).on('REASON_RECORDED');
    expect(m.view).toMatchObject({ status: 'cancelled', outcome: 'noMatchFound' });
  });
});

describe('X8: dates move', () => {
  const final = () => assigned().on('DATES_FINALIZED', { matchStart: M, matchEnd: day(M, 1) });

  test('X8: an event for other dates than those of now is refused, whoever sends it', () => {
    const m = final();
    const basis = m.stored.dateVersion;
    m.on('DATE_MOVED', { matchStart: day(M, 7), matchEnd: day(M, 8), basis });
    const late = m.refusal('DATE_MOVED', { matchStart: day(M, 14), matchEnd: day(M, 15), basis });
    expect(late.because).toMatch('moved meanwhile');
    m.on('DATE_MOVED', { matchStart: day(M, 14), matchEnd: day(M, 15), basis: basis + 1 });
    expect(m.stored.anchors.matchStart).toBe(day(M, 14));
  });

  test('X8: done tasks stay done unless they are ticked', () => {
    const m = final().on('FACT_SHEET_SUBMITTED').on('SITE_TEAM_LISTED').on('CONFIRMATIONS_APPROVED');
    m.on('CONFIRMATIONS_RELEASED', {}, aa).on('DATE_MOVED', { matchStart: day(M, 7), reopen: ['T09', 'T12'] });
    expect(['T08', 'T09', 'T12'].map((task) => m.task(task))).toEqual(['done', 'open', 'open']);
    // The confirmations must be approved and released anew.
    m.on('CONFIRMATIONS_APPROVED');
    expect(m.task('T12')).toBe('open');
  });

  test('X8: what falls into the past opens at once and is asked for once', () => {
    const m = final();
    m.now = at('2027-01-20 10:00');
    const moved = step(
      m.chart,
      m.stored,
      event('DATE_MOVED', { matchStart: '2027-01-27', matchEnd: '2027-01-28' }),
      m.now,
    );
    if (isRefusal(moved)) throw new Error(moved.because);
    const planned = withPlans(moved.stored, plan(m.now)(moved.deadlines, moved.stored.planned));
    const { stored, effects } = takeWhatIsDue(m.chart, plan, planned, m.now);
    const asks = (stored.planned['T08']?.rungs ?? []).filter(({ rung, dropped }) => !dropped && rung !== 'escalate');
    expect(asks).toEqual([{ rung: 'due', at: at('2027-01-21 09:00') }]);
    expect(effects.filter((one) => one.type === 'notify')).toEqual([]);
  });

  test('X9: after the packets the chart tells everybody, before them the record tells those who were told', () => {
    const m = final().on('DATE_MOVED', { matchStart: day(M, 7) });
    expect(m.letters).toEqual(['m2']);
    m.on('PACKETS_MAILED', {}, aa).on('DATE_MOVED', { matchStart: day(M, 14) });
    expect(m.letters).toEqual(['m2', 'x8']);
  });
});

describe('X10: lead time', () => {
  const soon = () => assigned({ matchStart: day(A, 28), matchEnd: day(A, 29) });

  test('X10: a compressed plan applies when facilitator and assistant have accepted the same share', () => {
    const m = soon().on('PLAN_COMPRESSED', { share: 0.67 }).on('PLAN_COMPRESSED', { share: 0.5 }, aa);
    expect([m.stored.compress, m.findings.includes('X10/T02')]).toEqual([undefined, true]);
    m.on('PLAN_COMPRESSED', { share: 0.5 });
    expect([m.stored.compress, m.findings.includes('X10/T02')]).toEqual([0.5, false]);
  });

  test('X10: a manager may speak for one of them, and one person never for both by one event', () => {
    const m = soon().on('PLAN_COMPRESSED', { share: 0.67, as: 'assistant' }, pm);
    expect(m.stored.compressing).toEqual({ share: 0.67, by: ['assistant'] });
    // The assistant cannot speak for the facilitator.
    m.on('PLAN_COMPRESSED', { share: 0.67, as: 'facilitator' }, aa);
    expect(m.stored.compress).toBeUndefined();
    expect(m.on('PLAN_COMPRESSED', { share: 0.67 }).stored.compress).toBe(0.67);
  });

  test('X10: an idle gap has its sign of life, which comes and goes with the dates', () => {
    const m = assigned();
    expect(m.task('X10')).toBe('notApplicable');
    m.on('DATE_MOVED', { matchStart: day(A, 98), matchEnd: day(A, 99) });
    expect([m.task('X10'), m.deadline('X10:opens')?.policy]).toEqual(['upcoming', 'moment']);
    const planned = plan(m.now)(m.deadlines, {})['X10:opens'];
    expect(planned?.rungs).toEqual([{ rung: 'moment', at: at(`${day(A, 42)} 00:00`) }]);
    m.moment('X10:opens');
    expect([m.task('X10'), m.letters]).toEqual(['open', ['x10']]);
    expect(released(m, 'x10').task('X10')).toBe('done');
    expect(
      assigned({ matchStart: day(A, 98) })
        .on('DATE_MOVED', { matchStart: M })
        .task('X10'),
    ).toBe('notApplicable');
  });
});

test('X11: eight weeks without settled dates are the program manager’s', () => {
  const m = assigned();
  const window = m.deadline('dateTentative');
  expect([window?.owner, window?.window]).toEqual(['programManager', { anchor: 'assigned', due: '+8w' }]);
  m.now = at(`${day(A, 57)} 09:00`);
  expect(m.on('SITE_CONTACTED').findings).toContain('X11/T03');
  const bearsDate = { letters: ['l1'], kind: 'm4', bearsDate: true };
  expect(m.refusal('LETTERS_RELEASED', bearsDate).because).toMatch('tentative');
});

describe('X12: no residents', () => {
  test('X12: the reason is asked for once, and honoraria and phone cards fall away', () => {
    const m = assigned().on('FACT_SHEET_OPENED').on('NO_RESIDENTS_EXPLAINED');
    expect([m.task('T26'), m.part('arrangement/phoneCards'), m.part('arrangement/hotel')]).toEqual([
      'notApplicable',
      'leftOut',
      'open',
    ]);
    m.on('MATCH_ENDED').on('ATTENDANCE_MARKED', { attended: ['p1'], residents: [] });
    expect([m.task('T18'), m.findings.includes('X12/T18')]).toEqual(['notApplicable', false]);
  });

  test('X12: who opens logistics afterwards finds no phone cards to arrange', () => {
    const m = assigned().on('NO_RESIDENTS_EXPLAINED').on('FACT_SHEET_OPENED');
    expect(m.part('arrangement/phoneCards')).toBe('leftOut');
  });

  test('X12: a resident who comes after all brings both back', () => {
    const m = assigned().on('FACT_SHEET_OPENED').on('NO_RESIDENTS_EXPLAINED').on('PERSON_ADDED', resident);
    expect([m.task('T26'), m.part('arrangement/phoneCards')]).toEqual(['open', 'open']);
  });
});

describe('X13: residents, but no funds', () => {
  test('T26 is asked twice, and done when both are answered', () => {
    const m = assigned().on('FUNDS_ANSWERED', { for: 'site', available: false });
    expect(m.task('T26')).toBe('open');
    m.on('FUNDS_ANSWERED', { for: 'consultants', available: true });
    expect(m.task('T26')).toBe('done');
  });

  test('R9 respects each answer: the consultants’ residents are paid, the site’s are not', () => {
    const m = assigned()
      .on('PERSON_ADDED', resident)
      .on('PERSON_ADDED', { person: 'r2', team: 'helper', kind: 'resident' })
      .on('FUNDS_ANSWERED', { for: 'site', available: false })
      .on('FUNDS_ANSWERED', { for: 'consultants', available: true })
      .on('MATCH_ENDED')
      .on('ATTENDANCE_MARKED', { attended: ['r1', 'r2'], residents: ['r1', 'r2'] });
    expect(m.refusal('HONORARIUM_FORM_RECEIVED', {}, { part: 'honorarium/r1' }).rule).toBe('R9');
    expect(m.on('HONORARIUM_FORM_RECEIVED', {}, { part: 'honorarium/r2' }).part('honorarium/r2')).toBe('formIn');
  });

  test('X13: the facilitator is told, until somebody wrote down what else can be done', () => {
    const m = assigned().on('PERSON_ADDED', resident).on('FUNDS_ANSWERED', { for: 'site', available: false });
    expect(m.findings).toContain('X13/T26');
    expect(m.on('ALTERNATIVES_NOTED').findings).not.toContain('X13/T26');
    // A new no is a new question.
    expect(m.on('FUNDS_ANSWERED', { for: 'site', available: false }).findings).toContain('X13/T26');
  });
});

describe('X16: the place is lost', () => {
  const open = () => assigned().on('FACT_SHEET_OPENED');
  const states = (m: Match) =>
    Object.fromEntries(m.view.parts.map(({ id, state }) => [id.replace('arrangement/', ''), state]));

  test('X16: by video what needs a place is left out and asks nobody, and comes back with the place', () => {
    const m = open()
      .on('ARRANGEMENT_MADE', {}, { part: 'arrangement/hotel', ...aa })
      .on('ARRANGEMENT_NOT_NEEDED', {}, { part: 'arrangement/ground', ...aa })
      .on('MATCH_MADE_VIRTUAL');
    const video = { travel: 'leftOut', facility: 'leftOut', hotel: 'leftOut', meals: 'leftOut', ground: 'notNeeded' };
    expect(states(m)).toEqual({ ...video, audiovisual: 'open', phoneCards: 'open' });
    expect(m.deadlines.map(({ id }) => id)).not.toContain('arrangement/hotel/arrange');
    expect([m.letters, m.view.place]).toEqual([['x16'], 'virtual']);
    m.on('MATCH_MADE_IN_PERSON');
    expect(states(m)).toMatchObject({ hotel: 'open', travel: 'open', ground: 'notNeeded' });
    expect([m.letters, m.view.place]).toEqual([['x16'], 'inPerson']);
  });

  test('X16: T15 is done by what is left, and open again with the place', () => {
    const m = open().on('MATCH_MADE_VIRTUAL');
    for (const name of ['audiovisual', 'phoneCards'])
      m.on('ARRANGEMENT_NOT_NEEDED', {}, { part: `arrangement/${name}`, ...aa });
    expect(m.task('T15')).toBe('done');
    expect(m.on('MATCH_MADE_IN_PERSON').task('T15')).toBe('open');
  });

  test('X16: logistics that are opened later know it', () => {
    expect(assigned().on('MATCH_MADE_VIRTUAL').on('FACT_SHEET_OPENED').part('arrangement/travel')).toBe('leftOut');
    expect(assigned().refusal('MATCH_MADE_IN_PERSON').because).toBeTruthy();
  });

  test('X16: a hold is silent, and what was open is planned anew', () => {
    const m = open().on('HELD');
    expect(m.deadlines).toEqual([]);
    expect(m.on('RESUMED').deadline('arrangement/hotel/arrange')).toBeDefined();
  });
});

describe('after the match', () => {
  test('nobody is asked any more for what should have come before it; it is shown as open, and listed at the end', () => {
    const m = invited(assigned().on('FACT_SHEET_OPENED'));
    expect(m.deadline('T02')?.policy).toBe('standard');
    m.on('MATCH_ENDED');
    const silent = ['none', 'moment', 'endOfDay'];
    const asking = m.deadlines.filter(({ policy }) => !silent.includes(policy)).map(({ task }) => task);
    const steps = asking.map((task) => m.chart.tasks[task]?.step).filter((one) => one !== undefined);
    expect([...new Set(steps)].sort()).toEqual(['conducting', 'products']);
    expect(m.task('T02')).toBe('open');
    expect(plan(m.now)(m.deadlines, {})['T02']).toMatchObject({ due: at(`${day(A, 7)} 00:00`), rungs: [] });
  });

  test('a date that moves brings their reminders back', () => {
    const m = assigned().on('MATCH_ENDED').on('DATE_MOVED', { matchStart: '2027-04-05', matchEnd: '2027-04-06' });
    expect(m.deadline('T02')?.policy).toBe('standard');
  });

  test('what comes afterwards is taken at any time; before the match is over people see it', () => {
    const m = assigned().on('SUMMARY_FINALIZED').on('THANKS_SENT');
    expect(m.findings).toEqual(expect.arrayContaining(['TOO_EARLY/T19', 'TOO_EARLY/T22']));
    m.now = at(`${day(M, 1)} 18:00`);
    expect(m.on('MATCH_ENDED').findings.filter((code) => code.startsWith('TOO_EARLY'))).toEqual([]);
  });
});
