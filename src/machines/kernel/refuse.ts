import type { AnyMachineSnapshot } from 'xstate';
import { getNextTransitions } from 'xstate';
import { allowed, guardName } from './allowed.ts';
import { mayReport } from './catalogue.ts';
import type { Live } from './deadlines.ts';
import type { Chart, MatchEvent, Refusal, Stored } from './types.ts';

const refusal = (
  chart: Chart,
  stored: Stored,
  event: MatchEvent,
  at: Live,
  because: string,
  rule?: string,
): Refusal => ({
  refused: event.type,
  because,
  allowed: allowed(chart, stored, event.by.role, at),
  ...(rule ? { rule } : {}),
});

/** What can be said against an event before any chart is asked: its name, its sender, its task and its part. */
export function refuseAtTheDoor(chart: Chart, stored: Stored, event: MatchEvent, at: Live): Refusal | undefined {
  const no = (because: string) => refusal(chart, stored, event, at, because);
  const entry = Object.hasOwn(chart.catalogue, event.type) ? chart.catalogue[event.type] : undefined;
  if (!entry) return no(`${chart.method} knows no event ${event.type}`);
  if (at.match.status !== 'active') return no('the match is closed');
  if (!mayReport(entry, event.by.role)) return no(`"${entry.title}" is not for the role ${event.by.role}`);
  if (entry.needsTask && !event.task) return no('the event must name its task');
  if (event.task && entry.needsTask && event.by.role !== 'engine' && !chart.tasks[event.task])
    return no(`there is no task ${event.task}`);
  if (entry.part && !event.part) return no(`the event must name its part (${entry.part}/...)`);
  if (!entry.part && event.part && event.by.role !== 'engine')
    return no('the event is about the match, not about a part');
  if (event.part && !stored.parts[event.part]) return no(`there is no part ${event.part}`);
  if (entry.part && event.part && stored.parts[event.part]?.chart !== entry.part)
    return no(`${event.part} is not a part of the kind ${entry.part}`);
  // Who moves dates has seen what follows from it: for other dates than those of now that was something else (X8).
  const basis = event.facts?.['basis'];
  if (entry.anchors?.matchStart && typeof basis === 'number' && basis !== stored.dateVersion)
    return no('the dates were moved meanwhile: look at what would follow now, and decide again');
  return undefined;
}

/** Why a chart did not take an event: a guard that said no, or a state in which it means nothing. */
export function refuseByChart(chart: Chart, stored: Stored, event: MatchEvent, at: Live): Refusal {
  const snapshot = event.part ? (at.parts[event.part] as AnyMachineSnapshot) : at.match;
  const guard = guardInTheWay(chart, snapshot, event);
  if (guard) return refusal(chart, stored, event, at, guard.because, guard.rule);
  return refusal(chart, stored, event, at, whyNot(chart, event, snapshot));
}

function guardInTheWay(chart: Chart, snapshot: AnyMachineSnapshot, event: MatchEvent) {
  for (const transition of getNextTransitions(snapshot)) {
    if (transition.eventType !== event.type) continue;
    const name = guardName(transition.guard);
    if (name && name !== 'mine' && chart.guards[name]) return chart.guards[name];
  }
  return undefined;
}

function whyNot(chart: Chart, event: MatchEvent, snapshot: AnyMachineSnapshot): string {
  if (event.part) return `${event.part} is ${stateName(snapshot)}`;
  if (snapshot.value === 'draft') return 'the match has not been assigned to a facilitator yet';
  const task = event.task ?? chart.catalogue[event.type]?.task;
  const state = task ? taskStateIn(snapshot, chart, task) : undefined;
  if (task && state) return `${chart.tasks[task]?.title ?? task} is ${WORDS[state] ?? state}`;
  if (snapshot.hasTag('silent')) return 'the match is on hold';
  return typeof snapshot.value === 'string'
    ? `the match is ${snapshot.value}`
    : `the match is ${Object.keys(snapshot.value)[0] ?? ''}`;
}

const WORDS: Record<string, string> = {
  notApplicable: 'marked as not applicable',
  done: 'already done',
  open: 'still open',
  upcoming: 'not open yet',
};

export function taskStateIn(snapshot: AnyMachineSnapshot, chart: Chart, task: string): string | undefined {
  const step = chart.tasks[task]?.step;
  const top = snapshot.value as Record<string, Record<string, Record<string, Record<string, string>>>>;
  const value = step === undefined ? undefined : Object.values(top)[0]?.[step]?.[task];
  return value === undefined ? undefined : Object.values(value)[0];
}

/** The name of a part's state: the innermost active one, dots between levels. */
export function stateName(snapshot: AnyMachineSnapshot): string {
  const name = (value: unknown): string =>
    typeof value === 'string'
      ? value
      : Object.entries(value as object)
          .map(([key, inner]) => `${key}.${name(inner)}`)
          .join(' ');
  return name(snapshot.value);
}
