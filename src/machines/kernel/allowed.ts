import { getNextTransitions } from 'xstate';
import type { AnyMachineSnapshot } from 'xstate';
import { kernelEvents, mayReport } from './catalogue.ts';
import { live, silent } from './deadlines.ts';
import type { Live } from './deadlines.ts';
import { metas } from './snapshot.ts';
import type { Allowed, Chart, PartId, StateMeta, Stored } from './types.ts';

interface GuardObject {
  readonly type?: string;
  readonly params?: { readonly id?: string };
}

/**
 * Which events the match would take now from somebody in `role`, in the order of the catalogue (design.md 4).
 * Derived from the chart, so that a refusal, the API and the pages can never disagree with it.
 */
export function allowed(chart: Chart, stored: Stored, role: string, at: Live = live(chart, stored)): Allowed[] {
  return ofRole(chart, reportable(chart, at), role);
}

/** Those of `all` that somebody in `role` may report. */
export const ofRole = (chart: Chart, all: readonly Allowed[], role: string): Allowed[] =>
  all.filter(({ type }) => {
    const entry = chart.catalogue[type];
    return entry !== undefined && mayReport(entry, role);
  });

const known = new WeakMap<Live, readonly Allowed[]>();

/** Which events the match would take now from anybody, in the order of the catalogue. */
export function reportable(chart: Chart, at: Live): readonly Allowed[] {
  const all = known.get(at) ?? findReportable(chart, at);
  known.set(at, all);
  return all;
}

function findReportable(chart: Chart, at: Live): Allowed[] {
  if (at.match.status !== 'active') return [];
  const found: Allowed[] = [
    ...possible(chart, at, at.match),
    ...Object.entries(at.parts).flatMap(([id, snapshot]) => possible(chart, at, snapshot, id)),
    ...kernelAllowed(chart, at),
  ];
  const places = new Map(Object.keys(chart.catalogue).map((type, place) => [type, place]));
  const placeOf = ({ type }: Allowed): number => places.get(type) ?? 0;
  return found
    .filter(({ type }) => {
      const entry = chart.catalogue[type];
      return entry !== undefined && !entry.internal && !entry.byLink;
    })
    .sort((a, b) => placeOf(a) - placeOf(b));
}

function possible(chart: Chart, at: Live, snapshot: AnyMachineSnapshot, part?: PartId): Allowed[] {
  if (snapshot.status !== 'active') return [];
  const seen = new Map<string, Allowed>();
  for (const transition of getNextTransitions(snapshot)) {
    const { eventType } = transition;
    const entry = chart.catalogue[eventType];
    // What the kernel takes is possible by itself, not by the task that listens to it.
    if (!entry || entry.kernel || (part === undefined) !== (entry.part === undefined)) continue;
    const name = guardName(transition.guard);
    const task = name === 'mine' ? (transition.guard as GuardObject).params?.id : undefined;
    if (
      name !== undefined &&
      task === undefined &&
      !passable(chart, at, snapshot, { type: eventType, ...(part ? { part } : {}) }, name)
    )
      continue;
    const item = { type: eventType, ...(task ? { task } : {}), ...(part ? { part } : {}) };
    seen.set(`${eventType}/${task ?? ''}`, item);
  }
  return [...seen.values()];
}

/** The name of a transition's guard; `and`, `or` and the like have none and are asked of the snapshot. */
export const guardName = (guard: unknown): string | undefined =>
  guard === undefined ? undefined : typeof guard === 'string' ? guard : ((guard as GuardObject).type ?? '(composed)');

/** A guard that reads the event's facts cannot be judged before there are any: it counts as passable. */
function passable(chart: Chart, at: Live, snapshot: AnyMachineSnapshot, about: Allowed, guard: string): boolean {
  if (chart.guards[guard]?.readsFacts) return true;
  return snapshot.can({ ...about, facts: {}, by: { person: '', role: 'administrator' }, match: at.match.context });
}

function kernelAllowed(chart: Chart, at: Live): Allowed[] {
  if (at.match.value === 'draft') return [];
  const tasks = openTasks(at);
  const open = Object.keys(chart.tasks).filter((task) => tasks.has(task));
  return (Object.keys(kernelEvents) as (keyof typeof kernelEvents)[])
    .filter((type) => chart.catalogue[type]?.kernel && !(type === 'LETTERS_RELEASED' && silent(at.match)))
    .flatMap((type) =>
      (kernelEvents[type] as { needsTask?: boolean }).needsTask ? open.map((task) => ({ type, task })) : [{ type }],
    );
}

/** True while a person must still settle the task: upcoming or open, in the match or in one of its parts (notes of a call). */
export const isOpen = (at: Live, task: string): boolean => openTasks(at).has(task);

function openTasks({ match, parts }: Live): Set<string | undefined> {
  const own = metasOf(match).filter(({ id, task }) => id === task || id === `${task}:opens`);
  const ofParts = match.hasTag('partsSilent')
    ? []
    : Object.values(parts).flatMap((part) => metasOf(part).filter((meta) => meta.window !== undefined));
  return new Set([...own, ...ofParts].map(({ task }) => task));
}

const metasOf = (snapshot: AnyMachineSnapshot): StateMeta[] => Object.values(metas(snapshot));
