import type { Match, NewEvent } from '../../../contracts/api.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import type { Caller } from '../../access.ts';
import type { ApiDeps } from '../../deps.ts';
import { nowOf } from '../../deps.ts';
import { lookAtEvent } from '../../what-follows.ts';
import type { FollowsView } from '../follows/follows-view.ts';
import { stampOf } from '../follows/stamp.ts';
import { namesOf } from '../page.ts';
import { partNames } from '../part-words.ts';
import { plannedDays } from '../record-words.ts';
import { BY_HAND, releaseWords } from '../words.ts';

export type Looked = FollowsView & { readonly stamp: string };

/** What an event would change, for a page to show before it is reported. Throws as reporting it would. */
export async function look(
  deps: ApiDeps,
  caller: Caller,
  rows: MatchRows,
  match: Match,
  event: NewEvent,
): Promise<Looked> {
  const seen = await lookAtEvent(deps, caller, rows, event);
  const journal = await deps.queries.lastJournal(match.id, 100);
  const { letters } = deps;
  const nameOf = namesOf(rows);
  return {
    seen,
    match,
    today: deps.dayAt(nowOf(rows.match, deps.clock()), match.timeZone),
    nameOf,
    partName: partNames(match.parts, nameOf, plannedDays(journal)),
    letterTitle: (kind) => letters.title(match.method, kind) ?? 'A letter',
    leavesHow: ({ kind, channel }) => {
      const isByItself = letters.kind(match.method, kind)?.release === 'automatic';
      const waitsFor = isByItself ? BY_HAND[channel] : releaseWords(letters.release(match.method, kind));
      return waitsFor === undefined ? 'goes out by itself' : `waits for ${waitsFor}`;
    },
    stamp: stampOf(seen, match.timeZone),
  };
}
