import { isTaken, recordLate } from '../db/after-the-end.ts';
import type { Command, Text } from '../db/api-commands.ts';
import type { MatchRows } from '../db/api-queries.ts';
import type { MatchEvent } from '../workflows/messages.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';

/**
 * What may still come when a match has ended is kept and shown; there is no chart any more that it could move (requirements.md X20).
 *
 * @param key the same for the same command, however often it is sent
 * @returns the line's seq; 0 when it stands in the record already
 */
export async function takeLate(
  deps: ApiDeps,
  { match }: MatchRows,
  { command, event, texts, key }: { command: Command; event: MatchEvent; texts: readonly Text[]; key: string },
): Promise<number> {
  const line = { at: nowOf(match, deps.clock()), key, event };
  const late = {
    match: match.id,
    command,
    texts,
    line,
    recordedAt: new Date(deps.clock()),
    isDone: (tx: Parameters<typeof isTaken>[0]) => isTaken(tx, match.id, key),
  };
  return (await recordLate(deps.db, late, () => Promise.resolve())) ?? 0;
}
