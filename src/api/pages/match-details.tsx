import type { ComponentChildren } from 'preact';
import type { Match } from '../../contracts/api.ts';
import type { Doable } from './act/doable.ts';
import { OnePress } from './act/just.tsx';
import { hiddenAgain } from './act/press.ts';
import { Tag } from './layout.tsx';
import { PaperList } from './paper-links.tsx';
import type { MatchPageView } from './match-page-view.ts';
import { RecordLines } from './match/record-list.tsx';
import { instantDay, isSettled, partWords, plural, roleWords, STAGE_WORDS, taskStatus, whenWords } from './words.ts';

/** A section that is closed until somebody wants it; its heading stays in order. */
export function Fold({
  id,
  title,
  hint,
  children,
}: {
  id: string;
  title: string;
  hint: string;
  children: ComponentChildren;
}) {
  return (
    <details class="pm-fold">
      <summary>
        <h2 id={id}>{title}</h2>
        <span class="pm-quiet">{hint}</span>
      </summary>
      <div class="pm-fold-body">{children}</div>
    </details>
  );
}

const settledOf = (all: readonly Match['tasks'][number][]): string =>
  `${all.filter(isSettled).length} of ${plural(all.length, 'task')} settled`;

/** The steps with their stage; tasks of steps that are under way are in sight, the others folded. */
export function Steps({ match, nameOf, reopenOf, hidden }: MatchPageView) {
  const own = match.tasks.filter(({ step }) => match.steps.some(({ id }) => id === step));
  const kinds = [...new Set(match.parts.map(({ chart }) => chart))];
  return (
    <Fold id="steps" title="All steps and tasks" hint={settledOf(own)}>
      <div class="pm-steps">
        {match.steps.map((step, index) => {
          const tasks = match.tasks.filter((task) => task.step === step.id);
          return (
            <details open={step.stage === 'underway'}>
              <summary>
                <h3>
                  {index + 1}. {step.title}
                </h3>
                <span class="pm-quiet">
                  {STAGE_WORDS[step.stage]}, {settledOf(tasks)}
                </span>
              </summary>
              <ul class="pm-tasks">
                {tasks.map((task) => (
                  <TaskLine match={match} task={task} nameOf={nameOf} reopen={reopenOf(task.id)} hidden={hidden} />
                ))}
              </ul>
            </details>
          );
        })}
      </div>
      {kinds.length > 0 && (
        <p class="pm-quiet">
          {kinds
            .map((kind) => {
              const all = match.parts.filter(({ chart }) => chart === kind);
              return `${partWords(kind)}: ${all.filter(({ done }) => done).length} of ${all.length} settled`;
            })
            .join(' · ')}
        </p>
      )}
    </Fold>
  );
}

type Task = Match['tasks'][number];

interface TaskLineProps extends Pick<MatchPageView, 'match' | 'nameOf' | 'hidden'> {
  readonly task: Task;
  readonly reopen: Doable | undefined;
}

function TaskLine({ match, task, nameOf, reopen, hidden }: TaskLineProps) {
  const { words, tone } = taskStatus(task);
  const owner = nameOf(task.owner.person) ?? `the ${roleWords(task.owner.role)}`;
  const when = whenWords(task, match);
  return (
    <li>
      <div class="pm-task-head">
        <a href={`/matches/${match.id}/tasks/${task.id}`}>{task.title}</a>
        <Tag tone={tone}>{words}</Tag>
      </div>
      <p class="pm-quiet">
        {owner}
        {when !== undefined && ` · ${when}`}
        {task.reason !== null && ` · Reason: ${task.reason}`}
      </p>
      {reopen && (
        <OnePress one={reopen} words="Reopen" label={`Reopen: ${task.title}`} hidden={hiddenAgain(hidden)} quiet />
      )}
    </li>
  );
}

/** What was sent, by kind and day. */
export function Sent({ match, sent, letterTitle, nameOf }: MatchPageView) {
  const total = sent.reduce((all, { count }) => all + count, 0);
  return (
    <Fold id="letters" title="Letters sent" hint={total === 0 ? 'none yet' : plural(total, 'letter')}>
      <ul class="pm-lines">
        {sent.map(({ kind, at, count, people, some }) => (
          <li>
            {letterTitle(kind)}, to{' '}
            {people === 1 ? (nameOf(some[0]?.person ?? null) ?? 'a person') : plural(people, 'person', 'people')},{' '}
            {instantDay(at.toISOString(), match)}
            <p class="pm-quiet">
              {some.map(({ id, person, subject }, n) => (
                <>
                  {n > 0 && (people === 1 ? '; ' : ', ')}
                  <a href={`/matches/${match.id}/letters/${id}`}>
                    {people === 1 ? subject : (nameOf(person) ?? 'a person')}
                  </a>
                </>
              ))}
              {count > some.length && ` and ${count - some.length} more`}
            </p>
          </li>
        ))}
      </ul>
      <p>
        <a href={`/matches/${match.id}/letters`}>All letters, one by one</a>
      </p>
    </Fold>
  );
}

/** Lists, labels and the packet on paper, the dates as a file. */
export const Paper = ({ match }: MatchPageView) => (
  <Fold id="paper" title="To print and to save" hint="the packet, labels, whom to call, the calendar">
    <PaperList match={match} />
  </Fold>
);

const NEWEST = 5;

/** The newest lines of the record, in plain words. */
export function Lately({ match, record }: MatchPageView) {
  return (
    <Fold id="record" title="What happened lately" hint={record[0]?.what ?? 'nothing yet'}>
      <RecordLines record={record.slice(0, NEWEST)} />
      <p>
        <a href={`/matches/${match.id}/record`}>Everything that happened</a>
      </p>
    </Fold>
  );
}
