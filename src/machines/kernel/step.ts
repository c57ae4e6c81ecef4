import { settledBy } from './catalogue.ts';
import { KEPT_KEYS } from '../../contracts/names.ts';
import { activeWindows, deadlines, live, partMachine } from './deadlines.ts';
import type { Live } from './deadlines.ts';
import { takeByKernel } from './kernel-events.ts';
import { accepts, apply, enteredMetas, initial, save } from './snapshot.ts';
import type { Act } from './snapshot.ts';
import { openParts } from './parts.ts';
import { refuseAtTheDoor, refuseByChart } from './refuse.ts';
import { markFired } from './rungs.ts';
import { toEffects } from './effects.ts';
import { updateFindings } from './findings.ts';
import type { Anchor, Chart, Draft, Effect, Facts, MatchEvent, PartId, Refusal, Step, Stored } from './types.ts';

export const isRefusal = (outcome: Step | Refusal): outcome is Refusal => 'refused' in outcome;

/** The state of a match before its first event: a plain `draft`, because entering many regions initially is dear (temporal.md 0). */
export function begin(chart: Chart): Stored {
  return {
    method: chart.method,
    version: chart.version,
    seq: 0,
    snapshot: save(chart.match, initial(chart.match, null)),
    parts: {},
    anchors: {},
    dateVersion: 0,
    open: {},
    planned: {},
    fired: {},
    adjust: {},
    findings: {},
    keys: [],
  };
}

/**
 * One event: state in, state and effects out; no clock, nothing done (design.md 4).
 *
 * @param now epoch milliseconds, the host's time
 * @returns the new state with what the world has to do and all deadlines, or a refusal with its reason and what is possible
 */
export function step(chart: Chart, stored: Stored, event: MatchEvent, now: number): Step | Refusal {
  const before = live(chart, stored);
  const atTheDoor = refuseAtTheDoor(chart, stored, event, before);
  if (atTheDoor) return atTheDoor;

  const draft: Draft = { ...stored };
  const fresh = event.by.role === 'engine' ? markFired(chart, draft, event) : true;
  if (!fresh) return { refused: event.type, because: 'that date is no longer planned', allowed: [] };

  const own = takeByKernel(chart, draft, event, before);
  if (own && 'because' in own) return { refused: event.type, allowed: [], ...own };
  const taken = dispatch(chart, draft, event, before);
  if (!own && !taken) return refuseByChart(chart, stored, event, before);

  if (event.type === 'ROLE_HANDED_OVER') handOver(chart, draft, event);
  const dateEffects = setAnchors(chart, draft, event, now);
  const after = live(chart, draft);
  if (after.match.status !== 'active') settleLast(chart, draft, event);
  openWindows(draft, after, now);
  draft.seq += 1;
  // The engine's own events are told apart by their rungs; a key is for senders who may send again.
  if (event.key !== undefined && event.by.role !== 'engine')
    draft.keys = [...draft.keys.slice(1 - KEPT_KEYS), [event.key, draft.seq]];
  const findings = updateFindings(chart, draft, after, now);
  const due = deadlines(chart, draft, after);
  dropPlans(draft, due);
  const acts = taken?.acts ?? [];
  const effects: Effect[] = [
    ...toEffects(chart, draft, event, acts, { before, after }),
    ...(own?.effects ?? []),
    ...dateEffects,
    ...findings,
  ];
  return { stored: draft, effects, deadlines: due };
}

interface Doing {
  readonly acts: { act: Act; part?: PartId; event: MatchEvent }[];
}

/** Gives the event to the chart it is for, and the outcomes of parts to the match, in the same step (design.md 4.4). */
function dispatch(chart: Chart, draft: Draft, event: MatchEvent, before: Live): Doing | undefined {
  const doing: Doing = { acts: [] };
  const snapshots: Live = { match: before.match, parts: { ...before.parts } };
  const queue: { event: MatchEvent; part?: PartId }[] = [{ event, ...(event.part ? { part: event.part } : {}) }];
  for (let first = true, next = queue.shift(); next; first = false, next = queue.shift()) {
    const machine = next.part ? partMachine(chart, next.part, draft) : chart.match;
    const snapshot = next.part ? snapshots.parts[next.part] : snapshots.match;
    // A part's guards may read what the match knows: R9 asks for the program's answer about money.
    const given = next.part ? { ...next.event, match: contextOf(snapshots) } : next.event;
    if (!snapshot || !accepts(snapshot, given)) {
      if (first) return undefined;
      continue;
    }
    const moved = apply(machine, snapshot, given);
    const home = { ...next };
    if (home.part) {
      snapshots.parts[home.part] = moved.next;
      const part = draft.parts[home.part] as Stored['parts'][string];
      draft.parts = { ...draft.parts, [home.part]: { ...part, snapshot: save(machine, moved.next) } };
      for (const meta of enteredMetas(snapshot, moved.next)) {
        if (meta.outcome) queue.push({ event: { ...next.event, type: meta.outcome, part: home.part } });
      }
    } else {
      (snapshots as { match: Live['match'] }).match = moved.next;
      draft.snapshot = save(machine, moved.next);
    }
    if (first) queue.push(...told(chart, draft, event));
    for (const act of moved.acts) {
      doing.acts.push({ act, event: next.event, ...(home.part ? { part: home.part } : {}) });
      if (act.type === 'openPart')
        for (const { id, snapshot: opened } of openParts(chart, draft, act, next.event, contextOf(snapshots)))
          snapshots.parts[id] = opened;
    }
  }
  return doing;
}

const contextOf = ({ match }: Live): Facts => match.context as Facts;

/** The parts that hear of an event of the match too, as the catalogue says. */
function told(chart: Chart, draft: Draft, event: MatchEvent): { event: MatchEvent; part: PartId }[] {
  const name = chart.catalogue[event.type]?.tells;
  return Object.entries(draft.parts).flatMap(([part, { chart: kind }]) =>
    kind === name ? [{ event: { ...event, part }, part }] : [],
  );
}

/** Tasks that were given to whoever hands a role over, and are that role's, go with it (X4). */
function handOver(chart: Chart, draft: Draft, { facts = {} }: MatchEvent): void {
  const { role, from, to } = facts;
  if (typeof from !== 'string' || typeof to !== 'string') return;
  const entries = Object.entries(draft.adjust).map(([task, one]) =>
    one.owner === from && chart.tasks[task]?.owner === role ? [task, { ...one, owner: to }] : [task, one],
  );
  draft.adjust = Object.fromEntries(entries) as Stored['adjust'];
}

/** What somebody reports last, and a match ends with, is done like everything before; what time ends was not. */
function settleLast(chart: Chart, draft: Draft, event: MatchEvent): void {
  const id = settledBy(chart, event);
  if (id !== undefined && event.by.role !== 'engine')
    draft.last = { id, state: event.type === 'TASK_SKIPPED' ? 'skipped' : 'done' };
}

/** Dates in the facts become anchors, as the catalogue says; a new match date raises the date version. */
function setAnchors(chart: Chart, draft: Draft, event: MatchEvent, now: number): Effect[] {
  const wanted = chart.catalogue[event.type]?.anchors ?? {};
  let moved = false;
  let known = false;
  for (const [anchor, fact] of Object.entries(wanted) as [Anchor, string][]) {
    const day = event.facts?.[fact];
    if (typeof day !== 'string') continue;
    const part = event.part ? draft.parts[event.part] : undefined;
    const old = (part ?? draft).anchors[anchor];
    if (old === day) continue;
    if (part)
      draft.parts = {
        ...draft.parts,
        [event.part as PartId]: { ...part, anchors: { ...part.anchors, [anchor]: day } },
      };
    else draft.anchors = { ...draft.anchors, [anchor]: day };
    if (anchor === 'matchStart' || anchor === 'matchEnd') {
      draft.past = (draft.past ?? []).filter((one) => one !== anchor).concat(hasPassed(day, now) ? [anchor] : []);
      moved = true;
      known ||= old !== undefined;
    }
  }
  if (!moved) return [];
  // A compressed plan holds for the date that it was accepted for.
  delete draft.compress;
  delete draft.compressing;
  draft.dateVersion += 1;
  return known ? [{ type: 'moveDates', dateVersion: draft.dateVersion }] : [];
}

const A_DAY = 86_400_000;

/** Over everywhere on earth: the kernel knows no zones, and a finding may come half a day late. */
const hasPassed = (day: string, now: number): boolean => Date.parse(`${day}T00:00:00Z`) + A_DAY * 1.5 < now;

/** Opens the windows of states that were entered, a generation up; closes those of states that were left. */
function openWindows(draft: Draft, after: Live, now: number): void {
  const active = new Set(activeWindows(after).map(({ windowId }) => windowId));
  const changed: Stored['open'] = {};
  for (const id of active) {
    const old = draft.open[id];
    if (!old?.active) changed[id] = { active: true, entered: now, generation: (old?.generation ?? 0) + 1 };
  }
  for (const [id, window] of Object.entries(draft.open))
    if (!active.has(id) && window.active) changed[id] = { ...window, active: false };
  if (Object.keys(changed).length > 0) draft.open = { ...draft.open, ...changed };
}

/** A plan lives no longer than its deadline; when a match resumes, its windows are planned anew (design.md 4.6). */
function dropPlans(draft: Draft, due: Step['deadlines']): void {
  const generations = new Map(due.map((deadline) => [deadline.id, deadline.generation]));
  draft.planned = without(draft.planned, (id, { generation }) => generations.get(id) !== generation);
  draft.fired = without(draft.fired, (id, { generation }) => {
    const window = draft.open[id];
    return !window?.active || window.generation !== generation;
  });
}

/** The same object when nothing is dropped. */
function without<T>(all: Record<string, T>, isDropped: (id: string, one: T) => boolean): Record<string, T> {
  const dropped = Object.keys(all).filter((id) => isDropped(id, all[id] as T));
  if (dropped.length === 0) return all;
  const rest = { ...all };
  for (const id of dropped) delete rest[id];
  return rest;
}

/** The seq of the event that came with an idempotency key; undefined when the key is new, or older than the last 200. */
export const seqOfKey = ({ keys }: Stored, key: string | undefined): number | undefined =>
  key === undefined ? undefined : keys.findLast(([known]) => known === key)?.[1];
