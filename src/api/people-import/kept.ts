import type { ImportedRow } from '../../contracts/people-import.ts';

/** What is kept of a table with the key of its command: lines, ids and reasons; no names, no addresses. */
export type Kept = readonly Omit<ImportedRow, 'name'>[];
