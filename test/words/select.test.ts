import { expect, test } from 'vitest';
import { fitting } from '../../src/words/index.ts';
import type { Guidance, Situation } from '../../src/words/index.ts';

const text = (id: string, moments: string[], more: Partial<Guidance> = {}): Guidance => ({
  id,
  title: id,
  moments: moments.map((one) => {
    const [kind, of = ''] = one.split('/');
    return { kind: kind as 'task', id: of };
  }),
  roles: ['facilitator'],
  text: id,
  ...more,
});
const texts = [
  text('always', ['status/underway']),
  text('step', ['step/first']),
  text('task', ['task/T1', 'task/T2']),
  text('both', ['step/first', 'task/T2']),
  text('others', ['task/T1'], { roles: ['assistant', 'lead'] }),
  text('rain', ['task/T1'], { when: 'rain' }),
];
const now: Situation = {
  status: 'underway',
  steps: ['first'],
  tasks: ['T1'],
  roles: ['facilitator'],
  circumstances: [],
};
const ids = (situation: Partial<Situation>): string[] => fitting(texts, { ...now, ...situation }).map(({ id }) => id);

test('texts of a task come first, those that always hold last', () => {
  expect(ids({})).toEqual(['task', 'step', 'both', 'always']);
  expect(ids({ tasks: ['T2'] })).toEqual(['task', 'both', 'step', 'always']);
});

test('what is not open, not under way or in another status is not shown', () => {
  expect(ids({ tasks: [], steps: [] })).toEqual(['always']);
  expect(ids({ status: 'draft', tasks: [], steps: [] })).toEqual([]);
  expect(ids({ status: null })).toEqual(['task', 'step', 'both']);
});

test('a reader sees the texts of any of her roles; without a role all', () => {
  expect(ids({ roles: ['lead'] })).toEqual(['others']);
  expect(ids({ roles: [] })).toEqual([]);
  expect(ids({ roles: undefined })).toContain('others');
});

test('some are only for a circumstance', () => {
  expect(ids({ circumstances: ['rain', 'snow'] })).toContain('rain');
});

test('a text says for which of its moments it is shown', () => {
  expect(fitting(texts, now).find(({ id }) => id === 'task')?.moments).toEqual([{ kind: 'task', id: 'T1' }]);
});
