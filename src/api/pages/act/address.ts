/** Pages of a match from which something is reported, and to which one comes back. */
export const PLACES = ['summary', 'honoraria', 'commitments', 'files'] as const;
export type Place = (typeof PLACES)[number];

/** What an event is about, besides the match. */
export interface About {
  readonly task?: string | undefined;
  readonly part?: string | undefined;
  /** Where one comes back to; left out: the task, else the match. */
  readonly from?: Place | undefined;
}

/** The address at which an event is reported. */
export function addressOf(match: string, { type, task, part }: About & { type: string }): string {
  const query = new URLSearchParams({ ...(task ? { task } : {}), ...(part ? { part } : {}) }).toString();
  return `/matches/${match}/report/${type}${query === '' ? '' : `?${query}`}`;
}

/** The same address, for who comes from a page and wants to be back there. */
export const cameFrom = (address: string, from: Place | undefined): string =>
  from === undefined || !address.includes('/report/')
    ? address
    : `${address}${address.includes('?') ? '&' : '?'}from=${from}`;
