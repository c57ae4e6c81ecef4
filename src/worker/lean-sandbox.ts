import v8 from 'node:v8';

/**
 * Loaded by `node --import` before the worker, and with it in the SDK's threads. The SDK takes the stack of every promise in a workflow
 * for its stack-trace query, "an optional feature anyway", through this one function of Node. Nobody asks that query of a match, and
 * it was a fifth of the time that a command or a replay takes (decision 0015). Without this file all works the same, slower.
 * The object is replaced, not changed: Node's own AsyncLocalStorage uses the same one.
 */
Object.assign(v8, { promiseHooks: { ...v8.promiseHooks, createHook: () => () => undefined } });
