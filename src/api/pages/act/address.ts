/** Pages from which something is reported, and to which one comes back: the match, the list of all tasks, pages of the match. */
export const PLACES = ['match', 'tasks', 'summary', 'honoraria', 'commitments', 'files'] as const;
export type Place = (typeof PLACES)[number];

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

/** The same address, for who comes from a page and wants to be back there. */
export const cameFrom = (address: string, from: Place | undefined): string =>
  from === undefined || !address.includes('/report/')
    ? address
    : `${address}${address.includes('?') ? '&' : '?'}from=${from}`;

/** Where one comes back to: where one came from, else the task, else the match. */
export function backTo(match: string, { task, from }: About & { from?: Place | undefined }): string {
  const page = `/matches/${match}`;
  if (from === 'tasks') return '/tasks';
  if (from !== undefined && from !== 'match') return `${page}/${from}`;
  return task === undefined || from === 'match' ? page : `${page}/tasks/${task}`;
}
