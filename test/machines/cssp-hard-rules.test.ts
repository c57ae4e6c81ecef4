import { describe, expect, test } from 'vitest';
import { assigned } from './support/build.ts';
import type { Match } from './support/build.ts';

const people = [
  { person: 's1', team: 'seeker', resident: true },
  { person: 'h1', team: 'helper', resident: true },
  { person: 's2', team: 'seeker', kind: 'official' },
];
const held = (): Match => assigned({ people }).on('MATCH_ENDED');
const attended = (m: Match): Match =>
  m.on('ATTENDANCE_MARKED', { attended: ['s1', 'h1', 's2'], residents: ['s1', 'h1'] });
const funds = (m: Match, side: string, available: boolean): Match => m.on('FUNDS_ANSWERED', { for: side, available });
const pm = { role: 'programManager' as const };
const REVIEW = { reviewSentOn: '2027-03-30', reviewUntil: '2027-04-13' };

describe('hard rules', () => {
  test('R7: a summary is not sent for review without its date', () => {
    const m = held();
    const refused = m.refusal('SUMMARY_CIRCULATED', { reviewSentOn: '2027-03-30', reviewers: ['s1'] });
    expect(refused.rule).toBe('R7');
    expect(refused.allowed).toContainEqual({ type: 'SUMMARY_CIRCULATED' });
    expect(m.refusal('SUMMARY_CIRCULATED', { ...REVIEW, reviewUntil: '2027-03-29' }).rule).toBe('R7');
    expect(m.on('SUMMARY_CIRCULATED', { ...REVIEW, reviewers: ['s1'] }).task('T21')).toBe('done');
  });

  test('R8: nothing is published before everyone who attended could review it', () => {
    const m = attended(held());
    expect(m.refusal('SUMMARY_PUBLISHED', {}, pm)).toMatchObject({ rule: 'R8' });
    m.on('SUMMARY_CIRCULATED', { ...REVIEW, reviewers: ['s1', 'h1'] });
    m.on('SUMMARY_APPROVED', {}, { part: 'review/s1' }).expire('review/h1/review');
    expect([m.task('T22'), m.findings]).toEqual(['open', expect.arrayContaining(['R8/T21'])]);
    const refused = m.refusal('SUMMARY_PUBLISHED', {}, pm);
    expect([refused.rule, refused.allowed.some(({ type }) => type === 'SUMMARY_PUBLISHED')]).toEqual(['R8', false]);
    m.on('SUMMARY_CIRCULATED', { ...REVIEW, reviewers: ['s2'] }).on('SUMMARY_APPROVED', {}, { part: 'review/s2' });
    m.on('SUMMARY_FINALIZED').on('SUMMARY_PUBLISHED', {}, pm);
    expect([m.task('T23'), m.letters]).toEqual(['done', ['m23b']]);
  });

  test('R8: it cannot be published as long as nobody marked who attended', () => {
    const m = held()
      .on('SUMMARY_CIRCULATED', { ...REVIEW, reviewers: ['s1'] })
      .on('SUMMARY_APPROVED', {}, { part: 'review/s1' });
    expect(m.refusal('SUMMARY_PUBLISHED', {}, pm).rule).toBe('R8');
    expect(m.on('SUMMARY_KEPT_INTERNAL', {}, pm).task('T23')).toBe('done');
  });

  test('R9: an honorarium waits for the yes of its side', () => {
    const m = attended(held());
    const form = (person: string) => ['HONORARIUM_FORM_RECEIVED', {}, { part: `honorarium/${person}` }] as const;
    expect(m.refusal(...form('s1')).rule).toBe('R9');
    funds(funds(m, 'site', true), 'consultants', false);
    expect(m.on(...form('s1')).letters).toEqual(['m18a']);
    expect(m.refusal(...form('h1')).rule).toBe('R9');
    expect(m.findings).toContain('X13/T26');
  });

  test('R9: nobody but residents has one', () => {
    const m = funds(funds(held(), 'site', true), 'consultants', true).on('ATTENDANCE_MARKED', {
      attended: ['s2'],
      residents: ['s2'],
    });
    expect(
      m
        .on('PERSON_CHANGED', { person: 's2', resident: false })
        .refusal('HONORARIUM_FORM_RECEIVED', {}, { part: 'honorarium/s2' }).rule,
    ).toBe('R9');
  });

  test('R9: without funds the honorarium is withdrawn, and the task is done', () => {
    const m = funds(attended(held()), 'site', false);
    m.on('HONORARIUM_WITHDRAWN', {}, { part: 'honorarium/s1' }).on(
      'HONORARIUM_DECLINED',
      {},
      { part: 'honorarium/h1' },
    );
    expect(m.task('T18')).toBe('done');
  });

  test('the notice of payment goes to the resident', () => {
    const m = funds(attended(held()), 'site', true).on('HONORARIUM_FORM_RECEIVED', {}, { part: 'honorarium/s1' });
    m.on('HONORARIUM_PROCESSED', {}, { part: 'honorarium/s1', role: 'assistant' });
    expect(m.effects).toEqual([expect.objectContaining({ kind: 'm18b', persons: ['s1'] })]);
  });
});
