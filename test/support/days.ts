export const A_DAY = 86_400_000;
/** A Monday near now, in days: what lies in the past is then the same in any year. */
export const monday = Math.ceil((Date.now() / A_DAY - 4) / 7) * 7 + 4;

/** The day so many days after it, `YYYY-MM-DD`. */
export const day = (days: number): string => new Date((monday + days) * A_DAY).toISOString().slice(0, 10);
