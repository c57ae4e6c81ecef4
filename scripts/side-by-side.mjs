/**
 * Runs npm scripts side by side, as many at once as there are cores, in the order in which they are named. What one prints is shown
 * when it ends; ends with 1 when one of them failed.
 *
 *   node scripts/side-by-side.mjs lint types
 */
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';

const waiting = process.argv.slice(2);

function run(script) {
  return new Promise((resolve) => {
    execFile('npm', ['run', script], { maxBuffer: Infinity }, (error, stdout, stderr) => {
      process.stdout.write(stdout + stderr);
      if (error === null) return resolve();
      console.error(`npm run ${script} failed`);
      process.exitCode = 1;
      resolve();
    });
  });
}

async function work() {
  for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) await run(script);
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
