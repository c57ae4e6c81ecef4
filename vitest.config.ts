import { defineConfig } from 'vitest/config';

// Tests of the engine talk to real servers and walk months of a match: a minute is long for them, not wrong.
const MINUTE = 60_000;
const results = process.env['TEST_RESULTS'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    pool: 'forks',
    // Most tests wait for servers and browsers: as many files at once as there are cores, not one less.
    maxWorkers: '100%',
    testTimeout: MINUTE,
    hookTimeout: MINUTE,
    // One PostgreSQL for the whole run; each file has a database of its own.
    globalSetup: 'test/support/postgres.ts',
    // .ci/run sets TEST_RESULTS, the file that it counts tests from.
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
  },
});
