import type { FastifyInstance } from 'fastify';
import { forecastEntrySchema, journalEntrySchema, listOf } from '../../contracts/api.ts';
import { callerOf } from '../auth.ts';
import { visibleMatch } from '../commands.ts';
import { nowOf } from '../deps.ts';
import { chartOfMatch, storedOf } from '../match-view.ts';
import { toJournalEntry } from '../shapes.ts';
import { idParams, pageQuery, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const PAGE = 200;

/** What happened, and what will. */
export function recordRoutes(app: FastifyInstance, deps: Routing): void {
  const tags = ['matches'];

  typed(app).get(
    '/matches/:id/record',
    {
      schema: {
        tags,
        security,
        summary: 'The journal, from the beginning',
        params: idParams,
        querystring: pageQuery,
        response: { 200: listOf(journalEntrySchema), ...problems },
      },
    },
    async (request) => {
      await visibleMatch(deps, callerOf(request), request.params.id);
      const { items, next } = await deps.queries.journal(request.params.id, request.query.after, PAGE);
      return { items: items.map(toJournalEntry), next };
    },
  );

  typed(app).get(
    '/matches/:id/forecast',
    {
      schema: {
        tags,
        security,
        summary: 'What will be sent and asked, when, if nobody acts',
        params: idParams,
        response: { 200: listOf(forecastEntrySchema), ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      const stored = storedOf(rows);
      if (stored === undefined) return { items: [], next: null };
      return { items: deps.forecast(chartOfMatch(rows), stored, rows, nowOf(rows.match, deps.clock())), next: null };
    },
  );
}
