import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { makePortfolioQueries } from '../../db/portfolio-queries.ts';
import type { ListedMatch } from '../../db/portfolio-queries.ts';
import { isCaller, mineOf } from '../access.ts';
import type { Caller } from '../access.ts';
import { callerOf } from '../auth.ts';
import { typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';
import { toHtml } from './layout.tsx';
import { MyTasksPage } from './my-tasks.tsx';
import type { MyTask } from './my-tasks.tsx';
import { readerOf, sendPage } from './page.ts';
import { listedMatch } from './portfolio/listed.ts';
import { roleWords } from './words.ts';

/** As many as anybody works on at once; the reader's own come first. */
const MATCHES = 60;
const query = z.object({ match: z.string().max(100).optional().catch(undefined) });

/** What the reader has to do, across matches. */
export function myTasksPages(app: FastifyInstance, deps: Routing): void {
  const lists = makePortfolioQueries(deps.db);

  typed(app).get('/tasks', { schema: { querystring: query } }, async (request, reply) => {
    const caller = callerOf(request);
    const isManager = caller.roles.includes('programManager');
    const rows = await lists.tasksOf({ email: caller.email ?? '', isManager, mine: mineOf(caller) }, MATCHES);
    const all = rows.flatMap((one) => tasksIn(one, caller, deps));
    const chosen = request.query.match || undefined;
    const shown = chosen === undefined ? all : all.filter(({ match }) => match.id === chosen);
    const byDue = shown.sort((one, other) => ((one.todo.due ?? '9') < (other.todo.due ?? '9') ? -1 : 1));
    const titles = new Map(all.map(({ match }) => [match.id, match.title]));
    const page = (
      <MyTasksPage
        reader={readerOf(request, deps)}
        mine={byDue.filter(({ isMine }) => isMine)}
        others={byDue.filter(({ isMine }) => !isMine)}
        matches={[...titles]
          .map(([id, title]) => ({ id, title }))
          .sort((one, other) => one.title.localeCompare(other.title, 'en'))}
        chosen={chosen}
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
  return todos.map((todo) => ({ match, todo, isMine: todo.owners.some((owner) => own.has(owner)) }));
}
