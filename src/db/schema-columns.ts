import type { ColumnType } from 'kysely';

/** JSON that is read as `T` and written as text. */
export type JsonOf<T> = ColumnType<T, string, string>;
export type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
export type Instant = ColumnType<Date, Date, Date>;
export type Defaulted<T> = ColumnType<T, T | undefined, T>;
