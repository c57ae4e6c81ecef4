import type { FastifyInstance } from 'fastify';
import { rolesIn, seesAll } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { checkInOf } from '../../closing/check-in.ts';
import { visibleMatch } from '../../commands.ts';
import { notFound } from '../../errors.ts';
import { chartOfMatch } from '../../match-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { hiddenFields } from '../act/press.ts';
import { toHtml } from '../layout.tsx';
import { subPageBase } from '../match/sub-page.tsx';
import { sendPage } from '../page.ts';
import { AfterPage } from './after.tsx';
import { doablesFrom, matchWithLate } from './reportable.ts';

const CHECK_IN = 'CHECK_IN_ANSWERED';

/** What follows a match: the wishes of its check-in, and a new match that begins from it (requirements.md T24, S0 l.125). */
export function afterPages(app: FastifyInstance, deps: Routing): void {
  typed(app).get('/matches/:id/after', { schema: { params: idParams } }, async (request, reply) => {
    const caller = callerOf(request);
    const rows = await visibleMatch(deps, caller, request.params.id);
    const task = chartOfMatch(rows).catalogue[CHECK_IN]?.task;
    if (task === undefined) throw notFound('matches of this kind have no check-in');
    const match = matchWithLate(rows, rolesIn(caller, rows.people), deps);
    const step = match.tasks.find(({ id }) => id === task)?.step;
    const tasks = match.tasks.filter((one) => one.step === step);
    const presses = new Map(tasks.map(({ id }) => [id, doablesFrom('after', rows, match, [id], deps.questions)]));
    const seen = async (ids: readonly (string | null)[]) =>
      (await Promise.all(ids.map((id) => (id === null ? undefined : deps.queries.match(id)))))
        .filter((other) => other !== undefined && rolesIn(caller, other.people).length > 0)
        .flatMap((other) => (other === undefined ? [] : [{ id: other.match.id, title: other.match.title }]));
    const page = (
      <AfterPage
        {...subPageBase(deps, request, rows, match)}
        tasks={tasks}
        wishes={(await checkInOf(deps, rows)).wishes}
        pressesOf={(id) => presses.get(id) ?? []}
        origin={(await seen([match.origin]))[0]}
        successors={await seen(match.successors)}
        mayStart={seesAll(caller)}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  });
}
