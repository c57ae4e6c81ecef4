import type { Role } from '../../../src/contracts/names.ts';

/** Everybody who may try, in what matches they are, and what they may see of the one that is tried. */
export const TRYING = {
  nobody: undefined,
  stranger: { email: 'stranger@example.org', roles: [] },
  participant: { email: 'ann@example.org', roles: [] },
  foreignFacilitator: { email: 'other@example.org', roles: [] },
  facilitator: { email: 'fac@example.org', roles: [] },
  assistant: { email: 'aa@example.org', roles: [] },
  programManager: { email: 'pm@example.org', roles: ['programManager'] },
  administrator: { email: 'root@example.org', roles: ['administrator'] },
} as const satisfies Record<string, { email: string; roles: readonly Role[] } | undefined>;
export type Trying = keyof typeof TRYING;

export const EVERYBODY = Object.keys(TRYING) as Trying[];
/** Who sees the match. */
export const INSIDERS: readonly Trying[] = ['facilitator', 'assistant', 'programManager', 'administrator'];
