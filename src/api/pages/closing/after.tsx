import type { Match } from '../../../contracts/api.ts';
import type { Wish } from '../../closing/check-in.ts';
import type { Doable } from '../act/doable.ts';
import { hiddenAgain } from '../act/press.ts';
import { Press } from '../act/task.tsx';
import { Tag } from '../layout.tsx';
import { SubPage } from '../match/sub-page.tsx';
import type { SubPageBase } from '../match/sub-page.tsx';
import { taskStatus, whenWords } from '../words.ts';

interface Named {
  readonly id: string;
  readonly title: string;
}
export interface AfterView extends SubPageBase {
  /** The check-in and what its wishes ask of the facilitator. */
  readonly tasks: readonly Match['tasks'][number][];
  readonly wishes: readonly Wish[];
  readonly pressesOf: (task: string) => readonly Doable[];
  /** The match that this one began from. */
  readonly origin: Named | undefined;
  readonly successors: readonly Named[];
  readonly mayStart: boolean;
  readonly hidden: Readonly<Record<string, string>>;
}

/** What follows a match: what its check-in wished for, and the next match. */
export function AfterPage(view: AfterView) {
  const { tasks, wishes } = view;
  return (
    <SubPage {...view} at="after">
      <section aria-labelledby="wishes">
        <h2 id="wishes">What the check-in wished for</h2>
        {wishes.length === 0 && <p>The check-in has not been answered yet.</p>}
        <ul class="pm-lines">
          {wishes.map(({ question, wanted, text }) => (
            <li>
              {question} {wanted ? 'Yes' : 'No'}
              {text !== null && <p class="pm-as-typed">{text}</p>}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="tasks">
        <h2 id="tasks">What is to be done about it</h2>
        <ul class="pm-tasks">
          {tasks.map((task) => (
            <AfterTask view={view} task={task} />
          ))}
        </ul>
      </section>
      <NextMatch {...view} />
    </SubPage>
  );
}

function AfterTask({ view, task }: { view: AfterView; task: AfterView['tasks'][number] }) {
  const { match, pressesOf, hidden } = view;
  const { words, tone } = taskStatus(task);
  const when = whenWords(task, match);
  // What has not begun can be reported on its own page; here it would only be in the way.
  const presses = task.state === 'upcoming' ? [] : pressesOf(task.id);
  return (
    <li>
      <div class="pm-task-head">
        <a href={`/matches/${match.id}/tasks/${task.id}`}>{task.title}</a>
        <Tag tone={tone}>{words}</Tag>
      </div>
      {when !== undefined && <p class="pm-quiet">{when}</p>}
      {presses.map((one) => (
        <Press one={one} match={match} about={undefined} hidden={hiddenAgain(hidden)} quiet={task.state !== 'open'} />
      ))}
    </li>
  );
}

function NextMatch({ match, origin, successors, mayStart }: AfterView) {
  return (
    <section aria-labelledby="next">
      <h2 id="next">The next match</h2>
      {origin !== undefined && (
        <p>
          This match began from <a href={`/matches/${origin.id}`}>{origin.title}</a>.
        </p>
      )}
      {successors.length > 0 && (
        <ul class="pm-lines">
          {successors.map(({ id, title }) => (
            <li>
              <a href={`/matches/${id}`}>{title}</a> began from this one
            </li>
          ))}
        </ul>
      )}
      {mayStart ? (
        <p>
          <a class="usa-button" href={`/matches/new?from=${match.id}`}>
            Start a new match from this one
          </a>
        </p>
      ) : (
        <p>A program manager can start a new match from this one.</p>
      )}
    </section>
  );
}
