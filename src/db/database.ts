import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;
export type DatabaseTransaction = Transaction<Schema>;

export interface DatabaseOptions {
  /** No statement runs longer than this, ms. The worker's `record` takes 500, so that a hanging database is noticed (design.md 5). */
  readonly statementTimeout?: number;
  /** Connections at most. */
  readonly connections?: number;
  /** Told of connections that break, idle or in use; they are replaced by themselves. */
  readonly onError?: (error: Error) => void;
}

/** Days stay texts (`YYYY-MM-DD`), whole numbers stay numbers; everything else as the driver does it. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.INT8, Number],
]);
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    PARSERS.get(oid) ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/**
 * Statements by name: each connection parses and plans a statement once. The texts come from this folder, so there are some
 * hundreds of them; planning the record's largest anew took half of its time.
 */
class PreparingClient extends pg.Client {
  override query(...args: unknown[]): never {
    const [text, values] = args;
    const named = typeof text === 'string' && Array.isArray(values) ? [{ name: nameOf(text), text, values }] : args;
    return super.query(...(named as [never])) as never;
  }
}

const names = new Map<string, string>();
function nameOf(text: string): string {
  const known = names.get(text) ?? createHash('sha256').update(text).digest('base64url').slice(0, 32);
  names.set(text, known);
  return known;
}

/** Opens a pool of connections. The caller closes it with `destroy()`. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    Client: PreparingClient,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 2_000,
    types,
    // Lists ask about thousands of rows in some milliseconds: a plan that is compiled first takes longer than that, and one that
    // thinks of disks with heads reads whole tables where an index has what is asked.
    options: '-c jit=off -c random_page_cost=1.1',
    ...(options.statementTimeout === undefined
      ? {}
      : { statement_timeout: options.statementTimeout, query_timeout: options.statementTimeout + 100 }),
  });
  const onError = options.onError ?? (() => undefined);
  pool.on('error', onError);
  // The pool listens only while a connection is idle; one that breaks in use would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
