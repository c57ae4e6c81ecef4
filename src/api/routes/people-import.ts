import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { importedSchema, importSchema } from '../../contracts/people-import.ts';
import { callerOf } from '../auth.ts';
import { keyOf } from '../commands.ts';
import { sendCsv } from '../csv.ts';
import { importPeople } from '../people-import/import-people.ts';
import { commandProblems, idParams, keyHeader, security, typed } from './common.ts';
import type { Routing } from './common.ts';

/** A table of 5,000 people with everything that can be said of them. */
const LARGEST = 8 * 1024 * 1024;

export function peopleImportRoutes(app: FastifyInstance, deps: Routing): void {
  typed(app).post(
    '/matches/:id/people/import',
    {
      bodyLimit: LARGEST,
      schema: {
        tags: ['people'],
        security,
        summary: 'Take over a pasted table or CSV of people; `dryRun` only shows what would happen',
        params: idParams,
        headers: keyHeader,
        querystring: z.object({
          errors: z.literal('csv').optional().meta({ description: 'Answer with the rows that are wrong, as a file' }),
        }),
        body: importSchema,
        produces: ['application/json', 'text/csv'],
        response: { 200: importedSchema, 202: importedSchema, ...commandProblems },
      },
    },
    async (request, reply) => {
      const key = keyOf(request.headers['idempotency-key']);
      void reply.header('idempotency-key', key);
      const { replayed, ...imported } = await importPeople(
        deps,
        callerOf(request),
        request.params.id,
        request.body,
        key,
      );
      if (replayed) void reply.header('idempotency-replayed', 'true');
      void reply.code(imported.recorded ? 200 : 202);
      if (request.query.errors === 'csv') return sendCsv(reply, 'not-imported.csv', imported.errorsCsv ?? '');
      return reply.send(imported);
    },
  );
}
