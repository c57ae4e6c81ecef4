import { defineConfig } from 'vitest/config';

/** `npm run bench`: measurements, not tests. They run one after the other, with nothing beside them. */
export default defineConfig({
  test: {
    include: ['bench/**/*.bench.ts'],
    testTimeout: 900_000,
    hookTimeout: 900_000,
    fileParallelism: false,
    reporters: ['default'],
  },
});
