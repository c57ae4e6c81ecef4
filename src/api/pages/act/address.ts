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
