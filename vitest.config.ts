import { defineConfig } from 'vitest/config';

// Tests of the engine talk to real servers and walk months of a match: a minute is long for them, not wrong.
const MINUTE = 60_000;
const results = process.env['TEST_RESULTS'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    pool: 'forks',
    testTimeout: MINUTE,
    hookTimeout: MINUTE,
    // globalSetup: 'test/support/engine.ts' goes here: the real servers, once a run (written together with the engine's suite).
    // .ci/run sets TEST_RESULTS, the file that it counts tests from.
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
  },
});
