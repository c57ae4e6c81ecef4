import type { AnyMachineSnapshot } from 'xstate';
import type { MatchView } from '../../contracts/record.ts';
import type { Outcome, Status, TaskState } from '../../contracts/names.ts';
import { live } from './deadlines.ts';
import type { Live } from './deadlines.ts';
import { stateName, taskStateIn } from './refuse.ts';
import { metas } from './snapshot.ts';
import type { Chart, Stored } from './types.ts';

const CLOSED: Readonly<Record<string, Status>> = {
  completed: 'closed',
  noCheckIn: 'closed',
  withdrawn: 'cancelled',
  noMatchFound: 'cancelled',
  notHeld: 'cancelled',
};

type States = readonly (readonly [task: string, state: TaskState])[];
const known = new WeakMap<AnyMachineSnapshot, States>();

export function taskStates(chart: Chart, match: AnyMachineSnapshot): States {
  const states = known.get(match) ?? findStates(chart, match);
  known.set(match, states);
  return states;
}

const findStates = (chart: Chart, match: AnyMachineSnapshot): States =>
  Object.keys(chart.tasks).flatMap((task) => {
    const state = taskStateIn(match, chart, task);
    return state === undefined ? [] : [[task, state as TaskState] as const];
  });

/** A chart without a region for its dates has final ones or none. */
function dateStatus(top: string, underway: { date?: string } | undefined, stored: Stored): MatchView['dateStatus'] {
  if (top !== 'underway' && top !== 'draft') return null;
  return (underway?.date as MatchView['dateStatus']) ?? (stored.anchors.matchStart ? 'final' : 'unset');
}

/**
 * What lists and pages show. In draft, while cancelling and when the match has ended, `tasks` holds only what the chart still has, and
 * what was settled last: what is not listed stays as it was, and so does the status of the dates.
 */
export function view(chart: Chart, stored: Stored, at: Live = live(chart, stored)): MatchView {
  const { match } = at;
  const value = match.value as
    string | { underway?: { date?: string; place?: string } & Record<string, { stage?: string }> };
  const top = typeof value === 'string' ? value : (Object.keys(value)[0] ?? 'draft');
  const closed = match.status === 'done' ? CLOSED[top] : undefined;
  const underway = typeof value === 'string' ? undefined : value.underway;
  return {
    status: closed ?? (top === 'underway' && match.hasTag('silent') ? 'onHold' : (top as Status)),
    outcome: closed ? (top as Outcome) : null,
    dateStatus: dateStatus(top, underway, stored),
    ...(underway?.place === undefined ? {} : { place: underway.place as 'inPerson' }),
    steps: underway
      ? chart.steps.map(({ id }) => ({ id, stage: (underway[id]?.stage ?? 'waiting') as 'waiting' }))
      : [],
    tasks: [...taskStates(chart, match).map(([id, state]) => ({ id, state })), ...(stored.last ? [stored.last] : [])],
    parts: Object.entries(at.parts).map(([id, part]) => ({
      id,
      chart: stored.parts[id]?.chart ?? '',
      state: stateName(part),
      done: !Object.values(metas(part)).some((meta) => meta.window),
    })),
  };
}
