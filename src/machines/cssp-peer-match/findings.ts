import type { Finding } from '../kernel/types.ts';

/** Every finding that this chart can raise; content/cssp-peer-match has its words, and does not load without them. */
export const FINDINGS = [
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R10',
  'R13',
  'R14',
  'R15',
  'X1',
  'X2',
  'X5',
  'X6',
  'X7',
  'X10',
  'X11',
  'X12',
  'X13',
  'X14',
  'X15',
  'X17',
  'X19',
  'X20',
  'X21',
  'X24',
  'PAST_DATE',
  'TOO_EARLY',
  'DATES_REVERSED',
  'DATE_AT_RISK',
  'UNEXAMINED',
  'NOT_APPROVED',
  'COMMENTS_OPEN',
  'NEW_NEED',
  'REQUESTS',
] as const;

export type Found = Finding & { readonly code: (typeof FINDINGS)[number] };

/** The finding, while its condition holds. */
export const when = (holds: boolean, finding: Found): Found[] => (holds ? [finding] : []);
