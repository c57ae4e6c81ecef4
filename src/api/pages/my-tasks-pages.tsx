import type { FastifyInstance } from 'fastify';
import type { MatchRows } from '../../db/api-queries.ts';
import { isCaller, mineOf, rolesIn } from '../access.ts';
import type { Caller } from '../access.ts';
import { callerOf } from '../auth.ts';
import { toMatch } from '../match-view.ts';
import { typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';
import { toHtml } from './layout.tsx';
import { MyTasksPage } from './my-tasks.tsx';
import type { MyTask } from './my-tasks.tsx';
import { namesOf, readerOf, sendPage } from './page.ts';
import { partNames } from './part-words.ts';
import { todosOf } from './todo.ts';

/** Far more than anybody works on at once. */
const MATCHES = 200;

/** What the reader has to do, across matches. */
export function myTasksPages(app: FastifyInstance, deps: Routing): void {
  typed(app).get('/tasks', async (request, reply) => {
    const caller = callerOf(request);
    const { items } = await deps.queries.portfolio({ q: undefined, limit: MATCHES, mine: mineOf(caller) });
    const all = items.flatMap((rows) => tasksIn(rows, caller, deps));
    const byDue = all.sort((one, other) => ((one.todo.due ?? '9') < (other.todo.due ?? '9') ? -1 : 1));
    const page = (
      <MyTasksPage
        reader={readerOf(request, deps)}
        mine={byDue.filter(({ isMine }) => isMine)}
        others={byDue.filter(({ isMine }) => !isMine)}
      />
    );
    return sendPage(reply, toHtml(page));
  });
}

function tasksIn(rows: MatchRows, caller: Caller, deps: Routing): (MyTask & { isMine: boolean })[] {
  const match = toMatch(rows, rolesIn(caller, rows.people), deps);
  const nameOf = namesOf(rows);
  const dayOf = () => undefined;
  const partName = partNames(match.parts, nameOf, dayOf);
  const own = new Set(rows.people.filter((person) => isCaller(caller, person)).map(({ name }) => name));
  return todosOf({ rows, match, nameOf, partName, dayOf, carried: [] }).map((todo) => ({
    match,
    todo,
    isMine: todo.owners.some((owner) => own.has(owner)),
  }));
}
