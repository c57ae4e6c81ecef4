import type { Finding, RuleInput } from '../kernel/types.ts';
import type { Context } from './memory.ts';

/** Soft findings of S1 (requirements.md A3): what people should see, never a wall. */
export function rules({ context, tasks }: RuleInput): Finding[] {
  const { asked, supervisor, sessionsPlanned, bounced, unreachable = [] } = context as unknown as Context;
  const when = (holds: boolean, finding: Finding): Finding[] => (holds ? [finding] : []);
  return [
    // The problem is put down before people are chosen.
    ...when(asked.length > 0 && tasks['Q1'] === 'open', { code: 'Q1', task: 'Q1' }),
    ...when(supervisor, { code: 'Q3', task: 'Q3' }),
    ...when(sessionsPlanned > 0 && tasks['Q4'] === 'open', { code: 'Q4', task: 'Q4' }),
    ...when(unreachable.length > 0, { code: 'X14', facts: { persons: unreachable } }),
    ...when(bounced.length > 0, { code: 'X24', facts: { persons: bounced } }),
  ];
}
