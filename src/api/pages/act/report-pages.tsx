import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { MatchRows } from '../../../db/api-queries.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { entryOf } from '../../check-event.ts';
import { reportEvent, visibleMatch } from '../../commands.ts';
import { chartOfMatch, toMatch } from '../../match-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { namesOf, readerOf, sendPage } from '../page.ts';
import { partNames } from '../part-words.ts';
import { answersOf, askedFor } from './asked.ts';
import { addressOf, backTo, cameFrom, PLACES } from './address.ts';
import type { About, Place } from './address.ts';
import { happenedNow } from './happened.ts';
import { mistakesIn } from './mistakes-of.ts';
import { hiddenFields, sentBy } from './press.ts';
import { landing } from './undo.ts';
import { ReportIndexPage } from './report-index.tsx';
import { ReportPage } from './report.tsx';
import type { Mistake } from './report.tsx';

const params = idParams.extend({ type: z.string().max(100) });
const about = z.object({
  task: z.string().max(100).optional(),
  part: z.string().max(200).optional(),
  from: z.enum(PLACES).optional(),
});

/** Reporting what happened, from a page: the same command as by the API. */
export function reportPages(app: FastifyInstance, deps: Routing): void {
  const path = '/matches/:id/report/:type';

  typed(app).get('/matches/:id/report', { schema: { params: idParams } }, async (request, reply) => {
    const caller = callerOf(request);
    const rows = await visibleMatch(deps, caller, request.params.id);
    const match = toMatch(rows, rolesIn(caller, rows.people), deps);
    const { happened } = deps.words(match.method);
    const groups = happenedNow(match, chartOfMatch(rows), happened, deps.questions);
    return sendPage(reply, toHtml(<ReportIndexPage reader={readerOf(request, deps)} match={match} groups={groups} />));
  });

  typed(app).get(path, { schema: { params, querystring: about } }, async (request, reply) => {
    const rows = await visibleMatch(deps, callerOf(request), request.params.id);
    return show(request, reply, rows, { ...request.params, ...request.query, values: {}, mistakes: [] });
  });

  typed(app).post(path, { schema: { params, querystring: about } }, async (request, reply) => {
    const caller = callerOf(request);
    const { id, type } = request.params;
    const rows = await visibleMatch(deps, caller, id);
    const { fields, key } = sentBy(request);
    const asked = askedFor(rows.match.method, type, deps.questions);
    try {
      const { from, ...of } = request.query;
      await reportEvent(deps, caller, id, { type, ...of, data: answersOf(asked, fields) }, key);
      const back = backTo(id, { ...of, from });
      const saysSo = from === undefined || from === 'match' || from === 'tasks';
      return await reply.redirect(saysSo ? landing(back, { type, ...of, in: id }) : back, 303);
    } catch (error) {
      const mistakes = mistakesIn(error, asked);
      return show(request, reply.code(422), rows, { id, type, ...request.query, values: fields, mistakes });
    }
  });

  interface Shown extends About {
    readonly id: string;
    readonly type: string;
    readonly from?: Place | undefined;
    readonly values: Readonly<Record<string, unknown>>;
    readonly mistakes: readonly Mistake[];
  }
  async function show(request: FastifyRequest, reply: FastifyReply, rows: MatchRows, shown: Shown) {
    const { type, task, part } = shown;
    const chart = chartOfMatch(rows);
    const match = toMatch(rows, rolesIn(callerOf(request), rows.people), deps);
    const partName = partNames(match.parts, namesOf(rows), () => undefined);
    const page = (
      <ReportPage
        reader={readerOf(request, deps)}
        match={match}
        title={entryOf(chart, type).title}
        about={[
          ...(task === undefined ? [] : [chart.tasks[task]?.title ?? task]),
          ...(part === undefined ? [] : [partName(part)]),
        ]}
        action={cameFrom(
          addressOf(match.id, { type, ...(task ? { task } : {}), ...(part ? { part } : {}) }),
          shown.from,
        )}
        back={backTo(match.id, shown)}
        asked={askedFor(match.method, type, deps.questions, rows.people)}
        values={shown.values}
        mistakes={shown.mistakes}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  }
}
