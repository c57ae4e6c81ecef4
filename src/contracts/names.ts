/** Names that every ring shares. This file imports nothing, so that the workflow sandbox may load it. */

export const ROLES = [
  'administrator',
  'programManager',
  'facilitator',
  'assistant',
  'lead',
  'participant',
  'consultant',
  'resident',
] as const;
/** A role on the wire (design.md 9). */
export type Role = (typeof ROLES)[number];

/** Who runs matches; everybody else takes part in them. */
export const STAFF = ['administrator', 'programManager', 'facilitator', 'assistant'] as const satisfies readonly Role[];
/** What a token may be for: besides the roles of people, a mail server that reports what came back. It sees no match. */
export const TOKEN_ROLES = [...ROLES, 'postmaster'] as const;
export type TokenRole = (typeof TOKEN_ROLES)[number];

/** Who an event can come from: a person in a role, or Peermatch itself. */
export type Actor = Role | 'engine';

export const STATUSES = ['draft', 'underway', 'onHold', 'cancelling', 'closed', 'cancelled'] as const;
export type Status = (typeof STATUSES)[number];
/** Nothing moves it any more. */
export const hasEnded = (status: Status | 'starting'): boolean => status === 'closed' || status === 'cancelled';
/** It will not take place, whether that is cleared up yet or not (requirements.md X3). */
export const isCalledOff = (status: Status | 'starting'): boolean => status === 'cancelling' || status === 'cancelled';

export const OUTCOMES = ['completed', 'noCheckIn', 'withdrawn', 'noMatchFound', 'notHeld'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const TASK_STATES = ['upcoming', 'open', 'done', 'skipped', 'notApplicable'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** Escalation order (requirements.md, head): whom an unanswered ask goes to next. */
export const ESCALATION: Readonly<Partial<Record<Role, Role>>> = {
  assistant: 'facilitator',
  facilitator: 'programManager',
  lead: 'facilitator',
  participant: 'facilitator',
  consultant: 'facilitator',
  resident: 'facilitator',
};

export const TASK_QUEUE = 'peermatch';
export const WORKFLOW_TYPE = 'match';
/** Letters that are released after the end. */
export const LATE_WORKFLOW_TYPE = 'lateLetters';
export const lateWorkflowId = (match: string): string => `letters-${match}`;

/** The Temporal workflow id of a match. */
export const workflowId = (matchId: string): string => `match-${matchId}`;

/** Search attributes (design.md 5). Nothing reads them but people at the Temporal UI. */
export const SEARCH_ATTRIBUTES = {
  method: 'PeermatchMethod',
  status: 'PeermatchStatus',
  facilitator: 'PeermatchFacilitator',
  nextDue: 'PeermatchNextDue',
} as const;

/** A match remembers so many idempotency keys (design.md 5). */
export const KEPT_KEYS = 200;
