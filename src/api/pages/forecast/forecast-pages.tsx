import type { FastifyInstance } from 'fastify';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { visibleMatch } from '../../commands.ts';
import { sendCsv, toCsv } from '../../csv.ts';
import { nowOf } from '../../deps.ts';
import { chartOfMatch, storedOf, toMatch } from '../../match-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { comingOf } from '../coming.ts';
import type { Coming } from '../coming.ts';
import { toHtml } from '../layout.tsx';
import { namesOf, readerOf, sendPage } from '../page.ts';
import { partNames } from '../part-words.ts';
import { plannedDays } from '../record-words.ts';
import { isRunning } from '../words.ts';
import { aboutWords, ForecastPage } from './forecast.tsx';

/** All that a match will send if nobody does anything, to its end. */
export function forecastPages(app: FastifyInstance, deps: Routing): void {
  const params = idParams;

  typed(app).get('/matches/:id/forecast', { schema: { params } }, async (request, reply) => {
    const { match, coming } = await lookAhead(request.params.id, callerOf(request), deps);
    return sendPage(reply, toHtml(<ForecastPage reader={readerOf(request, deps)} match={match} coming={coming} />));
  });

  typed(app).get('/matches/:id/forecast.csv', { schema: { params } }, async (request, reply) => {
    const { coming } = await lookAhead(request.params.id, callerOf(request), deps);
    const lines = coming.map(({ on, title, about, to }) => [on, title, aboutWords(about), to.join(', ')]);
    return sendCsv(reply, 'what-will-be-sent.csv', toCsv([['day', 'what', 'about', 'to'], ...lines]));
  });
}

async function lookAhead(id: string, caller: ReturnType<typeof callerOf>, deps: Routing) {
  const rows = await visibleMatch(deps, caller, id);
  const match = toMatch(rows, rolesIn(caller, rows.people), deps);
  const chart = chartOfMatch(rows);
  const stored = storedOf(rows);
  const [letters, journal] = await Promise.all([deps.queries.standingLetters(id), deps.queries.lastJournal(id, 100)]);
  const nameOf = namesOf(rows);
  const coming: Coming[] = isRunning(match)
    ? comingOf({
        match,
        letters,
        forecast: stored === undefined ? [] : deps.forecast(chart, stored, rows, nowOf(rows.match, deps.clock())),
        nameOf,
        partName: partNames(match.parts, nameOf, plannedDays(journal)),
        letterTitle: (kind) => deps.letters.title(match.method, kind) ?? 'A letter',
        eventTitle: (type) => chart.catalogue[type]?.title ?? 'Moves on by itself',
      })
    : [];
  return { match, coming };
}
