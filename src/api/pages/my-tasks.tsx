import type { Match } from '../../contracts/api.ts';
import { Page } from './layout.tsx';
import type { Reader } from './layout.tsx';
import { TodoLine, WHEN } from './match.tsx';
import type { Todo } from './todo.ts';

export interface MyTask {
  readonly match: Match;
  readonly todo: Todo;
}
export interface MyTasksView {
  readonly reader: Reader;
  readonly mine: readonly MyTask[];
  readonly others: readonly MyTask[];
}

/** What the reader has to do in all matches, by due date; what waits for others is folded. */
export function MyTasksPage({ reader, mine, others }: MyTasksView) {
  return (
    <Page reader={reader} title="My tasks" here="tasks">
      <h1>My tasks</h1>
      {mine.length === 0 && <p class="pm-lead">Nothing waits for you now.</p>}
      {WHEN.map(([when, heading]) => (
        <Group id={when} heading={heading} tasks={mine.filter(({ todo }) => todo.when === when)} />
      ))}
      {others.length > 0 && (
        <details class="pm-fold pm-folds">
          <summary>
            <h2>Waiting for others</h2>
            <span class="pm-quiet">{others.length}</span>
          </summary>
          <div class="pm-fold-body">
            <Lines tasks={others} />
          </div>
        </details>
      )}
    </Page>
  );
}

function Group({ id, heading, tasks }: { id: string; heading: string; tasks: readonly MyTask[] }) {
  if (tasks.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      <Lines tasks={tasks} />
    </section>
  );
}

const Lines = ({ tasks }: { tasks: readonly MyTask[] }) => (
  <ul class="pm-tasks">
    {tasks.map(({ match, todo }) => (
      <TodoLine match={match} todo={todo} named />
    ))}
  </ul>
);
