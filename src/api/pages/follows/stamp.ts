import { dayAt } from '../../../calendar/index.ts';
import { sha256 } from '../../../db/secrets.ts';
import { canonical } from '../../canonical.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT/;

/**
 * Stands for all that was shown, so that a press does what its reader saw or nothing (decision 0032). Of an instant its day counts:
 * pages show no more, and the next hour of asking moves on while somebody reads.
 */
export function stampOf(seen: object, zone: string): string {
  const inDays: unknown = JSON.parse(JSON.stringify(seen), (_, value: unknown) =>
    typeof value === 'string' && INSTANT.test(value) ? dayAt(Date.parse(value), zone) : value,
  );
  return sha256(canonical(inDays)).slice(0, 32);
}

/** Said instead of doing something else than what was shown. */
export const CHANGED_SINCE = 'Something changed since you looked, and nothing was done. This is what would follow now.';
