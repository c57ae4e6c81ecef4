import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csspPeerMatch } from '../../src/machines/cssp-peer-match/index.ts';
import { allowed, isRefusal, nextDue, step, view, withPlans } from '../../src/machines/kernel/index.ts';
import { forecast, simulate } from '../../src/machines/simulate.ts';
import type { Scripted } from '../../src/machines/simulate.ts';
import { A, assigned, at, day, E, event, local, M, plan } from './support/build.ts';
import { properFacts } from './support/facts.ts';

const start: Scripted = {
  at: at(`${A} 09:00`),
  event: event('ASSIGNED', { assignedOn: A, matchStart: M, matchEnd: E }),
};

describe('simulate', () => {
  test('gives what the host gives: one due event, planned, then the next', () => {
    const until = at('2027-01-12 12:00');
    const run = simulate(csspPeerMatch, plan, [start], { until });
    let stored = assigned().stored;
    const seen: string[] = ['ASSIGNED'];
    stored = withPlans(stored, plan(start.at)(assigned().deadlines, {}));
    for (let now = start.at; now <= until; now += 3_600_000) {
      for (let due = nextDue(csspPeerMatch, stored, now); due; due = nextDue(csspPeerMatch, stored, now)) {
        const taken = step(csspPeerMatch, stored, due, now);
        if (isRefusal(taken)) throw new Error(taken.because);
        stored = withPlans(taken.stored, plan(now)(taken.deadlines, taken.stored.planned));
        seen.push(due.type);
      }
    }
    expect(run.happened.map(({ event: { type } }) => type)).toEqual(seen);
    expect(run.stored.fired).toEqual(stored.fired);
  });

  test('tells what was refused, and why', () => {
    const run = simulate(csspPeerMatch, plan, [start, { at: start.at + 1, event: event('SUMMARY_CIRCULATED') }], {
      until: start.at + 2,
    });
    expect(run.happened.at(-1)?.refused?.rule).toBe('R7');
  });

  test('runs a match that nobody tends to, to its end', () => {
    const run = simulate(csspPeerMatch, plan, [start]);
    expect(view(csspPeerMatch, run.stored)).toMatchObject({ status: 'closed', outcome: 'noCheckIn' });
    expect(local(run.now)).toBe('2027-09-02 00:00');
    const asks = run.happened.flatMap(({ effects }) =>
      effects.filter((effect) => effect.type === 'notify' && effect.rung !== 'escalate'),
    );
    const perTask = new Map<string, number>();
    for (const ask of asks) if (ask.type === 'notify') perTask.set(ask.window, (perTask.get(ask.window) ?? 0) + 1);
    expect(Math.max(...perTask.values())).toBeLessThanOrEqual(3);
  });

  test('brings nothing that the chart would refuse, whatever people do', { timeout: 120_000 }, () => {
    const acts = fc.array(fc.tuple(fc.nat(240), fc.nat(9999)), { maxLength: 40 });
    fc.assert(
      fc.property(acts, (days) => {
        let run = simulate(csspPeerMatch, plan, [start], { until: start.at });
        for (const [n, [when, pick]] of [...days].sort(([a], [b]) => a - b).entries()) {
          const instant = at(`${day(A, when)} 10:00`);
          run = simulate(csspPeerMatch, plan, [], { stored: run.stored, until: instant });
          const possible = allowed(csspPeerMatch, run.stored, 'administrator');
          const one = possible[pick % Math.max(1, possible.length)];
          if (!one) continue;
          const { type, ...about } = one;
          const script = [
            { at: instant, event: event(type, properFacts(one, n), { ...about, role: 'administrator' }) },
          ];
          const next = simulate(csspPeerMatch, plan, script, { stored: run.stored, until: instant });
          expect(next.happened.filter(({ refused }) => refused)).toEqual([]);
          run = next;
        }
        const rest = simulate(csspPeerMatch, plan, [], { stored: run.stored, most: 3000 });
        expect(rest.happened.filter(({ refused }) => refused)).toEqual([]);
        expect(rest.happened.length).toBeLessThan(3000);
      }),
      {
        numRuns: 25,
        // Found once: a match that is cancelled does not move.
        examples: [
          [
            [
              [0, 0],
              [0, 13],
              [58, 6475],
              [59, 0],
            ],
          ],
        ],
      },
    );
  });
});

describe('forecast', () => {
  test('says what will be sent and asked if nobody acts', () => {
    const m = assigned();
    const lines = forecast(csspPeerMatch, m.stored, plan, m.now, { until: at('2027-03-03 12:00') }).map((one) =>
      `${local(one.at)} ${one.what} ${one.kind} ${one.task ?? ''} ${one.owner ?? ''}`.trim(),
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        '2027-01-11 09:00 ask due T01 facilitator',
        '2027-02-01 00:00 moment MOMENT_REACHED T08',
        '2027-02-01 00:00 letter m13a T12',
        '2027-03-02 17:00 moment MOMENT_REACHED endOfMatch',
        '2027-03-02 17:00 letter m19 T19',
      ]),
    );
    expect(lines).toEqual([...lines].sort((a, b) => a.slice(0, 16).localeCompare(b.slice(0, 16))));
  });

  test('says nothing while the match is on hold', () => {
    const m = assigned().on('HELD');
    expect(forecast(csspPeerMatch, m.stored, plan, m.now)).toEqual([]);
  });
});
