import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * Rows of other tables as one value of a statement, so that a match comes with all that belongs to it in one round trip, and is told as
 * it was at one instant.
 */
export const ownRows = (rows: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select coalesce(json_agg(own), '[]') from (${rows}) own)`;

type Instants = 'opens' | 'due' | 'late' | 'bounced_at';

/** JSON knows no instants. */
export type AsJson<T> = { readonly [K in keyof T]: K extends Instants ? string | null : T[K] };

const dateOf = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));

/** The dates of a task or a deadline. */
export const withDates = <T extends Planned>(row: AsJson<T>): T =>
  ({ ...row, opens: dateOf(row.opens), due: dateOf(row.due), late: dateOf(row.late) }) as unknown as T;
interface Planned {
  readonly opens: Date | null;
  readonly due: Date | null;
  readonly late: Date | null;
}

/** When mail to a person came back. */
export const withReturned = <T extends { readonly bounced_at: Date | null }>(row: AsJson<T>): T =>
  ({ ...row, bounced_at: dateOf(row.bounced_at) }) as unknown as T;
