import type { FastifyInstance } from 'fastify';
import { taskOfPart } from '../../../machines/kernel/index.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { checkInOf } from '../../closing/check-in.ts';
import { commitmentsOf } from '../../closing/commitments.ts';
import { visibleMatch } from '../../commands.ts';
import { chartOfMatch } from '../../match-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { hiddenFields } from '../act/press.ts';
import { toHtml } from '../layout.tsx';
import { mustBePlace, subPageBase } from '../match/sub-page.tsx';
import { namesOf, sendPage } from '../page.ts';
import { CommitmentsPage } from './commitments.tsx';
import { doablesFrom, matchWithLate } from './reportable.ts';

/** The commitments of a match: whose, by when, kept or dropped, and what the check-in said of them (requirements.md F9, X23). */
export function commitmentPages(app: FastifyInstance, deps: Routing): void {
  typed(app).get('/matches/:id/commitments', { schema: { params: idParams } }, async (request, reply) => {
    const caller = callerOf(request);
    const rows = await visibleMatch(deps, caller, request.params.id);
    const match = matchWithLate(rows, rolesIn(caller, rows.people), deps);
    const base = subPageBase(deps, request, rows, match);
    mustBePlace(base, 'commitments');
    const task = taskOfPart(chartOfMatch(rows).catalogue, 'commitment');
    const all = doablesFrom('commitments', rows, match, [task], deps.questions);
    const page = (
      <CommitmentsPage
        {...base}
        commitments={await commitmentsOf(deps, rows)}
        checkedIn={(await checkInOf(deps, rows)).progress}
        pressesOf={(commitment) => all.filter(({ part }) => part === `commitment/${commitment}`)}
        more={all.filter(({ part }) => part === undefined)}
        nameOf={(person) => namesOf(rows)(person) ?? 'somebody who has left'}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  });
}
