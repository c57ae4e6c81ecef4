import { createHash, randomBytes } from 'node:crypto';

/** A secret that is shown once; the database keeps its hash only. */
export const makeSecret = (): string => randomBytes(24).toString('base64url');

/** An opaque id for a row. */
export const makeId = (): string => randomBytes(12).toString('base64url');

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
