import type { Selectable } from 'kysely';
import type { Stored } from '../machines/kernel/types.ts';
import type { PersonRow } from './people-queries.ts';
import type { DeadlinesTable, JournalTable, MatchesTable, PartsTable, TasksTable } from './schema.ts';

/** A match's own row. */
export type KeptRow = Selectable<MatchesTable>;
/** A match's row, with its state put together; `keys` stay in the journal (`keysOf`). */
export type MatchRow = Omit<KeptRow, 'stored'> & { readonly stored: Stored | null };
export type JournalRow = Selectable<JournalTable>;
export type TaskRow = Selectable<TasksTable> & { readonly reason_text: unknown };

/** A match with everything that its page shows. */
export interface MatchRows {
  readonly match: MatchRow;
  readonly people: readonly PersonRow[];
  /** Who has left: only to be told apart from nobody. */
  readonly former: readonly Pick<PersonRow, 'match' | 'id' | 'ref'>[];
  readonly tasks: readonly TaskRow[];
  readonly parts: readonly Selectable<PartsTable>[];
  readonly deadlines: readonly Selectable<DeadlinesTable>[];
  /** Matches that began from this one, the oldest first. */
  readonly successors: readonly string[];
}
