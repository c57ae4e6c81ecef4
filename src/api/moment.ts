import { hasEnded, isCalledOff } from '../contracts/names.ts';
import type { Match } from '../contracts/api.ts';
import type { Situation } from '../words/index.ts';

/** Where a match stands now: what guidance is chosen by, when no step or task is asked for (requirements.md A2.5). */
export const momentOf = ({ status, steps, tasks }: Match): Pick<Situation, 'status' | 'steps' | 'tasks'> => ({
  status,
  // The steps of a match that will not take place stay where they were.
  steps: isCalledOff(status) ? [] : steps.filter(({ stage }) => stage === 'underway').map(({ id }) => id),
  tasks: hasEnded(status) ? [] : tasks.filter(({ state }) => state === 'open').map(({ id }) => id),
});
