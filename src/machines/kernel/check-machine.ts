import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { functionsOf } from './check-functions.ts';
import type { Said } from './check-functions.ts';
import type { Chart, StateMeta } from './types.ts';
import { POLICIES } from './types.ts';

export const nodesOf = (machine: AnyStateMachine): AnyStateNode[] => below(machine.root);
const below = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(below)];

export const metasOf = (machine: AnyStateMachine): [string, StateMeta][] =>
  nodesOf(machine).flatMap((node) => (node.meta ? [[node.id, node.meta as StateMeta]] : []));

/** The events that a machine names, XState's own ones aside. */
export const eventsOf = (machine: AnyStateMachine): ReadonlySet<string> =>
  new Set(nodesOf(machine).flatMap((node) => [...node.transitions.keys()].filter((type) => !isOwn(type))));

const isOwn = (type: string): boolean => type === '' || type.startsWith('xstate.');

/** What a single machine of a chart must not do (design.md 4.8). */
export function checkMachine(chart: Chart, machine: AnyStateMachine): string[] {
  const most = (machine.config as { options?: { maxIterations?: unknown } }).options?.maxIterations;
  return [
    ...(machine.id.includes('.') ? [`the id ${machine.id} has a dot`] : []),
    ...(typeof most === 'number' && Number.isFinite(most) ? [] : ['options.maxIterations is not set']),
    ...nodesOf(machine).flatMap((node) => [...checkNode(node), ...checkTransitions(chart, machine, node)]),
    ...checkWindows(machine),
  ];
}

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** Effects stand on transitions; time belongs to windows; nothing runs beside the chart. */
function checkNode(node: AnyStateNode): string[] {
  const { config } = node;
  const problems: string[] = [];
  if (String(config.id ?? '').includes('.')) problems.push(`the id ${config.id} has a dot`);
  if (node.key.includes('.')) problems.push(`the state ${node.id} has a dot in its name`);
  if (listOf(config.entry).length > 0) problems.push(`${node.id} has entry actions`);
  if (listOf(config.exit).length > 0) problems.push(`${node.id} has exit actions`);
  if (config.after !== undefined) problems.push(`${node.id} uses after: a date is a window`);
  if (listOf(config.invoke).length > 0) problems.push(`${node.id} invokes an actor`);
  return problems;
}

function checkTransitions(chart: Chart, machine: AnyStateMachine, node: AnyStateNode): string[] {
  const named = [...node.transitions.values()].flat();
  const first = node.initial ? [node.initial] : [];
  const all = [...named, ...(node.always ?? []), ...first] as unknown as {
    eventType: string | null;
    actions: unknown[];
    guard?: unknown;
  }[];
  const problems = all.flatMap(({ eventType, actions, guard }) => {
    const where = `${node.id} ${eventType ? `on ${eventType}` : '(always)'}`;
    const said = functionsOf(machine, chart, actions, guard);
    const seesTooEarly = eventType !== '' && eventType !== null && said.stateIns.length > 0;
    return [
      ...said.problems.map((problem) => `${where}: ${problem}`),
      ...(seesTooEarly ? [`${where}: stateIn in the guard of an event sees the state before it`] : []),
      ...said.stateIns.filter((id) => !resolves(machine, id)).map((id) => `${where}: stateIn ${id} does not resolve`),
    ];
  });
  return [...problems, ...checkWords(chart, machine, node)];
}

function resolves(machine: AnyStateMachine, id: string): boolean {
  if (!id.startsWith('#')) return false;
  try {
    return machine.getStateNodeById(id) !== undefined;
  } catch {
    return false;
  }
}

/** Where every transition of an event has a guard, and no other region takes the event anyway, it can be refused: each guard must have a sentence. */
function checkWords(chart: Chart, machine: AnyStateMachine, node: AnyStateNode): string[] {
  const problems: string[] = [];
  for (const [type, transitions] of node.transitions) {
    const entry = chart.catalogue[type];
    // What a part only hears of cannot be refused by it.
    const hears = entry?.tells !== undefined && chart.parts[entry.tells] === machine;
    if (!entry || entry.internal || hears || isOwn(type) || transitions.some(isFree)) continue;
    if (nodesOf(machine).some((other) => (other.transitions.get(type) ?? []).some(isFree) && areBeside(node, other)))
      continue;
    for (const { guard } of transitions) {
      const said: Said = functionsOf(machine, chart, [], guard);
      if (said.guard === undefined) problems.push(`${node.id} on ${type}: a composed guard cannot say why it refuses`);
      else if (said.guard !== 'mine' && !chart.guards[said.guard])
        problems.push(`${node.id} on ${type}: the guard ${said.guard} has no sentence in chart.guards`);
    }
  }
  return problems;
}

const isFree = ({ guard }: { guard?: unknown }): boolean => guard === undefined;

/** Are the two active together: in regions of one parallel state? */
function areBeside(one: AnyStateNode, other: AnyStateNode): boolean {
  let common = one.machine.root as AnyStateNode;
  for (const [n, key] of one.path.entries()) {
    const next = common.states[key];
    if (other.path[n] !== key || !next) return common.type === 'parallel' && other.path.length > n;
    common = next;
  }
  return false;
}

function checkWindows(machine: AnyStateMachine): string[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const [node, meta] of metasOf(machine)) {
    if (meta.window && meta.id === undefined) problems.push(`${node} has a window without an id`);
    if (meta.policy !== undefined && !POLICIES.includes(meta.policy))
      problems.push(`${node} has the unknown policy ${meta.policy}`);
    if (meta.id === undefined) continue;
    const other = seen.get(meta.id);
    if (other !== undefined) problems.push(`${node} and ${other} have the same window id ${meta.id}`);
    seen.set(meta.id, node);
  }
  return problems;
}
