import type { Finding } from '../kernel/types.ts';

/** The finding, while its condition holds. */
export const when = (holds: boolean, finding: Finding): Finding[] => (holds ? [finding] : []);
