import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROLES } from '../../src/contracts/names.ts';
import { methods } from '../../src/machines/index.ts';
import { activeWindows, live } from '../../src/machines/kernel/deadlines.ts';
import { allowed, isRefusal } from '../../src/machines/kernel/index.ts';
import { restore, save } from '../../src/machines/kernel/snapshot.ts';
import type { Chart, Facts } from '../../src/machines/kernel/types.ts';
import { Match } from './support/build.ts';
import { properFacts } from './support/facts.ts';

const charts = [...methods.values()].map((chart) => [chart.method, chart] as const);
const picks = fc.array(fc.tuple(fc.constantFrom(...ROLES), fc.nat(9999)), { minLength: 1, maxLength: 150 });
const anyFacts = fc.dictionary(
  fc.constantFrom('person', 'call', 'for', 'reviewUntil', 'attended', 'residents', 'people', 'final', 'persons'),
  fc.jsonValue(),
);
const begun = (chart: Chart): Match =>
  new Match(chart).on('ASSIGNED', { assignedOn: '2027-01-04', matchStart: '2027-03-01', matchEnd: '2027-03-02' });

/** What must hold after every step, whatever happened. */
function holds(m: Match): void {
  const at = live(m.chart, m.stored);
  const active = new Set(activeWindows(at).map(({ windowId }) => windowId));
  for (const { id } of m.deadlines) expect(active.has(id)).toBe(true);
  expect(Object.values(m.stored.open).filter((one) => one.active)).toHaveLength(active.size);
  expect(save(m.chart.match, restore(m.chart.match, m.stored.snapshot))).toEqual(m.stored.snapshot);
  expect(JSON.parse(JSON.stringify(m.stored))).toEqual(m.stored);
}

describe.each(charts)('%s', (_, chart) => {
  test('takes whatever it says is possible, in any order, and stays whole', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(picks, (choices) => {
        const m = begun(chart);
        for (const [n, [role, pick]] of choices.entries()) {
          const possible = allowed(chart, m.stored, role).filter(
            ({ type }) => !/^(WITHDRAWN|NO_|NOT_HELD|PEOPLE_WITHDREW|MATCH_CONCLUDED)/.test(type) || pick % 50 === 0,
          );
          const one = possible[pick % Math.max(1, possible.length)];
          if (!one) continue;
          const { type, ...about } = one;
          const seq = m.stored.seq;
          const outcome = m.try(type, properFacts(one, n), { ...about, role });
          if (isRefusal(outcome))
            throw new Error(
              `${type} ${JSON.stringify(about)} was possible for ${role}, and refused: ${outcome.because}`,
            );
          expect(m.stored.seq).toBe(seq + 1);
        }
        holds(m);
      }),
      { numRuns: 100 },
    );
  });

  test('never throws, whatever is sent to it', { timeout: 120_000 }, () => {
    const types = fc.constantFrom(...Object.keys(chart.catalogue), 'xstate.init', 'NONSENSE');
    const tasks = fc.option(fc.constantFrom(...Object.keys(chart.tasks), 'T99'), { nil: undefined });
    const sent = fc.array(fc.tuple(types, anyFacts, tasks, fc.constantFrom(...ROLES), fc.nat(99)), { maxLength: 40 });
    fc.assert(
      fc.property(sent, (events) => {
        const m = begun(chart);
        for (const [type, facts, task, role, pick] of events) {
          const parts = [undefined, 'call/none', ...Object.keys(m.stored.parts)];
          const part = chart.catalogue[type]?.part === undefined ? undefined : parts[pick % parts.length];
          const before = m.stored;
          const outcome = m.try(type, facts as Facts, { role, ...(task ? { task } : {}), ...(part ? { part } : {}) });
          expect(m.stored.seq).toBe(before.seq + (isRefusal(outcome) ? 0 : 1));
          if (isRefusal(outcome)) expect(outcome.because).not.toBe('');
        }
        holds(m);
      }),
      { numRuns: 80 },
    );
  });
});
