import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sentenceOf } from '../../src/api/finding-words.ts';

const MACHINES = new URL('../../src/machines/', import.meta.url);

test('every finding that a chart can raise has a sentence of its own', () => {
  const files = readdirSync(MACHINES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /rules[^/]*\.ts$/.test(name),
  );
  const codes = files.flatMap((name) =>
    [...readFileSync(new URL(name, MACHINES), 'utf8').matchAll(/code: '(\w+)'/g)].map(([, code = '']) => code),
  );
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => sentenceOf({ code, facts: {}, task: null }).startsWith('Worth a look'))).toEqual([]);
});
