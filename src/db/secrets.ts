import { createHash, randomBytes } from 'node:crypto';

/** A secret that is shown once; the database keeps its hash only. It never ends in a dash: a mail reader would leave that outside of the link. */
export function makeSecret(): string {
  const secret = randomBytes(24).toString('base64url');
  return /[-_]$/.test(secret) ? makeSecret() : secret;
}

/** An opaque id for a row. */
export const makeId = (): string => randomBytes(12).toString('base64url');

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
