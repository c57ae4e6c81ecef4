import type { Finding, RuleInput } from '../kernel/types.ts';

/** Soft findings of S1: equal footing (Q3). */
export function rules({ context }: RuleInput): Finding[] {
  return context['supervisor'] === true ? [{ code: 'Q3', task: 'Q3' }] : [];
}
