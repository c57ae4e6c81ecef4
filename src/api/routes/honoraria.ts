import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { honorariumSchema, yearlySchema } from '../../contracts/api-closing.ts';
import { listOf } from '../../contracts/api.ts';
import { callerOf } from '../auth.ts';
import { honorariaOf } from '../closing/honoraria.ts';
import { yearlyHonoraria, yearlyTable } from '../closing/yearly-honoraria.ts';
import { visibleMatch } from '../commands.ts';
import { sendCsv, toCsv } from '../csv.ts';
import { idParams, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const yearQuery = z.object({ year: z.coerce.number().int().min(2000).max(2099) });

/** Money for residents: how far each payment is, and what a year came to. */
export function honorariaRoutes(app: FastifyInstance, deps: Routing): void {
  const tags = ['closing'];

  typed(app).get(
    '/matches/:id/honoraria',
    {
      schema: {
        tags,
        security,
        summary: 'The residents’ honoraria, each from form to paid',
        params: idParams,
        response: { 200: listOf(honorariumSchema), ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      return { items: await honorariaOf(deps, rows), next: null };
    },
  );

  const summary =
    'What was paid in a year: each person over all matches, and the program; for program managers and assistants';
  const schema = { tags, security, summary, querystring: yearQuery, response: { 200: yearlySchema, ...problems } };

  typed(app).get('/honoraria', { schema }, async (request, reply) => {
    const yearly = await yearlyHonoraria(deps, callerOf(request), request.query.year);
    if (!String(request.headers.accept).includes('text/csv')) return yearly;
    return sendCsv(reply, `honoraria-${yearly.year}.csv`, toCsv(yearlyTable(yearly)));
  });

  typed(app).get('/honoraria.csv', { schema }, async (request, reply) => {
    const yearly = await yearlyHonoraria(deps, callerOf(request), request.query.year);
    return sendCsv(reply, `honoraria-${yearly.year}.csv`, toCsv(yearlyTable(yearly)));
  });
}
