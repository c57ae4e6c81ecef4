import { test, expect } from 'vitest';
import { checkChart } from '../../src/machines/kernel/check-chart.ts';
import { methods } from '../../src/machines/index.ts';
test.each([...methods.values()].map((chart) => [chart.method, chart] as const))('%s is clean', (_, chart) => {
  expect(checkChart(chart)).toEqual([]);
});
