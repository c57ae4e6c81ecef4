import { describe, expect, test } from 'vitest';
import type { AgendaItem, AgendaKind } from '../../src/contracts/cssp-peer-match/agenda.ts';
import type { Json } from '../../src/machines/kernel/types.ts';
import { assigned } from '../machines/support/build.ts';
import { verdict } from './material.ts';

const item = (kind: AgendaKind, minutes: number | null = 30): AgendaItem => ({ title: kind, kind, minutes });
const whole: AgendaItem[] = [
  item('meal', 90),
  item('orientation'),
  item('presentation', 40),
  item('roleAlike', 60),
  item('informal', 60),
  item('problemSolving', 180),
  item('wrapUp', 60),
  item('evaluation', 15),
];
const look = (items: readonly AgendaItem[], more = {}, calls: Json[] = []) =>
  verdict('R12', assigned(), { bodies: { F6: [{ items: [...items], ...more } as never], F5: calls } });
const missed = (items: readonly AgendaItem[], more = {}): string[] =>
  look(items, more).points.flatMap(({ id, holds }) => (holds ? [] : [id]));
const without = (kind: AgendaKind): AgendaItem[] => whole.filter((one) => one.kind !== kind);

describe('R12, the agenda', () => {
  test('holds when all nine points do', () => {
    const { holds, points, facts, task } = look(whole);
    expect([holds, points.length, facts['missing'], task]).toEqual(['yes', 9, 0, 'T10']);
  });

  test('is not looked at before there is one, nor when it is not written item by item', () => {
    expect(verdict('R12', assigned())).toMatchObject({ holds: 'notYet', points: [], facts: { unreadable: false } });
    expect(look([])).toMatchObject({ holds: 'notYet' });
    const words = { F6: [{ text: 'Dinner, then two days of talking' }] };
    expect(verdict('R12', assigned(), { bodies: words })).toMatchObject({
      holds: 'notYet',
      facts: { unreadable: true },
    });
  });

  test.each<[string, readonly AgendaItem[]]>([
    ['firstItem', [item('orientation'), ...whole]],
    ['orientation', without('orientation')],
    ['roleAlike', without('roleAlike')],
    ['informal', without('informal')],
    ['timeTargets', [...whole.slice(0, 4), item('informal', null), ...whole.slice(4)]],
    ['problemSolving', whole.map((one) => (one.kind === 'presentation' ? item('presentation', 181) : one))],
    ['siteVisits', [...whole.slice(0, 3), item('siteVisit'), ...whole.slice(3)]],
    ['wrapUp', without('wrapUp')],
    ['evaluation', [...whole.slice(0, -2), item('evaluation'), item('wrapUp')]],
  ])('misses %s, and only that', (point, items) => {
    expect(look(items)).toMatchObject({ holds: 'no', facts: { missing: 1 } });
    expect(missed(items)).toEqual([point]);
  });

  test('takes a site visit that the group wants, as the agenda or the record of a call says', () => {
    const visiting = [...whole.slice(0, 3), item('siteVisit'), ...whole.slice(3)];
    expect(look(visiting, { siteVisitsWanted: true }).holds).toBe('yes');
    expect(look(visiting, {}, [{ notes: 'x' }, { activities: 'The youth center' }]).holds).toBe('yes');
    expect(look(visiting, {}, [{ activities: ' ' }]).holds).toBe('no');
  });

  test('lets people eat after the evaluation, and get acquainted instead of eating first', () => {
    expect(missed([item('social'), ...whole, item('meal'), item('break')])).toEqual([]);
  });

  test('counts items while they have no times', () => {
    const untimed = whole.map(({ kind }) => item(kind, null));
    expect(missed(untimed)).toEqual(['timeTargets', 'problemSolving']);
    expect(missed([...untimed.slice(0, 6), item('problemSolving', null), ...untimed.slice(6)])).toEqual([
      'timeTargets',
    ]);
  });
});
