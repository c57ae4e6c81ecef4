import type { TaskState } from '../contracts/names.ts';
import type { Holds, Readiness, Verdict } from './types.ts';

type States = Readonly<Record<string, TaskState>>;
export interface PartOfReadiness {
  readonly id: string;
  readonly answer: string;
  readonly holds: Holds;
  readonly tasks: readonly { readonly id: string; readonly state: TaskState }[];
  readonly checks: readonly Verdict[];
}

/** `no` while a check says so that is more than a question; `yes` when all its tasks are settled besides; else not yet. */
export function readinessOf({ parts }: Readiness, states: States, verdicts: readonly Verdict[]): PartOfReadiness[] {
  return parts.map(({ id, answer, tasks, checks }) => {
    const of = tasks.map((task) => ({ id: task, state: states[task] ?? ('upcoming' as const) }));
    const looked = verdicts.filter(({ rule }) => checks.includes(rule));
    const fails = looked.some(({ holds, level }) => holds === 'no' && level !== 'askReason');
    const waits = of.some(({ state }) => state === 'open' || state === 'upcoming');
    return { id, answer, holds: fails ? 'no' : waits ? 'notYet' : 'yes', tasks: of, checks: looked };
  });
}
