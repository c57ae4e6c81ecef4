/**
 * Loaded before all workflows. The SDK takes the stack of every promise in a workflow, for queries that Peermatch does not ask; it costs
 * a fifth of a replay with ten frames, and next to nothing with two. An error keeps where it was thrown and who called.
 */
Error.stackTraceLimit = 2;

export {};
