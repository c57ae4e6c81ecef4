import type { Finding, RuleInput } from '../kernel/types.ts';
import type { Context } from './memory.ts';

/** Every finding that this chart can raise; content/ncdb-peer-match has its words. */
export const FINDINGS = ['Q1', 'Q3', 'Q4', 'X14', 'X24'] as const;
type Found = Finding & { readonly code: (typeof FINDINGS)[number] };

/** Soft findings of S1 (requirements.md A3): what people should see, never a wall. */
export function rules({ context, tasks }: RuleInput): Found[] {
  const { asked, supervisor, sessionsPlanned, bounced, unreachable = [] } = context as unknown as Context;
  const when = (holds: boolean, finding: Found): Found[] => (holds ? [finding] : []);
  return [
    // The problem is put down before people are chosen.
    ...when(asked.length > 0 && tasks['Q1'] === 'open', { code: 'Q1', task: 'Q1' }),
    ...when(supervisor, { code: 'Q3', task: 'Q3' }),
    ...when(sessionsPlanned > 0 && tasks['Q4'] === 'open', { code: 'Q4', task: 'Q4' }),
    ...when(unreachable.length > 0, { code: 'X14', facts: { persons: unreachable } }),
    ...when(bounced.length > 0, { code: 'X24', facts: { persons: bounced } }),
  ];
}
