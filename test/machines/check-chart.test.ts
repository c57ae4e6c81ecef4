import { and, assign, raise, setup, stateIn } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { describe, expect, test } from 'vitest';
import { methods } from '../../src/machines/index.ts';
import { checkChart } from '../../src/machines/kernel/check-chart.ts';
import type { Chart, EventEntry } from '../../src/machines/kernel/types.ts';

test.each([...methods.values()].map((chart) => [chart.method, chart] as const))('%s is clean', (_, chart) => {
  expect(checkChart(chart)).toEqual([]);
});

const base = setup({
  guards: { holds: () => true, fromParams: (_, _params: { id: string }) => true },
  actions: {
    draftLetter: (_, _params: { kind: string }) => {},
    openPart: (_, _params: { chart: string }) => {},
    remember: assign({}),
    shout: () => {},
    again: raise({ type: 'GO' }),
  },
});
const entry = (more: Partial<EventEntry> = {}): EventEntry => ({ title: 'x', roles: ['facilitator'], ...more });

/** A tiny chart that is clean but for what the test puts in. */
function chartOf(states: object, more: Partial<Chart> & { root?: object; part?: AnyStateMachine } = {}): Chart {
  const { root = { options: { maxIterations: 10 } }, part, ...rest } = more;
  const match: AnyStateMachine = base.createMachine({
    id: 'tiny',
    initial: 'draft',
    ...root,
    states: { draft: { on: { GO: 'underway' } }, underway: {}, ...states },
  } as never) as unknown as AnyStateMachine;
  return {
    method: 'tiny',
    version: 1,
    title: 'Tiny',
    words: { seeker: 's', helper: 'h', match: 'm' },
    match,
    parts: part ? { part } : {},
    catalogue: { GO: entry() },
    steps: [],
    tasks: {},
    rules: () => [],
    guards: {},
    lastResort: 'facilitator',
    ...rest,
  };
}
const partOf = (states: object): AnyStateMachine =>
  base.createMachine({
    id: 'part',
    initial: 'open',
    options: { maxIterations: 10 },
    states,
  } as never) as unknown as AnyStateMachine;
const underway = (node: object) => ({ underway: node });
const window = { anchor: 'assigned', due: '+1w' };
const onGo = (transition: object) => underway({ on: { GO: transition } });

const broken: [string, Chart, string | RegExp][] = [
  ['entry actions', chartOf(underway({ entry: 'remember' })), 'tiny.underway has entry actions'],
  ['exit actions', chartOf(underway({ exit: 'remember' })), 'tiny.underway has exit actions'],
  ['after', chartOf(underway({ after: { 10: 'draft' } })), 'tiny.underway uses after'],
  ['invoke', chartOf(underway({ invoke: { src: 'x' } })), 'tiny.underway invokes an actor'],
  ['raise', chartOf(onGo({ actions: 'again' })), 'tiny.underway on GO: the action again is xstate.raise'],
  ['inline raise', chartOf(onGo({ actions: raise({ type: 'GO' }) })), 'uses xstate.raise inline'],
  ['inline actions', chartOf(onGo({ actions: () => {} })), 'tiny.underway on GO: has an inline action'],
  ['inline assigns', chartOf(onGo({ actions: assign({}) })), 'uses xstate.assign inline'],
  ['unknown actions', chartOf(onGo({ actions: 'sing' })), 'the action sing is not defined'],
  ['actions that are no effect', chartOf(onGo({ actions: 'shout' })), 'shout is neither an assign nor an effect'],
  [
    'function params of actions',
    chartOf(onGo({ actions: { type: 'draftLetter', params: () => ({}) } })),
    'the params of draftLetter are a function',
  ],
  [
    'function params of guards',
    chartOf(onGo({ guard: { type: 'fromParams', params: () => ({}) }, target: 'draft' })),
    'the params of the guard fromParams are a function',
  ],
  ['inline guards', chartOf(onGo({ guard: () => true, target: 'draft' })), 'tiny.underway on GO: has an inline guard'],
  ['unknown guards', chartOf(onGo({ guard: 'rains', target: 'draft' })), 'the guard rains is not defined'],
  [
    'stateIn on an event',
    chartOf(onGo({ guard: and([stateIn('#tiny.draft'), 'holds']) as never, target: 'draft' })),
    'stateIn in the guard of an event',
  ],
  [
    'stateIn that does not resolve',
    chartOf(underway({ always: { guard: stateIn('#nowhere'), target: 'draft' } })),
    'stateIn #nowhere does not resolve',
  ],
  ['dots in ids', chartOf(underway({ id: 'a.b' })), 'the id a.b has a dot'],
  ['dots in names', chartOf({ underway: { initial: 'a.b', states: { 'a.b': {} } } }), 'has a dot in its name'],
  ['a missing maxIterations', chartOf({}, { root: {} }), 'options.maxIterations is not set'],
  [
    'events that the catalogue does not have',
    chartOf(underway({ on: { STOP: 'draft' } })),
    'the match takes STOP, which is not in the catalogue',
  ],
  [
    'events that nothing takes',
    chartOf({}, { catalogue: { GO: entry(), STOP: entry() } }),
    'the catalogue has STOP, which the match takes nowhere',
  ],
  [
    'events of unknown parts',
    chartOf({}, { catalogue: { GO: entry(), STOP: entry({ part: 'x' }) } }),
    'for the part x, which does not exist',
  ],
  [
    'events under the wrong part',
    chartOf({}, { part: partOf({ open: { on: { GO: 'open' } } }) }),
    'the part part takes GO, which the catalogue has for the match',
  ],
  [
    'unknown outcomes',
    chartOf({}, { part: partOf({ open: { meta: { outcome: 'DONE' } } }) }),
    'part.open has the outcome DONE, which is not in the catalogue',
  ],
  [
    'outcomes that the match ignores',
    chartOf(
      {},
      {
        part: partOf({ open: { meta: { outcome: 'DONE' } } }),
        catalogue: { GO: entry(), DONE: entry({ internal: true }) },
      },
    ),
    'the outcome DONE, which the match takes nowhere',
  ],
  [
    'unknown expiries',
    chartOf(underway({ meta: { id: 'w', window, expires: 'GONE' } })),
    'expires with GONE, which is not in the catalogue',
  ],
  [
    'windows that end in nothing',
    chartOf(underway({ meta: { id: 'w', window: { ...window, ends: '+2w' } } })),
    'has a window that ends, and no event for it',
  ],
  [
    'two windows of one id',
    chartOf({ underway: { meta: { id: 'w', window }, initial: 'a', states: { a: { meta: { id: 'w', window } } } } }),
    'have the same window id w',
  ],
  ['windows without an id', chartOf(underway({ meta: { window } })), 'tiny.underway has a window without an id'],
  [
    'unknown parts',
    chartOf(onGo({ actions: { type: 'openPart', params: { chart: 'x' } } })),
    'opens the unknown part x',
  ],
  [
    'tasks without a node',
    chartOf({}, { tasks: { T1: { id: 'T1', step: 's', title: 'x', owner: 'facilitator' } } }),
    'the task T1 has no node',
  ],
  [
    'steps with unknown tasks',
    chartOf({}, { steps: [{ id: 's', title: 'S', tasks: ['T2'] }] }),
    'the step s has the unknown task T2',
  ],
  [
    'guards without a sentence',
    chartOf(onGo({ guard: 'holds', target: 'draft' })),
    'the guard holds has no sentence in chart.guards',
  ],
  [
    'composed guards on events',
    chartOf(onGo({ guard: and(['holds']) as never, target: 'draft' })),
    'a composed guard cannot say why it refuses',
  ],
  [
    'final states that are no outcome',
    chartOf({ finished: { type: 'final' } }),
    'finished is final, but no outcome of a match',
  ],
];

describe('a chart is refused for', () => {
  test.each(broken)('%s', (_, chart, problem) => {
    expect(checkChart(chart)).toEqual(expect.arrayContaining([expect.stringContaining(String(problem))]));
  });

  test('nothing, when it is clean', () => {
    expect(checkChart(chartOf({}))).toEqual([]);
  });

  test('a guard that another region makes up for, not at all', () => {
    const regions = {
      a: { on: { GO: { guard: 'holds', actions: 'remember' } } },
      b: { on: { GO: { actions: 'remember' } } },
    };
    expect(checkChart(chartOf(underway({ type: 'parallel', states: regions })))).toEqual([]);
  });
});
