import type { Selectable } from 'kysely';
import type { JournalTable } from './schema.ts';
import { sha256 } from './secrets.ts';

export type JournalRow = Selectable<JournalTable>;

/** What the first line of a journal follows. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 over the previous hash and everything that the line says, as canonical JSON: changing any line breaks the chain. */
export function journalHash({ hash: _, ...line }: Omit<JournalRow, 'hash'> & { hash?: string }): string {
  return sha256(canonicalJson({ ...line, at: line.at.getTime(), recorded_at: line.recorded_at.getTime() }));
}

/** JSON with sorted keys and without what is undefined: the same value gives the same text, also after a round trip through jsonb. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
