/**
 * Says how many tests passed and failed, alone on a line, from the JSON report of a vitest run.
 *
 *   TEST_RESULTS=results.json npm test; node scripts/test-counts.mjs results.json
 */
import { readFileSync } from 'node:fs';

const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
// A file that could not be loaded or set up has no test that failed, but it did fail.
const unloaded = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
);
console.log(`${numPassedTests} passed, ${numFailedTests + unloaded.length} failed`);
