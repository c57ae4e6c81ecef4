import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { csspPeerMatch } from '../../src/machines/cssp-peer-match/index.ts';
import { nodesOf } from '../../src/machines/kernel/check-machine.ts';
import { assigned } from './support/build.ts';
import type { Match } from './support/build.ts';

/** requirements.md A2.3, a call that is called off, mail that came back (X24), and the closing list. */
const KINDS = [
  ...Array.from({ length: 24 }, (_, n) => `m${n + 1}`).flatMap((kind) =>
    ['m13', 'm18', 'm23', 'm24'].includes(kind) ? [`${kind}a`, `${kind}b`] : [kind],
  ),
  ...['m6c', 'x3', 'x4', 'x4b', 'x5', 'x7', 'x8', 'x10', 'x16', 'x24', 'r', 'last'],
];
/** Sent by the reminder ladders, not by the chart. */
const BY_OTHERS = ['m22', 'm24a', 'r'];
const aa = { role: 'assistant' as const };
const pm = { role: 'programManager' as const };
const call = (m: Match): Match => m.on('CALL_PLANNED', { call: 'a', audience: 'initial' });
const invited = (m: Match): Match =>
  m.on('CANDIDATE_SUGGESTED', { person: 'c1', lead: true }).on('CONSULTANT_INVITED', {}, { part: 'invitation/c1' });
const held = (m: Match): Match =>
  m
    .on('FUNDS_ANSWERED', { for: 'site', available: true })
    .on('FUNDS_ANSWERED', { for: 'consultants', available: true })
    .on('MATCH_ENDED')
    .on('ATTENDANCE_MARKED', { attended: ['p1'], residents: ['p1'] });
const review = (m: Match): Match =>
  held(m).on('SUMMARY_CIRCULATED', { reviewSentOn: '2027-03-30', reviewUntil: '2027-04-13', reviewers: ['p1'] });
const approved = (m: Match): Match => review(m).on('SUMMARY_APPROVED', {}, { part: 'review/p1' });
const honorarium = { part: 'honorarium/p1' };

/** requirements.md A2.3: what drafts a letter. */
const TRIGGERS: [string, string, (m: Match) => Match][] = [
  ['m1', 'T01 opens', (m) => m],
  ['m2', 'T02 saved', (m) => m.on('TIMELINE_DRAFTED')],
  ['m2', 'T03 saved', (m) => m.on('DATES_FINALIZED', { matchStart: '2027-03-01' })],
  ['m2', 'dates changed', (m) => m.on('DATE_MOVED', { matchStart: '2027-03-08' })],
  ['m3', 'T26', (m) => m],
  ['m4', 'invitation', invited],
  ['m5', 'T27 opens', (m) => invited(m).on('INVITATION_ACCEPTED', {}, { part: 'invitation/c1' })],
  ['m6', 'call planned', call],
  ['m6', 'call moved', (m) => call(m).on('CALL_MOVED', {}, { part: 'call/a' })],
  [
    'm7',
    'notes saved',
    (m) => call(m).on('CALL_HELD', {}, { part: 'call/a' }).on('CALL_NOTES_SENT', {}, { part: 'call/a' }),
  ],
  ['m8', 'T06 done', (m) => invited(m).on('INVITATION_ACCEPTED', {}, { part: 'invitation/c1' })],
  ['m9', 'assignment', (m) => m],
  ['m10', 'T08', (m) => m.on('FACT_SHEET_SUBMITTED')],
  ['m11', 'T09', (m) => m.on('SITE_TEAM_LISTED')],
  ['m11', 'T34', (m) => m.on('CONSULTANT_TEAM_ASSEMBLED')],
  ['m12', 'T11', (m) => m.on('DRAFT_AGENDA_CIRCULATED')],
  ['m13a', 'T12', (m) => m.moment('T12:opens')],
  ['m13b', 'T12, begun early', (m) => m.on('CONFIRMATIONS_APPROVED')],
  ['m14', 'T28', (m) => m.on('PRACTICAL_NOTE_SENT')],
  ['m15', 'T30', (m) => m.on('PACKETS_MAILED', {}, aa)],
  ['m16', 'T15 opens', (m) => m.moment('T15:opens')],
  [
    'm16',
    'each change',
    (m) => m.on('FACT_SHEET_OPENED').on('ARRANGEMENT_MADE', {}, { part: 'arrangement/hotel', ...aa }),
  ],
  ['m17', 'T17', (m) => m.on('EVALUATIONS_HANDED_OVER', { returned: 1, attended: 1 })],
  ['m18a', 'T18', (m) => held(m).on('HONORARIUM_FORM_RECEIVED', {}, honorarium)],
  [
    'm18b',
    'part processed',
    (m) =>
      held(m)
        .on('HONORARIUM_FORM_RECEIVED', {}, honorarium)
        .on('HONORARIUM_PROCESSED', {}, { ...honorarium, ...aa }),
  ],
  ['m19', 'T19 opens', (m) => m.on('MATCH_ENDED')],
  ['m20', 'T20', (m) => m.on('REFLECTIONS_CIRCULATED')],
  ['m21', 'T21', review],
  ['m23a', 'T22', (m) => approved(m).on('SUMMARY_FINALIZED')],
  ['m23b', 'T23', (m) => approved(m).on('SUMMARY_FINALIZED').on('SUMMARY_PUBLISHED', {}, pm)],
  ['m24b', 'T24 done', (m) => m.on('CHECK_IN_ANSWERED')],
  ['x3', 'withdrawal', (m) => m.on('WITHDRAWN')],
  ['x4', 'hand-over', (m) => m.on('ROLE_HANDED_OVER', { role: 'assistant', from: 'a', to: 'b' })],
  ['x4b', 'hand-over', (m) => m.on('ROLE_HANDED_OVER', { role: 'assistant', from: 'a', to: 'b' })],
  ['x5', 'a decline', (m) => invited(m).on('INVITATION_DECLINED', {}, { part: 'invitation/c1' })],
  ['x8', 'dates moved after the packets', (m) => m.on('PACKETS_MAILED').on('DATE_MOVED', { matchStart: '2027-03-08' })],
  ['x16', 'another way to meet', (m) => m.on('MATCH_MADE_VIRTUAL')],
  ['x7', 'a substitute', (m) => m.on('SITE_TEAM_LISTED').on('PERSON_ADDED', { person: 'p9', insteadOf: 'p1' })],
];

describe('letters of a CSSP peer match', () => {
  test.each(TRIGGERS)('%s is drafted by: %s', (kind, _, act) => {
    expect(act(assigned()).letters).toContain(kind);
  });

  test('are all drafted somewhere, and all have a text', () => {
    const machines = [csspPeerMatch.match, ...Object.values(csspPeerMatch.parts)];
    const actions = machines.flatMap((machine) =>
      nodesOf(machine).flatMap((node) =>
        [...node.transitions.values(), node.always ?? []].flat().flatMap((one) => one.actions),
      ),
    ) as { type?: string; params?: { kind?: string } }[];
    const drafted = new Set(
      actions.flatMap(({ type, params }) => (type === 'draftLetter' && params?.kind ? [params.kind] : [])),
    );
    const written = ['cssp-peer-match', 'shared'].flatMap((folder) => readdirSync(`content/${folder}/letters`));
    expect([...drafted, ...BY_OTHERS].sort()).toEqual([...KINDS].sort());
    expect(written).toEqual(expect.arrayContaining([...drafted].map((kind) => `${kind}.md`)));
  });

  test('thank those who attended, and everybody when nobody marked who did', () => {
    const known = assigned()
      .on('ATTENDANCE_MARKED', { attended: ['p1', 'p2'], residents: [] })
      .on('MATCH_ENDED');
    expect(known.effects).toContainEqual(expect.objectContaining({ kind: 'm19', persons: ['p1', 'p2'] }));
    const unknown = assigned().on('MATCH_ENDED');
    expect(unknown.effects).toEqual([expect.not.objectContaining({ persons: expect.anything() as unknown })]);
  });

  test('are letters of their own when their task is done again', () => {
    const generation = (m: Match) => m.effects.flatMap((one) => ('generation' in one ? [one.generation] : []));
    const m = assigned().on('FACT_SHEET_SUBMITTED');
    const early = generation(m);
    expect(generation(m.on('FACT_SHEET_RETURNED', {}, aa).on('FACT_SHEET_SUBMITTED'))).not.toEqual(early);
    const ask = (one: Match) => one.effects.flatMap((effect) => ('ask' in effect ? [effect.ask] : []));
    const again = invited(assigned());
    const first = ask(again);
    again.expire('invitation/c1/invitation').on('CONSULTANT_INVITED', {}, { part: 'invitation/c1' });
    expect(ask(again)).not.toEqual(first);
  });
});
