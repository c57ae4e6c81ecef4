import { expect, test } from 'vitest';
import { checksOf, readinessOf } from '../../src/checks/index.ts';
import type { Verdict } from '../../src/checks/index.ts';
import type { TaskState } from '../../src/contracts/names.ts';
import { methods } from '../../src/machines/index.ts';

const { readiness, rules } = checksOf('cssp-peer-match');
const chart = methods.get('cssp-peer-match');
if (readiness === undefined || chart === undefined) throw new Error('CSSP has a readiness of its own');

const all = (state: TaskState) => Object.fromEntries(Object.keys(chart.tasks).map((id) => [id, state]));
const verdicts = (no: string[] = []): Verdict[] =>
  rules.map(({ rule, level, task }) => ({
    rule,
    level,
    task,
    holds: no.includes(rule) ? 'no' : 'yes',
    facts: {},
    points: [],
  }));
const states = (tasks: Record<string, TaskState>, no: string[] = []) =>
  Object.fromEntries(readinessOf(readiness, tasks, verdicts(no)).map(({ id, holds }) => [id, holds]));

test('the triad is whole when its tasks are settled and its checks hold', () => {
  expect(states(all('done'))).toEqual({ goals: 'yes', people: 'yes', setting: 'yes' });
  expect(states({ ...all('done'), T15: 'notApplicable', T11: 'skipped' })).toMatchObject({ setting: 'yes' });
});

test('an open task leaves its own part open', () => {
  expect(states({ ...all('done'), T10: 'open' })).toEqual({ goals: 'notYet', people: 'yes', setting: 'yes' });
  expect(states({})).toEqual({ goals: 'notYet', people: 'notYet', setting: 'notYet' });
});

test('a check that does not hold fails its own part; one that only asks for a reason never does', () => {
  expect(states(all('done'), ['R12'])).toEqual({ goals: 'no', people: 'yes', setting: 'yes' });
  expect(states(all('done'), ['R2'])).toMatchObject({ people: 'yes' });
  expect(states(all('done'), ['R11', 'R3'])).toEqual({ goals: 'yes', people: 'no', setting: 'no' });
});

test('it rests on tasks and rules that exist, and asks the core questions: four of step 4, two of step 5', () => {
  const known = rules.map(({ rule }) => rule);
  expect(known).toEqual(Array.from({ length: 16 }, (_, n) => `R${n + 1}`));
  expect(rules.filter(({ task }) => !chart.tasks[task])).toEqual([]);
  for (const { tasks, checks } of readiness.parts) {
    expect(tasks.filter((task) => !chart.tasks[task])).toEqual([]);
    expect(checks.filter((rule) => !known.includes(rule))).toEqual([]);
  }
  const asked = (step: string) => readiness.questions.filter((one) => one.step === step).length;
  expect([asked('conducting'), asked('products')]).toEqual([4, 2]);
});
