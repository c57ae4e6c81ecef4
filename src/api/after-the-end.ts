import { hasEnded } from '../contracts/names.ts';
import type { Facts, MatchEvent } from '../machines/kernel/types.ts';
import { recordLate } from '../db/after-the-end.ts';
import type { Command } from '../db/api-commands.ts';
import type { MatchRows } from '../db/api-queries.ts';
import type { DatabaseTransaction } from '../db/database.ts';
import { recall, release } from '../db/letter-life.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { sendAgain } from './errors.ts';

interface Late {
  readonly command: Command;
  readonly key: string;
  readonly event: MatchEvent;
}

const lettersOf = ({ letters }: Facts): string[] => (Array.isArray(letters) ? letters.map(String) : []);

/**
 * Lets go of letters of a match whose workflow has ended: those that take the place of an older one. The line goes into the journal
 * with the next seq and hash (design.md 5), and a run of its own hands them over.
 */
export async function releaseAfterTheEnd(
  deps: ApiDeps,
  rows: MatchRows,
  { leavesAfter, ...late }: Late & { readonly leavesAfter: number },
): Promise<void> {
  const ids = lettersOf(late.event.facts ?? {});
  const at = nowOf(rows.match, deps.clock());
  const leavesAt = new Date(at + 1000 * leavesAfter);
  await write(deps, rows, late, at, (tx, seq) =>
    release(tx, rows.match.id, { letters: ids, by: late.event.by.person, at: new Date(at), leavesAt, seq }),
  );
  await deps.engine.handOver(rows.match.id, at - deps.clock());
}

/** Takes them back before they have left. */
export async function recallAfterTheEnd(deps: ApiDeps, rows: MatchRows, late: Late): Promise<void> {
  const ids = lettersOf(late.event.facts ?? {});
  await write(deps, rows, late, nowOf(rows.match, deps.clock()), (tx) => recall(tx, rows.match.id, ids));
}

async function write(
  deps: ApiDeps,
  { match }: MatchRows,
  { command, key, event }: Late,
  at: number,
  work: (tx: DatabaseTransaction, seq: number) => Promise<void>,
): Promise<void> {
  const isDone = async (tx: DatabaseTransaction): Promise<boolean> => {
    const known = await tx
      .selectFrom('journal')
      .select('seq')
      .where('match', '=', match.id)
      .where('key', '=', key)
      .executeTakeFirst();
    return known !== undefined;
  };
  const now = await deps.queries.match(match.id);
  // The workflow may only be out of reach: what has not ended goes the usual way, later.
  if (now === undefined || !hasEnded(now.match.status)) throw sendAgain('the match does not answer at the moment');
  const line = { at, key, event };
  await recordLate(
    deps.db,
    { match: match.id, command, texts: [], line, recordedAt: new Date(deps.clock()), isDone },
    work,
  );
}
