/** What an event is about, besides the match. */
export interface About {
  readonly task?: string | undefined;
  readonly part?: string | undefined;
}

/** The address at which an event is reported. */
export function addressOf(match: string, { type, task, part }: About & { type: string }): string {
  const query = new URLSearchParams({ ...(task ? { task } : {}), ...(part ? { part } : {}) }).toString();
  return `/matches/${match}/report/${type}${query === '' ? '' : `?${query}`}`;
}

/** The list in which something is pressed, to come back to; left out: the page of the task. */
export type From = 'match' | 'tasks';
export const comingFrom = (address: string, from: From): string =>
  `${address}${address.includes('?') ? '&' : '?'}from=${from}`;
