import type { FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { dayAt } from '../../../calendar/index.ts';
import { makeComingQueries } from '../../../db/coming-queries.ts';
import type { ComingMatch } from '../../../db/coming-queries.ts';
import { mineOf } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { nowOf } from '../../deps.ts';
import { chartOfMatch, iso, storedOf } from '../../match-view.ts';
import { typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { readerOf, sendPage } from '../page.ts';
import { dayWords } from '../words.ts';
import { ComingPage } from './coming-page.tsx';
import { forecastLines, joined, writtenLine } from './lines.ts';
import type { ComingLine } from './lines.ts';

const DAYS = 14;
const DAY = 86_400_000;
/** As many matches as a program manager has under way at once. */
const SIZE = 40;
const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

interface Known {
  readonly method: string;
  readonly lines: readonly ComingLine[];
}

/** The letters of the next fourteen days, across matches. */
export function comingPages(app: FastifyInstance, deps: Routing): void {
  const coming = makeComingQueries(deps.db);
  // The same until something happens in the match, or the day is over.
  const known = new LRUCache<string, Known>({ max: 5000 });

  async function lookAhead(match: ComingMatch, now: number): Promise<Known> {
    const name = `${match.id} ${match.seq} ${dayAt(now, match.zone)}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const rows = await deps.queries.match(match.id);
    if (rows === undefined) return { method: '', lines: [] };
    const stored = storedOf(rows);
    const until = now + DAYS * DAY;
    const entries =
      stored === undefined ? [] : deps.forecast(chartOfMatch(rows), stored, rows, nowOf(rows.match, now), until);
    const found = { method: rows.match.method, lines: forecastLines(entries, rows, match, deps.letters) };
    known.set(name, found);
    return found;
  }

  typed(app).get('/coming', { schema: { querystring: query } }, async (request, reply) => {
    const caller = callerOf(request);
    const { page } = request.query;
    const now = deps.clock();
    const until = new Date(now + DAYS * DAY);
    const matches = await coming.matches({ until, page, size: SIZE, mine: mineOf(caller) });
    const written = await coming.written(
      matches.map(({ id }) => id),
      until,
    );
    const lines: ComingLine[] = [];
    // One after the other: each may take some milliseconds of computing, and others wait for their pages meanwhile.
    for (const match of matches) {
      const ahead = await lookAhead(match, now);
      const own = written.filter((row) => row.match === match.id);
      lines.push(...own.map((row) => writtenLine(row, match, ahead.method, deps.letters, iso(now))), ...ahead.lines);
    }
    const dayOf = ({ at, match }: ComingLine) => dayAt(Date.parse(at), match.zone);
    const all = joined(lines, dayOf);
    const total = matches[0]?.total ?? 0;
    const html = toHtml(
      <ComingPage
        reader={readerOf(request, deps)}
        days={[...new Set(all.map(dayOf))].toSorted().map((day) => ({
          day: dayWords(day),
          lines: all.filter((line) => dayOf(line) === day),
        }))}
        page={page}
        matches={matches.length}
        total={total}
        goesOn={page * SIZE < total}
      />,
    );
    return sendPage(reply, html);
  });
}
