import type { AnyStateMachine } from 'xstate';
import type { Chart } from './types.ts';

/** Actions that the kernel turns into effects. */
const EFFECTS = ['draftLetter', 'openPart'];
const COMPOSED = ['and', 'or', 'not'];

/** What the functions of one transition are made of. */
export interface Said {
  readonly problems: string[];
  /** The state ids that `stateIn` asks for, however deep. */
  readonly stateIns: string[];
  /** The name of the outermost guard; undefined when it is composed. */
  readonly guard?: string;
}

interface Named {
  readonly type: string;
  readonly params?: unknown;
}
type Guard = ((...args: never[]) => unknown) & { stateValue?: unknown; guards?: unknown[]; check?: unknown };

/** Looks at actions and guard of one transition (design.md 4.8): allowed are named `assign`s, the two effects, named guards, and those made by `stateIn`, `and`, `or`, `not`. */
export function functionsOf(machine: AnyStateMachine, chart: Chart, actions: readonly unknown[], guard: unknown): Said {
  const problems = actions.flatMap((action) => checkAction(machine, chart, action));
  const stateIns: string[] = [];
  checkGuard(machine, guard, problems, stateIns);
  const name = nameOf(guard)?.type;
  return { problems, stateIns, ...(name === undefined ? {} : { guard: name }) };
}

function nameOf(value: unknown): Named | undefined {
  if (typeof value === 'string') return { type: value };
  if (typeof value === 'object' && value !== null && 'type' in value) return value as Named;
  return undefined;
}

function checkAction(machine: AnyStateMachine, chart: Chart, action: unknown): string[] {
  const named = nameOf(action);
  if (!named) {
    const type = (action as { type?: unknown } | undefined)?.type;
    return [typeof type === 'string' ? `uses ${type} inline` : 'has an inline action'];
  }
  const problems = typeof named.params === 'function' ? [`the params of ${named.type} are a function`] : [];
  const made = (machine.implementations.actions as Record<string, unknown>)[named.type];
  const builtIn = (made as { type?: unknown } | undefined)?.type;
  if (made === undefined) problems.push(`the action ${named.type} is not defined`);
  else if (typeof builtIn === 'string' && builtIn !== 'xstate.assign')
    problems.push(`the action ${named.type} is ${builtIn}`);
  else if (builtIn === undefined && !EFFECTS.includes(named.type))
    problems.push(`the action ${named.type} is neither an assign nor an effect (${EFFECTS.join(', ')})`);
  if (named.type === 'openPart') {
    const part = (named.params as { chart?: unknown } | undefined)?.chart;
    if (typeof part !== 'string' || !chart.parts[part]) problems.push(`opens the unknown part ${String(part)}`);
  }
  return problems;
}

function checkGuard(machine: AnyStateMachine, guard: unknown, problems: string[], stateIns: string[]): void {
  if (guard === undefined) return;
  const named = nameOf(guard);
  if (named) {
    if (typeof named.params === 'function') problems.push(`the params of the guard ${named.type} are a function`);
    const made = (machine.implementations.guards as Record<string, Guard | undefined>)[named.type];
    if (made === undefined) problems.push(`the guard ${named.type} is not defined`);
    else if (made.check !== undefined) checkGuard(machine, made, problems, stateIns);
    return;
  }
  const made = guard as Guard;
  if (made.check !== undefined && made.stateValue !== undefined) {
    stateIns.push(typeof made.stateValue === 'string' ? made.stateValue : JSON.stringify(made.stateValue));
  } else if (made.check !== undefined && made.guards !== undefined && COMPOSED.includes(made.name)) {
    for (const one of made.guards) checkGuard(machine, one, problems, stateIns);
  } else problems.push('has an inline guard');
}
