import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { makePortfolioQueries } from '../../db/portfolio-queries.ts';
import type { ListedMatch } from '../../db/listed-rows.ts';
import { mayReport } from '../../machines/kernel/index.ts';
import type { Chart } from '../../machines/kernel/types.ts';
import { isCaller, mineOf, rolesIn } from '../access.ts';
import type { Caller } from '../access.ts';
import { callerOf } from '../auth.ts';
import { visibleMatch } from '../commands.ts';
import { chartOfMatch, toMatch } from '../match-view.ts';
import { typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';
import { pressFor } from './act/at-once.ts';
import { hiddenFields } from './act/press.ts';
import { justDone, justQuery, pressedIn } from './act/undo.ts';
import type { Just } from './act/undo.ts';
import { toHtml } from './layout.tsx';
import { MyTasksPage } from './my-tasks.tsx';
import type { MyTask } from './my-tasks.tsx';
import { readerOf, sendPage } from './page.ts';
import { listedMatch } from './portfolio/listed.ts';
import { roleWords } from './words.ts';

/** As many as anybody works on at once; the reader's own come first. */
const MATCHES = 40;
/** What waits for others is looked at match by match; here it is enough to see what comes next. */
const OTHERS = 40;
const query = justQuery.extend({ match: z.string().max(100).optional().catch(undefined) });

/** What the reader has to do, across matches. */
export function myTasksPages(app: FastifyInstance, deps: Routing): void {
  const lists = makePortfolioQueries(deps.db);

  /** What was pressed on this page a moment ago, with the way back. */
  async function justIn(caller: Caller, { in: id, ...asked }: z.infer<typeof query>): Promise<Just | undefined> {
    const pressed = pressedIn(asked);
    if (id === undefined || pressed === undefined) return undefined;
    const rows = await visibleMatch(deps, caller, id);
    return justDone(toMatch(rows, rolesIn(caller, rows.people), deps), chartOfMatch(rows), pressed, deps.questions);
  }

  typed(app).get('/tasks', { schema: { querystring: query } }, async (request, reply) => {
    const caller = callerOf(request);
    const isManager = caller.roles.includes('programManager');
    const rows = await lists.tasksOf({ email: caller.email ?? '', isManager, mine: mineOf(caller) }, MATCHES);
    const all = rows.flatMap((one) => tasksIn(one, caller, deps));
    const chosen = request.query.match || undefined;
    const shown = chosen === undefined ? all : all.filter(({ match }) => match.id === chosen);
    const byDue = shown.sort((one, other) => ((one.todo.due ?? '9') < (other.todo.due ?? '9') ? -1 : 1));
    const others = byDue.filter(({ isMine }) => !isMine);
    const titles = new Map(all.map(({ match }) => [match.id, match.title]));
    const page = (
      <MyTasksPage
        reader={readerOf(request, deps)}
        mine={byDue.filter(({ isMine }) => isMine)}
        others={others.slice(0, OTHERS)}
        othersInAll={others.length}
        matches={[...titles]
          .map(([id, title]) => ({ id, title }))
          .sort((one, other) => one.title.localeCompare(other.title, 'en'))}
        chosen={chosen}
        just={await justIn(caller, request.query)}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  });
}

function tasksIn(rows: ListedMatch, caller: Caller, deps: Routing): (MyTask & { isMine: boolean })[] {
  const { match, todos } = listedMatch(rows, deps);
  const own = new Set(rows.people.filter((person) => isCaller(caller, person)).map(({ name }) => name));
  // A match without a program manager of its own is every program manager's.
  if (caller.roles.includes('programManager')) own.add(`the ${roleWords('programManager')}`);
  const chart = chartOfMatch(rows);
  const allowed = whatMayBeDone(chart, rolesIn(caller, rows.people));
  return todos.map((todo) => {
    const isMine = todo.owners.some((owner) => own.has(owner));
    const press = isMine ? pressFor({ ...match, allowed }, chart, todo, deps.questions, 'tasks') : undefined;
    return { match, todo, isMine, press };
  });
}

/** What settles each task, for the reader's roles. Whether the match takes it now shows when it is pressed: a list knows no states. */
const whatMayBeDone = (chart: Chart, roles: readonly string[]): ListedMatchEvents =>
  Object.values(chart.tasks).flatMap(({ id, event }) => {
    const entry = event === undefined ? undefined : chart.catalogue[event];
    const may = entry !== undefined && roles.some((role) => mayReport(entry, role));
    return may && event !== undefined ? [{ type: event, task: id }] : [];
  });
type ListedMatchEvents = MyTask['match']['allowed'];
