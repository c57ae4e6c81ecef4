import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { LABELS_A_SHEET } from '../../print/index.ts';
import { callerOf } from '../auth.ts';
import { visibleMatch } from '../commands.ts';
import { nowOf } from '../deps.ts';
import { blankForm } from '../forms/blank.ts';
import { definitionOf } from '../forms/view.ts';
import { matchCalendar } from '../match-calendar.ts';
import { matchPacket } from '../packet.ts';
import { printWaiting } from '../print-letters.ts';
import { printLabels, printPhoneList } from '../print-lists.ts';
import { idParams, typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';

const PDF = 'application/pdf';
const params = idParams;

/** The paper of a match and its calendar file for who is signed in; the same as by the API (design.md 8). */
export function paperPages(app: FastifyInstance, deps: Routing): void {
  const packet = z.object({ person: z.string().max(100).optional(), language: z.string().max(5).optional() });
  typed(app).get('/matches/:id/packet.pdf', { schema: { params, querystring: packet } }, async (request, reply) => {
    const rows = await visibleMatch(deps, callerOf(request), request.params.id);
    return reply.type(PDF).send(await matchPacket(deps, rows, request.query));
  });

  const labels = z.object({
    channel: z.enum(['post']).optional(),
    skip: z.coerce
      .number()
      .int()
      .min(0)
      .max(LABELS_A_SHEET - 1)
      .default(0),
  });
  typed(app).get('/matches/:id/labels.pdf', { schema: { params, querystring: labels } }, async (request, reply) => {
    const rows = await visibleMatch(deps, callerOf(request), request.params.id);
    const { channel, skip } = request.query;
    return reply.type(PDF).send(await printLabels(deps, rows, { onlyPost: channel === 'post', skip }));
  });

  typed(app).get('/matches/:id/phone-list.pdf', { schema: { params } }, async (request, reply) => {
    const rows = await visibleMatch(deps, callerOf(request), request.params.id);
    return reply.type(PDF).send(await printPhoneList(deps, rows));
  });

  const waiting = z.object({ channel: z.enum(['post', 'phone']) });
  typed(app).get('/matches/:id/letters.pdf', { schema: { params, querystring: waiting } }, async (request, reply) => {
    const rows = await visibleMatch(deps, callerOf(request), request.params.id);
    return reply.type(PDF).send(await printWaiting(deps, rows, request.query.channel));
  });

  const blank = idParams.extend({ form: z.string().max(20) });
  const asked = z.object({ language: z.string().max(5).default('en') });
  typed(app).get(
    '/matches/:id/forms/:form/blank.pdf',
    { schema: { params: blank, querystring: asked } },
    async (request, reply) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      const book = deps.pageWords(rows.match.method);
      const told = book.form(request.query.language, definitionOf(deps, rows, request.params.form));
      const said = book.shared(told.language);
      const yesNo = [said.get('yes')?.title({}) ?? '', said.get('no')?.title({}) ?? ''] as const;
      const at = nowOf(rows.match, deps.clock());
      return reply.type(PDF).send(await blankForm({ ...told, yesNo, about: [rows.match.title], end: [], at }));
    },
  );

  typed(app).get('/matches/:id/calendar.ics', { schema: { params } }, async (request, reply) => {
    const rows = await visibleMatch(deps, callerOf(request), request.params.id);
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'attachment; filename="calendar.ics"')
      .send(await matchCalendar(deps, rows));
  });
}
