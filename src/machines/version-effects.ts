import { metasOf } from './kernel/check-machine.ts';
import type { Chart, Policy, TaskId, Window } from './kernel/types.ts';

/** A window as people compare it: when it opens and is due, and how it reminds. */
export interface WindowTerms {
  readonly window: Window;
  readonly policy: Policy;
}
/** What is another in the second of two things; null where it has none. */
export interface Change<T> {
  readonly id: string;
  readonly was: T | null;
  readonly will: T | null;
}
export interface VersionEffects {
  readonly tasks: readonly Change<string>[];
  readonly windows: readonly (Change<WindowTerms> & { readonly task: TaskId })[];
  readonly events: readonly Change<string>[];
}

/**
 * What would be another if a match that runs on one version of a method ran on another (requirements.md A9 X27): tasks and events by
 * their titles, windows by their terms. Pure; a match that runs keeps its version.
 */
export function versionEffects(running: Chart, other: Chart): VersionEffects {
  const before = termsOf(running);
  const after = termsOf(other);
  const windows = differences(
    mapped(before, ({ terms }) => terms),
    mapped(after, ({ terms }) => terms),
  );
  return {
    tasks: differences(titlesOf(running.tasks), titlesOf(other.tasks)),
    windows: windows.map((one) => ({ ...one, task: (after.get(one.id) ?? before.get(one.id))?.task ?? one.id })),
    events: differences(titlesOf(running.catalogue), titlesOf(other.catalogue)),
  };
}

const titlesOf = (all: Readonly<Record<string, { readonly title: string }>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(all).map(([id, { title }]) => [id, title]));

interface Terms {
  readonly task: TaskId;
  readonly terms: WindowTerms;
}

/** Windows by their ids; those of a part behind the name of its chart. */
function termsOf(chart: Chart): ReadonlyMap<string, Terms> {
  const machines = [
    ['', chart.match] as const,
    ...Object.entries(chart.parts).map(([name, part]) => [`${name}/`, part] as const),
  ];
  return new Map(
    machines.flatMap(([prefix, machine]) =>
      metasOf(machine).flatMap(([, { id, task, window, policy = 'standard' }]) =>
        id === undefined || window === undefined
          ? []
          : [[`${prefix}${id}`, { task: task ?? id, terms: { window, policy } }] as const],
      ),
    ),
  );
}

const mapped = <A, B>(all: ReadonlyMap<string, A>, to: (one: A) => B): ReadonlyMap<string, B> =>
  new Map([...all].map(([id, one]) => [id, to(one)]));

function differences<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): Change<T>[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ids
    .map((id) => ({ id, was: before.get(id) ?? null, will: after.get(id) ?? null }))
    .filter(({ was, will }) => JSON.stringify(was) !== JSON.stringify(will));
}
