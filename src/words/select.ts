import type { Guidance, Moment } from './guidance.ts';

/** Where a match stands, and who reads. */
export interface Situation {
  /** Null when a step or a task was asked for. */
  readonly status: string | null;
  /** Steps under way and tasks that are open. */
  readonly steps: readonly string[];
  readonly tasks: readonly string[];
  /** The roles of the reader; undefined: everybody's texts. */
  readonly roles: readonly string[] | undefined;
  /** Circumstances that are so now. */
  readonly circumstances: readonly string[];
}

/** The texts that fit the reader and the moment: those of a single task first, the general ones last. */
export function fitting(texts: readonly Guidance[], situation: Situation): Guidance[] {
  const { roles, circumstances, status, steps, tasks } = situation;
  const now = { task: tasks, step: steps, status: status === null ? [] : [status] };
  const isNow = ({ kind, id }: Moment): boolean => now[kind].includes(id);
  return texts
    .filter((text) => roles === undefined || text.roles.some((role) => roles.includes(role)))
    .filter(({ when }) => when === undefined || circumstances.includes(when))
    .map((text) => ({ ...text, moments: text.moments.filter(isNow) }))
    .filter(({ moments }) => moments.length > 0)
    .sort((one, other) => rank(one) - rank(other));
}

const ORDER = ['task', 'step', 'status'];
const rank = ({ moments }: Guidance): number => Math.min(...moments.map(({ kind }) => ORDER.indexOf(kind)));
