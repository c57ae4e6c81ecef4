import type { Match } from '../../../contracts/api.ts';
import type { ListedRows } from '../../../db/listed-rows.ts';
import type { ApiDeps } from '../../deps.ts';
import { chartOfMatch, iso, toMatch } from '../../match-view.ts';
import { namesOf } from '../page.ts';
import { partNames } from '../part-words.ts';
import { todosOf } from '../todo.ts';
import type { Todo } from '../todo.ts';

export interface Listed {
  readonly match: Match;
  readonly method: string;
  readonly todos: readonly Todo[];
}

/** A match as lists show it, from rows without its state: what it would take from whom is not known here. */
export function listedMatch(rows: ListedRows, deps: Pick<ApiDeps, 'clock' | 'words' | 'reportable'>): Listed {
  const match: Match = {
    ...toMatch(rows, [], deps),
    // Without the state it is not known which rungs have fired; when they are is all that lists read.
    deadlines: rows.deadlines.map(({ id, task, part, policy, generation, rungs }) => ({
      id,
      task,
      part,
      policy,
      generation,
      rungs: rungs.map(({ rung, at }) => ({ rung, at: iso(at), state: 'planned' as const })),
    })),
  };
  const nameOf = namesOf(rows);
  const dayOf = () => undefined;
  const partName = partNames(match.parts, nameOf, dayOf);
  const todos = todosOf({ rows, match, nameOf, partName, dayOf, carried: [] });
  return { match, method: chartOfMatch(rows).title, todos };
}
