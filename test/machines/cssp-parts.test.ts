import { describe, expect, test } from 'vitest';
import { assigned } from './support/build.ts';
import type { Match } from './support/build.ts';

const candidate = (m: Match, person: string, lead = true): Match =>
  m.on('CANDIDATE_SUGGESTED', { person, lead }).on('CONSULTANT_INVITED', {}, { part: `invitation/${person}` });
const answer = (m: Match, type: string, person: string): Match =>
  m.on(type, {}, { part: `invitation/${person}`, role: 'consultant' });

describe('invitations', () => {
  test('settle recruiting in the same step as the answer, and brief who accepted', () => {
    const m = candidate(assigned(), 'c1');
    expect(m.letters).toEqual(['m4']);
    const seq = m.stored.seq;
    answer(m, 'INVITATION_ACCEPTED', 'c1');
    expect([m.stored.seq, m.task('T06'), m.task('T27'), m.task('T34')]).toEqual([seq + 1, 'done', 'open', 'open']);
    expect(m.letters.sort()).toEqual(['m5', 'm5', 'm8']);
    expect(m.effects).toContainEqual(expect.objectContaining({ kind: 'm5', part: 'invitation/c1', persons: ['c1'] }));
  });

  test('of consultants who would not lead do not settle it', () => {
    const m = answer(candidate(assigned(), 'c1', false), 'INVITATION_ACCEPTED', 'c1');
    expect([m.task('T06'), m.task('T27'), m.task('T34')]).toEqual(['open', 'open', 'upcoming']);
  });

  test('may be open side by side, and the last lead lost opens recruiting again', () => {
    const m = candidate(candidate(assigned(), 'c1'), 'c2');
    answer(answer(m, 'INVITATION_ACCEPTED', 'c1'), 'INVITATION_ACCEPTED', 'c2');
    answer(m, 'INVITATION_DECLINED', 'c1');
    expect([m.task('T06'), m.letters]).toEqual(['done', ['x5']]);
    m.on('INVITATION_WITHDRAWN', {}, { part: 'invitation/c2' });
    expect([m.task('T06'), m.findings]).toEqual(['open', expect.arrayContaining(['DATE_AT_RISK/T06'])]);
  });

  test('can be undone by the one who pressed', () => {
    const m = answer(candidate(assigned(), 'c1'), 'INVITATION_ACCEPTED', 'c1');
    answer(m, 'INVITATION_ANSWER_UNDONE', 'c1');
    expect([m.part('invitation/c1'), m.task('T06')]).toEqual(['invited', 'open']);
    expect(m.deadline('invitation/c1/invitation')).toMatchObject({ generation: 2, policy: 'invitation' });
  });

  test('that nobody answers count as silent, and a late yes is taken', () => {
    const m = candidate(assigned(), 'c1').expire('invitation/c1/invitation');
    expect([m.part('invitation/c1'), m.findings]).toEqual(['silent', expect.arrayContaining(['X5/T06'])]);
    answer(m, 'INVITATION_ACCEPTED', 'c1');
    expect([m.task('T06'), m.findings.includes('X5/T06')]).toEqual(['done', false]);
  });

  test('open the orientation again when another consultant accepts later', () => {
    const m = answer(candidate(assigned(), 'c1'), 'INVITATION_ACCEPTED', 'c1').on('CONSULTANTS_ORIENTED');
    answer(candidate(m, 'c2', false), 'INVITATION_ACCEPTED', 'c2');
    expect([m.task('T27'), m.letters]).toEqual(['open', ['m5']]);
  });

  test('of a person who leaves the match are lost with her', () => {
    const m = answer(candidate(assigned(), 'c1'), 'INVITATION_ACCEPTED', 'c1').on('PERSON_LEFT', { person: 'c1' });
    expect(m.task('T06')).toBe('open');
  });

  test('name a candidate once', () => {
    const m = candidate(assigned(), 'c1');
    expect(m.refusal('CANDIDATE_SUGGESTED', { person: 'c1' }).because).toBe(
      'a candidate is suggested once, by the id of the person',
    );
  });
});

describe('calls', () => {
  const planned = (m: Match) => m.on('CALL_PLANNED', { call: 'a', audience: 'initial' });

  test('ask those whom they are for', () => {
    const people = [
      { person: 's1', team: 'seeker' },
      { person: 's2', team: 'seeker' },
      { person: 'h1', team: 'helper' },
    ];
    const m = planned(assigned({ people }));
    expect(m.effects).toContainEqual(expect.objectContaining({ kind: 'm6', part: 'call/a', persons: ['s1', 's2'] }));
    m.on('CALL_MOVED', {}, { part: 'call/a' });
    expect(m.effects).toEqual([expect.objectContaining({ kind: 'm6', part: 'call/a', persons: ['s1', 's2'] })]);
  });

  test('owe notes two working days after they were held', () => {
    const m = planned(assigned()).on('CALL_HELD', { heldOn: '2027-01-08', seekers: 3, helpers: 0 }, { part: 'call/a' });
    expect([m.task('T05'), m.task('T37')]).toEqual(['done', 'upcoming']);
    expect(m.deadline('call/a/T25')).toMatchObject({
      task: 'T25',
      part: 'call/a',
      window: { anchor: 'callHeld', due: '+2wd' },
      anchors: { callHeld: '2027-01-08' },
    });
    m.on('CALL_NOTES_SENT', {}, { part: 'call/a' });
    expect([m.deadline('call/a/T25'), m.letters]).toEqual([undefined, ['m7']]);
  });

  test('that were not held after all open their tasks again', () => {
    const m = planned(assigned()).on('CALL_HELD', { heldOn: '2027-01-08', seekers: 3, helpers: 2 }, { part: 'call/a' });
    expect([m.task('T05'), m.task('T37')]).toEqual(['done', 'done']);
    m.on('CALL_REOPENED', {}, { part: 'call/a' });
    expect([m.task('T05'), m.task('T37')]).toEqual(['open', 'open']);
  });
});

describe('arrangements', () => {
  test('are made by the assistant and confirmed by the facilitator', () => {
    const m = assigned().on('FACT_SHEET_OPENED');
    expect(m.deadline('arrangement/hotel/arrange')).toMatchObject({ owner: 'assistant', window: { due: '-2w' } });
    m.on('ARRANGEMENT_MADE', {}, { part: 'arrangement/hotel', role: 'assistant' });
    expect([m.letters, m.deadline('arrangement/hotel/confirm')?.owner]).toEqual([['m16'], 'facilitator']);
    m.on('ARRANGEMENT_CONFIRMED', {}, { part: 'arrangement/hotel' });
    expect(m.part('arrangement/hotel')).toBe('confirmed');
  });

  test('reopen their task', () => {
    const m = assigned().on('FACT_SHEET_OPENED');
    const all = ['travel', 'facility', 'hotel', 'meals', 'audiovisual', 'ground', 'phoneCards'];
    for (const name of all) m.on('ARRANGEMENT_NOT_NEEDED', {}, { part: `arrangement/${name}` });
    expect(m.task('T15')).toBe('done');
    m.on('ARRANGEMENT_REOPENED', {}, { part: 'arrangement/hotel' });
    expect(m.task('T15')).toBe('open');
  });

  test('are opened with their task, when nobody has read the Fact Sheet', () => {
    const m = assigned().moment('T15:opens');
    expect([m.part('arrangement/ground'), m.letters]).toEqual(['open', ['m16']]);
  });
});

describe('evaluations', () => {
  test('are counted, close after three weeks, and are taken late', () => {
    const m = assigned().on('ATTENDANCE_MARKED', { attended: ['p1', 'p2'], residents: [] });
    m.on('EVALUATION_RETURNED', {}, { part: 'evaluation/p1', role: 'participant' });
    m.expire('evaluation/p2/evaluation');
    expect([m.part('evaluation/p1'), m.part('evaluation/p2')]).toEqual(['returned', 'missing']);
    m.on('EVALUATION_RETURNED', {}, { part: 'evaluation/p2', role: 'assistant' });
    expect(m.part('evaluation/p2')).toBe('returned');
  });
});

describe('reviews', () => {
  const facts = { reviewSentOn: '2027-03-30', reviewUntil: '2027-04-13', reviewers: ['p1', 'p2'] };
  const review = () =>
    assigned()
      .on('MATCH_ENDED')
      .on('ATTENDANCE_MARKED', { attended: ['p1', 'p2'], residents: [] })
      .on('SUMMARY_CIRCULATED', facts);

  test('are asked of each reader, with the date', () => {
    const m = review();
    expect(m.effects).toContainEqual(expect.objectContaining({ kind: 'm21', persons: ['p1', 'p2'] }));
    expect(m.deadline('review/p1/review')).toMatchObject({ policy: 'review', anchors: { reviewEnds: '2027-04-13' } });
  });

  test('are over when everybody has answered or the date has passed', () => {
    const m = review().on('SUMMARY_APPROVED', {}, { part: 'review/p1', role: 'participant' });
    expect(m.task('T22')).toBe('upcoming');
    m.expire('review/p2/review');
    expect([m.part('review/p2'), m.task('T22')]).toEqual(['noAnswer', 'open']);
  });

  test('take a late amendment, which opens the final summary again', () => {
    const m = review().expire('review/p1/review').expire('review/p2/review').on('SUMMARY_FINALIZED');
    expect([m.task('T22'), m.task('T23')]).toEqual(['done', 'open']);
    m.on('SUMMARY_AMENDED', {}, { part: 'review/p1', role: 'participant' });
    expect([m.part('review/p1'), m.task('T22')]).toEqual(['amended', 'open']);
  });

  test('can be undone, and an objection is seen', () => {
    const m = review().on('SUMMARY_OBJECTED', {}, { part: 'review/p1', role: 'participant' });
    expect(m.findings).toContain('X20/T22');
    m.on('REVIEW_ANSWER_UNDONE', {}, { part: 'review/p1', role: 'participant' });
    expect([m.part('review/p1'), m.findings.includes('X20/T22')]).toEqual(['asked', false]);
  });

  test('that nobody answers are over all the same, and people see it', () => {
    const m = review().expire('review/p1/review').expire('review/p2/review');
    expect([m.task('T22'), m.findings]).toEqual(['open', expect.arrayContaining(['X19/T22'])]);
  });

  test('get more time', () => {
    const m = review().on('REVIEW_EXTENDED', { reviewUntil: '2027-04-20' });
    expect(m.deadline('review/p1/review')?.anchors.reviewEnds).toBe('2027-04-20');
  });
});

describe('commitments', () => {
  test('are kept or dropped, and never chased', () => {
    const m = assigned().on('COMMITMENT_MADE', { commitment: 'plan' });
    expect(m.deadlines.filter(({ part }) => part === 'commitment/plan')).toEqual([]);
    m.on('COMMITMENT_DROPPED', {}, { part: 'commitment/plan', role: 'lead' });
    expect(m.part('commitment/plan')).toBe('dropped');
  });
});
