/**
 * Loaded by `node --import` before worker and API when the one-command start runs them: it ends them when the start itself was
 * killed (kill -9), so that a second start does not meet the children of the first.
 */
const GRACE_MS = 15_000;

process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS).unref();
});
// A listener on the channel alone must not keep a finished process alive.
process.channel?.unref();
