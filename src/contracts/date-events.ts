/** Events that say when a part takes place, and the fact that names the part, which is called like its chart. */
export const PLANS: Readonly<Record<string, string>> = { CALL_PLANNED: 'call', SESSION_PLANNED: 'session' };
export const MOVES: readonly string[] = ['CALL_MOVED', 'SESSION_MOVED'];
export const CALLED_OFF: readonly string[] = ['CALL_CANCELLED', 'SESSION_NOT_HELD'];
export const ON_AGAIN: readonly string[] = ['CALL_REOPENED', 'SESSION_REOPENED'];
export const MATCH_OFF: readonly string[] = ['WITHDRAWN', 'NO_MATCH_FOUND', 'NOT_HELD', 'CANCELLATION_UNDONE'];

/** Where the match takes place: the entry in a calendar says it (X16). */
export const PLACES: readonly string[] = ['MATCH_MADE_VIRTUAL', 'MATCH_MADE_IN_PERSON'];

/** All that changes a date in somebody's calendar, besides the dates of the match, which have a version of their own. */
export const DATE_EVENTS: readonly string[] = [
  ...Object.keys(PLANS),
  ...MOVES,
  ...CALLED_OFF,
  ...ON_AGAIN,
  ...MATCH_OFF,
  ...PLACES,
];
