import type { Finding, RuleInput } from '../kernel/types.ts';
export function rules(_: RuleInput): Finding[] {
  return [];
}
