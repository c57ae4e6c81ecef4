import v8 from 'node:v8';
import vm from 'node:vm';

/**
 * Loaded by `node --import` before the worker, and with it in the SDK's threads. Without this file all works the same, slower.
 *
 * The SDK takes the stack of every promise in a workflow for its stack-trace query, "an optional feature anyway", through this one
 * function of Node. Nobody asks that query of a match, and it was a fifth of the time that a command or a replay takes (decision
 * 0015). The object is replaced, not changed: Node's own AsyncLocalStorage uses the same one.
 */
Object.assign(v8, { promiseHooks: { ...v8.promiseHooks, createHook: () => () => undefined } });

/**
 * A limit on the time of a call into a context makes Node start a thread for that call, and the SDK makes six calls for each command.
 * A chart that goes round in circles is stopped by XState (`maxIterations`, which `checkChart` asks for), so they go without (0029).
 */
const { runInContext } = vm.Script.prototype;
vm.Script.prototype.runInContext = function (this: vm.Script, context, options): unknown {
  const { timeout: _, ...others } = options ?? {};
  return runInContext.call(this, context, others);
};
