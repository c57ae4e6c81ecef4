import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { checksOf } from '../../../checks/index.ts';
import { fitting } from '../../../words/index.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { visibleMatch } from '../../commands.ts';
import { notFound } from '../../errors.ts';
import { materialOf } from '../../material.ts';
import { chartOfMatch, toMatch } from '../../match-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { findingsOf } from '../match/findings.ts';
import { namesOf, readerOf, sendPage } from '../page.ts';
import { partNames } from '../part-words.ts';
import { plannedDays } from '../record-words.ts';
import { answersGiven } from './answers-given.ts';
import { doables } from './doable.ts';
import { hiddenFields } from './press.ts';
import { TaskPage } from './task.tsx';
import { justDone, justQuery, pressedIn } from './undo.ts';

/** As many lines of the record as tell of the days of calls. */
const LINES = 1000;
const params = idParams.extend({ task: z.string().max(100) });

/** The page of one task. */
export function taskPages(app: FastifyInstance, deps: Routing): void {
  typed(app).get('/matches/:id/tasks/:task', { schema: { params, querystring: justQuery } }, async (request, reply) => {
    const caller = callerOf(request);
    const rows = await visibleMatch(deps, caller, request.params.id);
    const roles = rolesIn(caller, rows.people);
    const match = toMatch(rows, roles, deps);
    const task = match.tasks.find(({ id }) => id === request.params.task);
    if (task === undefined) throw notFound('there is no such task');
    const nameOf = namesOf(rows);
    const texts = fitting(deps.words(match.method).guidance, {
      status: null,
      steps: [],
      tasks: [task.id],
      roles: roles.includes('administrator') ? undefined : roles,
      circumstances: checksOf(match.method).circumstances(await materialOf(deps, rows)),
    });
    const chart = chartOfMatch(rows);
    const can = doables(match, chart, task.id, deps.questions);
    const journal = can.own.some(({ part }) => part !== undefined)
      ? await deps.queries.lastJournal(match.id, LINES)
      : [];
    const page = (
      <TaskPage
        reader={readerOf(request, deps)}
        match={match}
        task={task}
        step={match.steps.find(({ id }) => id === task.step)?.title}
        owner={nameOf(task.owner.person)}
        {...can}
        isSettledElsewhere={task.state === 'open' && chart.tasks[task.id]?.event === undefined}
        answers={await answersGiven(deps, rows, task.id)}
        nameOf={nameOf}
        findings={findingsOf(rows, match, deps.words(match.method)).filter((one) => one.task === task.id)}
        guidance={texts}
        just={justDone(match, chart, pressedIn(request.query), deps.questions)}
        here={request.url}
        partName={partNames(match.parts, nameOf, plannedDays(journal))}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  });
}
