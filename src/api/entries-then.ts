import { wasTold } from '../db/calendar-dates.ts';
import { holder } from '../db/taken-letter.ts';
import type { MatchRows } from '../db/api-queries.ts';
import { isMailbox, letterEntry } from '../letters/index.ts';
import type { Meeting } from '../letters/index.ts';
import type { ApiDeps } from './deps.ts';
import type { Outcome } from './take-on-paper.ts';

/** An entry in somebody's calendar, and what becomes of it by a letter that an event writes. */
export interface EntryThen extends Pick<Meeting, 'startsOn' | 'endsOn' | 'time'> {
  readonly person: string;
  /** `match`, `checkIn`, or the id of a part. */
  readonly about: string;
  readonly fate: 'new' | 'changed' | 'takenOut';
}

/**
 * The entries that letters which an event writes, or lets wait again, bring into calendars, bring up to date and take out: by the rules
 * by which a letter carries its entry when it leaves (decisions 0020, 0037).
 */
export async function entriesThen(deps: ApiDeps, rows: MatchRows, outcome: Outcome): Promise<EntryThen[]> {
  const { id, method, time_zone: zone } = rows.match;
  const { paper, after, dateLine } = outcome;
  const restored = paper.restored.length === 0 ? [] : await deps.queries.lettersById(id, paper.restored);
  const letters = [...paper.drafted, ...restored].filter(
    ({ kind, channel }) => channel === 'mail' && deps.letters.calendar(method, kind) !== undefined,
  );
  // Nobody would be reached by an answer to an entry: letters bring none then.
  if (letters.length === 0 || !isMailbox(holder('facilitator', paper.people)?.email)) return [];
  const lines = [...(await deps.queries.dateLines(id)), ...(dateLine === undefined ? [] : [dateLine])];
  const dates = {
    zone,
    lines,
    matchStart: after.anchors.matchStart ?? null,
    matchEnd: after.anchors.matchEnd ?? null,
    dateVersion: after.dateVersion,
    place: null,
    upTo: Infinity,
  };
  const entries = letters.map(async ({ kind, person, part }): Promise<EntryThen[]> => {
    const told = await wasTold(deps.db, { match: id, person, part });
    const roles = paper.people.find((one) => one.id === person)?.roles ?? [];
    const entry = letterEntry({ ...dates, part, told }, roles, deps.letters.kind(method, kind));
    if (entry === undefined) return [];
    const { about, cancels, meeting } = entry;
    const { startsOn, endsOn, time } = meeting;
    const when = { startsOn, ...(endsOn === undefined ? {} : { endsOn }), ...(time === undefined ? {} : { time }) };
    return [{ person, about, ...when, fate: cancels ? 'takenOut' : told ? 'changed' : 'new' }];
  });
  return (await Promise.all(entries)).flat();
}
