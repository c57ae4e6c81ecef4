import { createEmptyActor } from 'xstate';
import type { AnyEventObject, AnyMachineSnapshot, AnyStateMachine, ExecutableActionObject } from 'xstate';
import type { Facts, Json, StateMeta } from './types.ts';

/**
 * One inert actor scope for all charts. XState's own `transition()` builds a throw-away actor on every call, which
 * is cubic in parallel regions; the machine's public methods with a scope that does nothing give the same snapshots
 * and actions (temporal.md 0). `collected` is emptied at the start of every call; what else this
 * file keeps between calls are memories of pure functions, by the identity of what they were given.
 */
const collected: ExecutableActionObject[] = [];
const self = createEmptyActor();
const scope = {
  self,
  id: '',
  sessionId: '',
  logger: () => {},
  defer: () => {},
  emit: () => {},
  stopChild: () => {},
  system: self.system,
  actionExecutor: (action: ExecutableActionObject) => {
    collected.push(action);
  },
};

/** An action that a transition asked for, as data. */
export interface Act {
  readonly type: string;
  readonly params: Facts;
}

const acts = (): Act[] => collected.map(({ type, params }) => ({ type, params: (params ?? {}) as Facts }));

/** The JSON form of a snapshot, which shares its context. A step starts from it, or from the snapshot that was restored from this very object before. */
export const save = (machine: AnyStateMachine, snapshot: AnyMachineSnapshot): Json =>
  machine.getPersistedSnapshot(snapshot) as unknown as Json;

/**
 * Snapshots by their saved form: a step looks at all parts and changes one or two, so the others are not restored again.
 * Both are immutable, and an entry lives no longer than its key. The snapshot that was saved is not remembered: it lists its states in
 * the order in which they were entered, a restored one in the chart's, and a match must go on the same after a restart.
 */
const restored = new WeakMap<object, AnyMachineSnapshot>();

/** Restores a saved snapshot, and shares its context, which nothing writes to. Throws on a state that the machine does not know. */
export function restore(machine: AnyStateMachine, stored: Json): AnyMachineSnapshot {
  const key = stored as object;
  const known = restored.get(key);
  if (known) return known;
  const snapshot = machine.restoreSnapshot(stored as never, scope as never) as AnyMachineSnapshot;
  restored.set(key, snapshot);
  return snapshot;
}

export const initial = (machine: AnyStateMachine, input: Json): AnyMachineSnapshot => {
  collected.length = 0;
  return machine.getInitialSnapshot(scope as never, input as never) as AnyMachineSnapshot;
};

/** Acceptance is `can`, never reference equality; XState's internal events are refused from outside (temporal.md 5). */
export const accepts = (snapshot: AnyMachineSnapshot, event: AnyEventObject): boolean =>
  snapshot.status === 'active' && !event.type.startsWith('xstate.') && snapshot.can(event);

export const apply = (
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: AnyEventObject,
): { next: AnyMachineSnapshot; acts: Act[] } => {
  collected.length = 0;
  const next = machine.transition(snapshot, event, scope as never) as AnyMachineSnapshot;
  return { next, acts: acts() };
};

const described = new WeakMap<AnyMachineSnapshot, Record<string, StateMeta>>();

/** The meta of all active states, by state node id. */
export function metas(snapshot: AnyMachineSnapshot): Record<string, StateMeta> {
  const known = described.get(snapshot) ?? (snapshot.getMeta() as Record<string, StateMeta>);
  described.set(snapshot, known);
  return known;
}

/** The metas of states that `after` is in and `before` was not. */
export const enteredMetas = (before: AnyMachineSnapshot, after: AnyMachineSnapshot): StateMeta[] => {
  const known = metas(before);
  return Object.entries(metas(after))
    .filter(([node]) => !(node in known))
    .map(([, meta]) => meta);
};
