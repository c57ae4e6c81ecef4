import type { Match } from '../../contracts/api.ts';
import { Page, Tag } from './layout.tsx';
import { Live } from './live.tsx';
import type { Doable } from './act/doable.ts';
import { JustDone, OnePress } from './act/just.tsx';
import { hiddenAgain } from './act/press.ts';
import { Fold, Lately, Paper, Sent, Steps } from './match-details.tsx';
import { ComingUp, Drafts } from './match-outlook.tsx';
import type { MatchPageView } from './match-page-view.ts';
import { GoodToKnow } from './match/guidance.tsx';
import { StepIndicator } from './match/step-indicator.tsx';
import { Places } from './match/sub-page.tsx';
import { Fact } from './portfolio.tsx';
import { dueWords, leftOpen } from './todo.ts';
import type { Todo } from './todo.ts';
import {
  dateWords,
  instantDay,
  instantWords,
  isRunning,
  listWords,
  plural,
  standingWords,
  zoneWords,
} from './words.ts';

/** What a facilitator wants between two meetings: what to do, what comes, what waits; all the rest is folded. */
export function MatchPage(view: MatchPageView) {
  const { reader, match, method, todos, just, hidden, here, places, guidance } = view;
  return (
    <Page reader={reader} title={match.title} here="matches">
      <p class="pm-quiet">
        <a href="/">All matches</a>
      </p>
      <h1>{match.title}</h1>
      <JustDone just={just} hidden={hiddenAgain(hidden)} from="match" />
      <p class="pm-lead">{standingWords(match, todos)}</p>
      <StepIndicator match={match} />
      <dl class="pm-facts pm-facts-tall">
        <Fact name="Dates">{dateWords(match)}</Fact>
        <Fact name="Method">{method}</Fact>
        <Fact name="Days and times">{zoneWords(match.timeZone)}</Fact>
      </dl>
      <Live match={match} here={here} />
      {match.rehearsal && <Rehearsal match={match} />}
      <NeedsDoing {...view} />
      <Findings {...view} />
      <ComingUp {...view} />
      <Drafts {...view} />
      <div class="pm-folds">
        <Steps {...view} />
        <Sent {...view} />
        <Paper {...view} />
        <Lately {...view} />
        {guidance.length > 0 && (
          <Fold id="guidance" title="Good to know now" hint={plural(guidance.length, 'short text')}>
            <GoodToKnow texts={guidance} />
          </Fold>
        )}
      </div>
      <Places match={match} places={places} />
    </Page>
  );
}

function Rehearsal({ match }: { match: Match }) {
  return (
    <div class="usa-alert usa-alert--info usa-alert--slim usa-alert--no-icon pm-banner">
      <div class="usa-alert__body">
        <p class="usa-alert__text">
          This is a rehearsal: its own time is {instantWords(match.now, match.timeZone)}. No mail leaves the house;{' '}
          <a href="/mail">read it here</a>. <a href={`/matches/${match.id}/rehearse`}>Turn its clock</a>.
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

function NeedsDoing({ match, todos, pressOf, hidden }: MatchPageView) {
  if (!isRunning(match)) return <LeftOpen titles={leftOpen(match)} />;
  return (
    <section aria-labelledby="open">
      <h2 id="open">What needs doing</h2>
      {todos.length === 0 && <p>Nothing now. What comes next is below.</p>}
      {WHEN.map(([when, heading]) => {
        const some = todos.filter((todo) => todo.when === when);
        if (some.length === 0) return null;
        return (
          <>
            <h3>{heading}</h3>
            <ul class="pm-tasks">
              {some.map((todo) => (
                <TodoLine match={match} todo={todo} press={pressOf(todo)} hidden={hidden} />
              ))}
            </ul>
          </>
        );
      })}
      <p>
        <a href={`/matches/${match.id}/report`}>Something else happened</a>
      </p>
    </section>
  );
}

interface TodoLineProps {
  readonly match: Match;
  readonly todo: Todo;
  /** Says which match it is in. */
  readonly named?: boolean;
  /** What settles it in one press (`pressFor`), with the hidden fields of the page. */
  readonly press?: Doable | undefined;
  readonly hidden?: Readonly<Record<string, string>>;
}

/** One thing to do: what, whose, by when; with a button where one press is enough. */
export function TodoLine({ match, todo, named = false, press, hidden }: TodoLineProps) {
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
      {press && hidden && <OnePress one={press} words={press.title} hidden={hiddenAgain(hidden)} quiet />}
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

function Findings({ match, findings }: MatchPageView) {
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">Worth a look</h2>
      <ul class="pm-lines">
        {findings.map(({ text, todo, where, since }) => (
          <li>
            {text}
            {todo !== '' && <p class="pm-todo">{todo}</p>}
            <p class="pm-quiet">
              {where && (
                <>
                  <a href={where.href}>{where.words}</a> ·{' '}
                </>
              )}
              since {instantDay(since, match)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
