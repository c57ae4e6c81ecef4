/** Stable names of failures that cross a boundary. This file imports nothing, so that the workflow sandbox may load it. */
export const FAILURES = {
  /** The chart refused an event; details carry the {@link Refusal}. */
  refused: 'Refused',
  /** The match's workflow has ended. */
  closed: 'MatchClosed',
  /** The database said no to a record for a reason that a retry cannot mend. */
  recordInvalid: 'RecordInvalid',
} as const;
