import type { Actor } from '../../contracts/names.ts';

/** Who reports what (requirements.md A2.1): a role, and whoever it escalates to. */
export const pm = ['programManager'] as const satisfies readonly Actor[];
export const fac = ['facilitator', 'programManager'] as const satisfies readonly Actor[];
export const manager = [...fac, 'administrator'] as const satisfies readonly Actor[];
export const staff = ['facilitator', 'assistant', 'programManager'] as const satisfies readonly Actor[];
/** The person herself by her link, or staff on her behalf. */
export const anyone = [...staff, 'lead', 'participant', 'consultant', 'resident'] as const satisfies readonly Actor[];
