import type { AnyStateMachine } from 'xstate';
import { kernelEvents } from './catalogue.ts';
import { checkMachine, eventsOf, metasOf } from './check-machine.ts';
import type { Chart } from './types.ts';

/**
 * What is wrong with a chart, each sentence naming the node; an empty list when nothing is (design.md 4.8). Runs in tests and
 * when a worker starts: what it refuses would otherwise be found by a match, months later.
 */
export function checkChart(chart: Chart): string[] {
  const machines = [['match', chart.match], ...Object.entries(chart.parts)] as [string, AnyStateMachine][];
  return [
    ...machines.flatMap(([name, machine]) => checkMachine(chart, machine).map((problem) => `${name}: ${problem}`)),
    ...checkCatalogue(chart),
    ...checkOutcomes(chart),
    ...checkTasks(chart),
    ...checkTop(chart),
  ];
}

/** Every event that a chart takes stands in the catalogue, under the right part; and every one of the catalogue is taken somewhere. */
function checkCatalogue(chart: Chart): string[] {
  const problems: string[] = [];
  const taken = new Map<string, ReadonlySet<string>>([['', eventsOf(chart.match)]]);
  for (const [name, machine] of Object.entries(chart.parts)) taken.set(name, eventsOf(machine));
  for (const [name, events] of taken) {
    for (const type of events) {
      const entry = chart.catalogue[type];
      const where = name === '' ? 'the match' : `the part ${name}`;
      if (!entry) problems.push(`${where} takes ${type}, which is not in the catalogue`);
      else if (!entry.kernel && (entry.part ?? '') !== name && entry.tells !== name && !isOutcome(chart, type))
        problems.push(`${where} takes ${type}, which the catalogue has for ${entry.part ?? 'the match'}`);
    }
  }
  for (const [type, entry] of Object.entries(chart.catalogue)) {
    if (entry.part !== undefined && !chart.parts[entry.part])
      problems.push(`the catalogue has ${type} for the part ${entry.part}, which does not exist`);
    else if (!(type in kernelEvents) && !taken.get(entry.part ?? '')?.has(type))
      problems.push(`the catalogue has ${type}, which ${entry.part ?? 'the match'} takes nowhere`);
  }
  return problems;
}

const isOutcome = (chart: Chart, type: string): boolean =>
  Object.values(chart.parts).some((machine) => metasOf(machine).some(([, meta]) => meta.outcome === type));

/** The outcome of a part goes to the match; what an expiring window sends goes to the chart that has the window. */
function checkOutcomes(chart: Chart): string[] {
  const problems: string[] = [];
  const check = (name: string, machine: AnyStateMachine, part: boolean): void => {
    for (const [node, { outcome, expires, window, policy }] of metasOf(machine)) {
      if (outcome !== undefined && !part) problems.push(`${node} has an outcome, but is no state of a part`);
      else if (outcome !== undefined && !chart.catalogue[outcome])
        problems.push(`${name}: ${node} has the outcome ${outcome}, which is not in the catalogue`);
      else if (outcome !== undefined && !eventsOf(chart.match).has(outcome))
        problems.push(`${name}: ${node} has the outcome ${outcome}, which the match takes nowhere`);
      if (expires !== undefined && !chart.catalogue[expires])
        problems.push(`${name}: ${node} expires with ${expires}, which is not in the catalogue`);
      else if (expires !== undefined && !eventsOf(machine).has(expires))
        problems.push(`${name}: ${node} expires with ${expires}, which ${name} takes nowhere`);
      if (window?.ends !== undefined && expires === undefined && policy !== 'moment')
        problems.push(`${name}: ${node} has a window that ends, and no event for it`);
    }
  };
  check('match', chart.match, false);
  for (const [name, machine] of Object.entries(chart.parts)) check(name, machine, true);
  return problems;
}

/** Every task has a node, in the match or in a part; every task of a step exists. */
function checkTasks(chart: Chart): string[] {
  const all = [chart.match, ...Object.values(chart.parts)].flatMap((machine) => metasOf(machine));
  const nodes = new Set(all.flatMap(([, meta]) => [meta.task, meta.id]));
  const problems = Object.values(chart.tasks).flatMap(({ id, event }) => [
    ...(nodes.has(id) ? [] : [`the task ${id} has no node`]),
    ...(event !== undefined && !chart.catalogue[event]
      ? [`the task ${id} is settled by the unknown event ${event}`]
      : []),
  ]);
  for (const step of chart.steps) {
    for (const id of step.tasks) {
      if (!chart.tasks[id]) problems.push(`the step ${step.id} has the unknown task ${id}`);
      else if (chart.tasks[id].step !== step.id) problems.push(`the step ${step.id} has ${id} of another step`);
    }
  }
  return problems;
}

const ENDS = ['completed', 'noCheckIn', 'withdrawn', 'noMatchFound', 'notHeld'];

/** Views read the top level by name: draft, underway with its steps, cancelling, and final states that are outcomes. */
function checkTop({ match, steps }: Chart): string[] {
  const problems: string[] = [];
  for (const [name, node] of Object.entries(match.root.states)) {
    if (node.type === 'final' && !ENDS.includes(name))
      problems.push(`match: ${name} is final, but no outcome of a match`);
    if (node.type !== 'final' && !['draft', 'underway', 'cancelling'].includes(name))
      problems.push(`match: ${name} is neither draft, underway nor cancelling`);
  }
  const underway = match.root.states['underway'];
  for (const { id } of steps) {
    if (!underway?.states[id]?.states['stage']) problems.push(`match: underway has no region ${id} with a stage`);
  }
  return problems;
}
