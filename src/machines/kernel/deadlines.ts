import type { AnyMachineSnapshot } from 'xstate';
import { metas, restore } from './snapshot.ts';
import type { Chart, Deadline, PartId, StateMeta, Stored, WindowId } from './types.ts';

export interface Live {
  readonly match: AnyMachineSnapshot;
  readonly parts: Record<PartId, AnyMachineSnapshot>;
}

export const partMachine = (chart: Chart, partId: PartId, stored: Stored) => {
  const name = stored.parts[partId]?.chart ?? '';
  const machine = chart.parts[name];
  if (!machine) throw new Error(`${chart.method}@${chart.version} has no part chart "${name}" (${partId})`);
  return machine;
};

/** The snapshots of a match by its saved ones: an event that no chart listens to leaves them, and all that is known of them. */
const lives = new WeakMap<object, { readonly parts: Stored['parts']; readonly at: Live }>();

/** All snapshots of a match. Throws when one of them is of a state that the chart does not know. */
export function live(chart: Chart, stored: Stored): Live {
  const before = lives.get(stored.snapshot as object);
  if (before?.parts === stored.parts) return before.at;
  const at = restoreAll(chart, stored);
  lives.set(stored.snapshot as object, { parts: stored.parts, at });
  return at;
}

function restoreAll(chart: Chart, stored: Stored): Live {
  const parts: Record<PartId, AnyMachineSnapshot> = {};
  for (const [id, part] of Object.entries(stored.parts))
    parts[id] = restore(partMachine(chart, id, stored), part.snapshot);
  return { match: restore(chart.match, stored.snapshot), parts };
}

interface ActiveWindow extends StateMeta {
  readonly id: string;
  readonly part?: PartId;
  readonly windowId: WindowId;
  /** Whom the match itself has given the task to. */
  readonly person?: string;
}

/** The states with a window that are active now, in the match and in its parts. */
export function activeWindows(at: Live): readonly ActiveWindow[] {
  const known = windowsOf.get(at) ?? findWindows(at);
  windowsOf.set(at, known);
  return known;
}

const windowsOf = new WeakMap<Live, readonly ActiveWindow[]>();

function findWindows({ match, parts }: Live): ActiveWindow[] {
  if (match.status !== 'active') return [];
  const of = (snapshot: AnyMachineSnapshot, part?: PartId): ActiveWindow[] =>
    Object.values(metas(snapshot))
      .filter((meta): meta is StateMeta & { id: string } => meta.window !== undefined && meta.id !== undefined)
      .map((meta) => ({
        ...meta,
        windowId: part ? `${part}/${meta.id}` : meta.id,
        ...(part ? { part } : {}),
        ...givenTo(match, meta),
        ...(meta.quietWhile !== undefined && match.hasTag(meta.quietWhile) ? { policy: 'none' as const } : {}),
      }));
  // While a match is being cancelled its checklist asks, and its parts do not.
  if (match.hasTag('partsSilent')) return of(match);
  return [...of(match), ...Object.entries(parts).flatMap(([id, snapshot]) => of(snapshot, id))];
}

function givenTo(match: AnyMachineSnapshot, { givenTo: key }: StateMeta): { person?: string } {
  const person: unknown = key === undefined ? undefined : (match.context as Record<string, unknown>)[key];
  return typeof person === 'string' && person !== '' ? { person } : {};
}

/** True while nothing is due and nothing leaves: on hold, parts included (design.md 4.6). */
export const silent = (match: AnyMachineSnapshot): boolean => match.status !== 'active' || match.hasTag('silent');

/** The deadlines of the active states. A deadline exists while, and only while, its state is active (design.md 4.3). */
export function deadlines(chart: Chart, stored: Stored, at: Live = live(chart, stored)): Deadline[] {
  if (silent(at.match)) return [];
  return activeWindows(at).flatMap((window) => {
    const opened = stored.open[window.windowId];
    return opened ? [toDeadline(chart, stored, window, opened)] : [];
  });
}

/** Deadlines by the opening of their window: while nothing that one hangs on is another object, it is the same object too. */
const known = new WeakMap<object, { readonly of: readonly unknown[]; readonly deadline: Deadline }>();

function toDeadline(
  chart: Chart,
  stored: Stored,
  window: ActiveWindow,
  opened: { entered: number; generation: number },
): Deadline {
  const adjust = stored.adjust[window.task ?? window.id];
  const own = window.part && stored.parts[window.part]?.anchors;
  const { owner, policy, expires, person } = window;
  const of = [
    chart,
    window.window,
    owner,
    policy,
    expires,
    person,
    adjust,
    stored.anchors,
    own,
    stored.dateVersion,
    stored.compress,
  ];
  const before = known.get(opened);
  if (before && before.of.every((one, n) => one === of[n])) return before.deadline;
  const deadline = makeDeadline(chart, stored, window, opened);
  known.set(opened, { of, deadline });
  return deadline;
}

function makeDeadline(
  chart: Chart,
  stored: Stored,
  window: ActiveWindow,
  opened: { entered: number; generation: number },
): Deadline {
  const task = window.task ?? window.id;
  const adjust = stored.adjust[task] ?? {};
  const anchors = window.part ? { ...stored.anchors, ...stored.parts[window.part]?.anchors } : stored.anchors;
  return {
    id: window.windowId,
    task,
    ...(window.part ? { part: window.part } : {}),
    owner: window.owner ?? chart.tasks[task]?.owner ?? chart.lastResort,
    ...(window.handsTo ? { handsTo: window.handsTo } : {}),
    ...(adjust.owner || window.person ? { person: adjust.owner ?? window.person ?? '' } : {}),
    window: window.window as NonNullable<StateMeta['window']>,
    policy: window.policy ?? 'standard',
    ...(window.expires ? { expires: window.expires } : {}),
    generation: opened.generation,
    dateVersion: stored.dateVersion,
    anchors,
    entered: opened.entered,
    ...(adjust.shift ? { shift: adjust.shift } : {}),
    ...(adjust.until ? { until: adjust.until } : {}),
    ...(stored.compress ? { compress: stored.compress } : {}),
  };
}
