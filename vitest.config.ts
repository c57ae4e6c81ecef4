import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

// Tests of the engine talk to real servers and walk months of a match: a minute is long for them, not wrong.
const MINUTE = 60_000;
const results = process.env['TEST_RESULTS'];

/** What takes minutes begins first, so that at the end no core is left alone with it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = ['/faults/', '/engine/', '/pages/'].map(
      (folder) => (file: TestSpecification) => file.moduleId.includes(`/test${folder}`),
    );
    const rank = (file: TestSpecification) => [...long, () => true].findIndex((is) => is(file));
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    pool: 'forks',
    // Modules are loaded once for each worker, not once for each file: they keep nothing from one test to the next.
    isolate: false,
    sequence: { sequencer: LongestFirst },
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
