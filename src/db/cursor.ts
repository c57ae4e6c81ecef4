/** Where the next page of a list begins: an instant, and the id that tells equal ones apart. */
export const writeCursor = (place: readonly [string, string]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** A cursor that is not ours starts from the beginning: it says nothing that could do harm. */
export function readCursor(cursor: string | undefined): [string, string] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [at, id] = Array.isArray(place) ? (place as unknown[]) : [];
    if (typeof at !== 'string' || typeof id !== 'string') return undefined;
    return Number.isNaN(Date.parse(at)) && Number.isNaN(Number(at)) ? undefined : [at, id];
  } catch {
    return undefined;
  }
}
