import { LRUCache } from 'lru-cache';
import type { ForecastEntry } from '../../../contracts/api.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import { nowOf } from '../../deps.ts';
import { chartOfMatch, storedOf } from '../../match-view.ts';
import type { Routing } from '../../routes/common.ts';

export type Foresee = (rows: MatchRows) => readonly ForecastEntry[];

/** As many happenings as a page has use for; running a whole match on takes too long for a page (C: 50 ms). */
const AHEAD = 30;
/** Matches that one process remembers; some 20 kB each. */
const REMEMBERED = 500;

interface Known {
  readonly basis: string;
  readonly from: number;
  readonly entries: readonly ForecastEntry[];
}

/**
 * What comes if nobody acts. It hangs on the record and on the clock, so it stays true until the record goes on or the first of it
 * has come; people and dates change by events of the record.
 */
export function makeForesee({ clock, forecast }: Pick<Routing, 'clock' | 'forecast'>): Foresee {
  const remembered = new LRUCache<string, Known>({ max: REMEMBERED });
  return (rows) => {
    const { match } = rows;
    const stored = storedOf(rows);
    if (stored === undefined) return [];
    const now = nowOf(match, clock());
    const basis = `${match.seq} ${match.clock} ${match.clock_offset}`;
    const known = remembered.get(match.id);
    if (known?.basis === basis && isStillAhead(known, now)) return known.entries;
    const entries = forecast(chartOfMatch(rows), stored, rows, now, AHEAD);
    remembered.set(match.id, { basis, from: now, entries });
    return entries;
  };
}

const isStillAhead = ({ from, entries: [first] }: Known, now: number): boolean =>
  first === undefined ? now === from : from <= now && now < Date.parse(first.at);
