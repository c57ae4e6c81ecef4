import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { phoneEntrySchema } from '../../contracts/api-paper.ts';
import { listOf } from '../../contracts/api.ts';
import { LABELS_A_SHEET } from '../../print/index.ts';
import { callerOf } from '../auth.ts';
import { visibleMatch } from '../commands.ts';
import { matchPacket } from '../packet.ts';
import { phoneListOf } from '../phone-list.ts';
import { printLabels, printPhoneList } from '../print-lists.ts';
import { idParams, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const tags = ['paper'];
const PDF = 'application/pdf';

/**
 * A match on paper. Addresses and telephone numbers stand on it: whoever may see a match by token is its facilitator or assistant, a
 * program manager or the administrator (design.md 8).
 */
export function paperRoutes(app: FastifyInstance, deps: Routing): void {
  typed(app).get(
    '/matches/:id/packet.pdf',
    {
      schema: {
        tags,
        security,
        summary: 'The packet: cover letter, agenda, participants, materials, evaluation form',
        params: idParams,
        querystring: z.object({
          person: z.string().max(100).optional().meta({ description: 'To whom the cover letter is: an id or a ref' }),
          language: z
            .string()
            .max(5)
            .optional()
            .meta({ description: 'For a packet that is to nobody; default English' }),
        }),
        produces: [PDF],
      },
    },
    async (request, reply) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      return reply.type(PDF).send(await matchPacket(deps, rows, request.query));
    },
  );

  typed(app).get(
    '/matches/:id/labels.pdf',
    {
      schema: {
        tags,
        security,
        summary: 'Address labels (Avery 5160, three by ten on US letter)',
        params: idParams,
        querystring: z.object({
          channel: z.enum(['post']).optional().meta({ description: 'Only those who get letters by post' }),
          skip: z.coerce
            .number()
            .int()
            .min(0)
            .max(LABELS_A_SHEET - 1)
            .default(0)
            .meta({ description: 'Labels of the first sheet that are used already' }),
        }),
        produces: [PDF],
      },
    },
    async (request, reply) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      const { channel, skip } = request.query;
      return reply.type(PDF).send(await printLabels(deps, rows, { onlyPost: channel === 'post', skip }));
    },
  );

  typed(app).get(
    '/matches/:id/phone-list',
    {
      schema: {
        tags,
        security,
        summary: 'Whom mail does not reach, and what waits to be told',
        params: idParams,
        response: { 200: listOf(phoneEntrySchema), ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      return { items: await phoneListOf(deps, rows), next: null };
    },
  );

  typed(app).get(
    '/matches/:id/phone-list.pdf',
    { schema: { tags, security, summary: 'The same list, to print', params: idParams, produces: [PDF] } },
    async (request, reply) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      return reply.type(PDF).send(await printPhoneList(deps, rows));
    },
  );
}
