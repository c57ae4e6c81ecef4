import type { Match, NewEvent } from '../../../contracts/api.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import type { Caller } from '../../access.ts';
import type { ApiDeps } from '../../deps.ts';
import { nowOf } from '../../deps.ts';
import { lookAtEvent } from '../../what-follows.ts';
import type { FollowsView } from '../follows/follows.tsx';
import { stampOf } from '../follows/stamp.ts';
import { namesOf } from '../page.ts';
import { partNames } from '../part-words.ts';
import { plannedDays } from '../record-words.ts';
import { roleWords } from '../words.ts';

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
      if (letters.kind(match.method, kind)?.release !== 'automatic')
        return `waits for the ${roleWords(letters.release(match.method, kind) ?? 'facilitator')} to release it`;
      return BY_HAND[channel] ?? 'goes out by itself';
    },
    stamp: stampOf(seen, match.timeZone),
  };
}

const BY_HAND: Readonly<Record<string, string>> = {
  post: 'waits for the assistant to post it',
  phone: 'waits for the assistant to tell it on the telephone',
};
