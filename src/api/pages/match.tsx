import type { Match } from '../../contracts/api.ts';
import { Page, Tag } from './layout.tsx';
import { Live } from './live.tsx';
import { Chart, Paper, People, Record, Sent, Steps } from './match-details.tsx';
import { ComingUp, Drafts } from './match-outlook.tsx';
import type { MatchPageView } from './match-page-view.ts';
import { Fact } from './portfolio.tsx';
import { dueWords, leftOpen } from './todo.ts';
import type { Todo } from './todo.ts';
import { dateWords, instantDay, instantWords, isRunning, listWords, standingWords, zoneWords } from './words.ts';

/** What a facilitator wants between two meetings: what to do, what comes, what waits; all the rest is folded. */
export function MatchPage(view: MatchPageView) {
  const { reader, match, method, todos } = view;
  return (
    <Page reader={reader} title={match.title} here="matches">
      <p class="pm-quiet">
        <a href="/">All matches</a>
      </p>
      <h1>{match.title}</h1>
      <Live match={match} here={`/matches/${match.id}`} />
      <p class="pm-lead">{standingWords(match, todos)}</p>
      <dl class="pm-facts pm-facts-tall">
        <Fact name="Dates">{dateWords(match)}</Fact>
        <Fact name="Method">{method}</Fact>
        <Fact name="Days and times">{zoneWords(match.timeZone)}</Fact>
      </dl>
      {match.rehearsal && <Rehearsal match={match} />}
      <NeedsDoing {...view} />
      <Findings match={match} />
      <ComingUp {...view} />
      <Drafts {...view} />
      <div class="pm-folds">
        <Steps {...view} />
        <Sent {...view} />
        <Paper {...view} />
        <Record {...view} />
        <People {...view} />
        <Chart {...view} />
      </div>
    </Page>
  );
}

function Rehearsal({ match }: { match: Match }) {
  return (
    <div class="usa-alert usa-alert--info usa-alert--slim usa-alert--no-icon pm-banner">
      <div class="usa-alert__body">
        <p class="usa-alert__text">
          This is a rehearsal: its own time is {instantWords(match.now, match.timeZone)}. No mail leaves the house;{' '}
          <a href="/mail">read it here</a>.
        </p>
      </div>
    </div>
  );
}

export const WHEN = [
  ['overdue', 'Overdue'],
  ['week', 'Due within a week'],
  ['later', 'Later'],
] as const;

function NeedsDoing({ match, todos }: MatchPageView) {
  if (!isRunning(match)) return <LeftOpen titles={leftOpen(match)} />;
  return (
    <section aria-labelledby="open">
      <h2 id="open">What needs doing</h2>
      {todos.length === 0 && <p>Nothing now. What comes next is below.</p>}
      <p>
        <a href={`/matches/${match.id}/report`}>Something else happened</a>
      </p>
      {WHEN.map(([when, heading]) => {
        const some = todos.filter((todo) => todo.when === when);
        if (some.length === 0) return null;
        return (
          <>
            <h3>{heading}</h3>
            <ul class="pm-tasks">
              {some.map((todo) => (
                <TodoLine match={match} todo={todo} />
              ))}
            </ul>
          </>
        );
      })}
    </section>
  );
}

/** @param named says which match it is in */
export function TodoLine({ match, todo, named = false }: { match: Match; todo: Todo; named?: boolean }) {
  const { title, task, about, owners, status, tone } = todo;
  const words = about.length > 0 ? `${title}: ${listWords(about)}` : title;
  return (
    <li>
      <div class="pm-task-head">
        <span>{task === null ? words : <a href={`/matches/${match.id}/tasks/${task}`}>{words}</a>}</span>
        <Tag tone={tone}>{status}</Tag>
      </div>
      <p class="pm-quiet">
        {named && (
          <>
            <a href={`/matches/${match.id}`}>{match.title}</a> ·{' '}
          </>
        )}
        {listWords(owners)} · {dueWords(todo, match)}
      </p>
    </li>
  );
}

function LeftOpen({ titles }: { titles: readonly string[] }) {
  if (titles.length === 0) return null;
  return (
    <section aria-labelledby="open">
      <h2 id="open">Left open when it ended</h2>
      <ul class="pm-lines">
        {titles.map((title) => (
          <li>{title}</li>
        ))}
      </ul>
    </section>
  );
}

function Findings({ match }: { match: Match }) {
  if (match.findings.length === 0) return null;
  const title = (task: string | null) => match.tasks.find(({ id }) => id === task)?.title;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">Worth a look</h2>
      <ul class="pm-lines">
        {match.findings.map(({ text, task, since }) => (
          <li>
            {text}
            <p class="pm-quiet">
              {title(task) !== undefined && `${title(task)} · `}since {instantDay(since, match)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
