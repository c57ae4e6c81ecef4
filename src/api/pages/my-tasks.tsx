import type { Match } from '../../contracts/api.ts';
import { addressOf } from './act/address.ts';
import type { Doable } from './act/doable.ts';
import { JustDone } from './act/just.tsx';
import { hiddenAgain } from './act/press.ts';
import type { Just } from './act/undo.ts';
import { Page } from './layout.tsx';
import { Only } from './lists.tsx';
import type { Reader } from './layout.tsx';
import { TodoLine, WHEN } from './match.tsx';
import type { Todo } from './todo.ts';
import { plural } from './words.ts';

export interface MyTask {
  readonly match: Match;
  readonly todo: Todo;
  /** What settles it by one press, where nothing must be answered. */
  readonly press: Doable | undefined;
}
export interface MyTasksView {
  readonly reader: Reader;
  readonly mine: readonly MyTask[];
  /** The nearest of what waits for others, of so many in all. */
  readonly others: readonly MyTask[];
  readonly othersInAll: number;
  /** Matches that have something on the list, by title. */
  readonly matches: readonly { readonly id: string; readonly title: string }[];
  /** The one that the reader chose. */
  readonly chosen: string | undefined;
  /** What was pressed here a moment ago. */
  readonly just: Just | undefined;
  readonly hidden: Readonly<Record<string, string>>;
}

/** What the reader has to do in all matches, by due date; what waits for others is folded. */
export function MyTasksPage({ reader, mine, others, othersInAll, matches, chosen, just, hidden }: MyTasksView) {
  const groups = WHEN.map(([when, heading]) => ({
    when,
    heading,
    tasks: mine.filter(({ todo }) => todo.when === when),
  })).filter(({ tasks }) => tasks.length > 0);
  return (
    <Page reader={reader} title={`My tasks (${mine.length})`} here="tasks">
      <h1>My tasks</h1>
      <JustDone just={just} hidden={hiddenAgain(hidden)} from="tasks" />
      <p class="pm-lead">
        {mine.length === 0
          ? 'Nothing waits for you now.'
          : `${plural(mine.length, 'thing waits', 'things wait')} for you.`}
      </p>
      {groups.length + others.length > 0 && (
        <nav aria-label="Parts of this page">
          <ul class="pm-subnav">
            {groups.map(({ when, heading, tasks }) => (
              <li>
                <a href={`#${when}`}>
                  {heading} ({tasks.length})
                </a>
              </li>
            ))}
            {others.length > 0 && (
              <li>
                <a href="#others">Waiting for others ({othersInAll})</a>
              </li>
            )}
          </ul>
        </nav>
      )}
      {(matches.length > 1 || chosen !== undefined) && (
        <Only
          action="/tasks"
          name="match"
          label="Only of one match"
          all="All matches"
          choices={matches.map(({ id, title }) => ({ value: id, words: title }))}
          chosen={chosen}
        />
      )}
      {groups.map(({ when, heading, tasks }) => (
        <section aria-labelledby={when}>
          <h2 id={when}>{heading}</h2>
          <Lines tasks={tasks} hidden={hidden} skips />
        </section>
      ))}
      {others.length > 0 && (
        <details class="pm-fold pm-folds">
          <summary>
            <h2 id="others">Waiting for others</h2>
            <span class="pm-quiet">{plural(othersInAll, 'thing')}</span>
          </summary>
          <div class="pm-fold-body">
            <Lines tasks={others} hidden={hidden} />
            {othersInAll > others.length && (
              <p class="pm-quiet">
                These are the nearest {others.length}; the others stand in <a href="/">each match</a>.
              </p>
            )}
          </div>
        </details>
      )}
    </Page>
  );
}

interface LinesProps {
  readonly tasks: readonly MyTask[];
  readonly hidden: Readonly<Record<string, string>>;
  /** Offers to say, with a reason, that a task is not to be done. */
  readonly skips?: boolean;
}

const Lines = ({ tasks, hidden, skips = false }: LinesProps) => (
  <ul class="pm-tasks">
    {tasks.map(({ match, todo, press }) => (
      <>
        <TodoLine match={match} todo={todo} named press={press} hidden={hidden} />
        {skips && todo.task !== null && todo.about.length === 0 && (
          <li class="pm-also">
            <a href={addressOf(match.id, { type: 'TASK_SKIPPED', task: todo.task })}>
              Skip with a reason<span class="usa-sr-only">: {todo.title}</span>
            </a>
          </li>
        )}
      </>
    ))}
  </ul>
);
