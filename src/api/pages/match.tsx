import type { Match } from '../../contracts/api.ts';
import { Page, Tag } from './layout.tsx';
import type { MatchPageView } from './match-page-view.ts';
import { Forecast, Letters } from './match-outlook.tsx';
import { Fact } from './portfolio.tsx';
import {
  dateWords,
  instantDay,
  instantWords,
  isLate,
  isRunning,
  isSettled,
  partWords,
  roleWords,
  STAGE_WORDS,
  standingWords,
  STATUS_WORDS,
  taskStatus,
  whenWords,
} from './words.ts';

export function MatchPage(view: MatchPageView) {
  const { reader, match, method } = view;
  return (
    <Page reader={reader} title={match.title} here="matches">
      <p class="pm-quiet">
        <a href="/">All matches</a>
      </p>
      <h1>{match.title}</h1>
      <p class="pm-quiet">
        {method} <Tag tone={match.status === 'onHold' ? 'wait' : 'plain'}>{STATUS_WORDS[match.status]}</Tag>
      </p>
      {match.rehearsal && <Rehearsal match={match} />}
      <p class="pm-lead">{standingWords(match)}</p>
      <dl class="pm-facts">
        <Fact name="Dates">{dateWords(match)}</Fact>
        <Fact name="Time zone">{match.timeZone}</Fact>
      </dl>
      <Findings match={match} />
      <OpenNow {...view} />
      <Letters {...view} />
      <Forecast {...view} />
      <Steps {...view} />
      <Chart {...view} />
      <Record {...view} />
    </Page>
  );
}

function Rehearsal({ match }: { match: Match }) {
  return (
    <div class="usa-alert usa-alert--info usa-alert--slim usa-alert--no-icon">
      <div class="usa-alert__body">
        <p class="usa-alert__text">
          This is a rehearsal. Its own time is {instantWords(match.now, match.timeZone)}. No mail leaves the house:{' '}
          <a href="/mail">read it here</a>.
        </p>
      </div>
    </div>
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
              {title(task) !== undefined && `${title(task)} · `}since {instantDay(since, match.timeZone)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What somebody can do today: late first, then by date. */
function OpenNow({ match, nameOf }: MatchPageView) {
  const late = (task: Task) => (isLate(task, match.now) ? 0 : 1);
  const open = match.tasks
    .filter(({ state }) => state === 'open')
    .sort((one, other) => late(one) - late(other) || ((one.due ?? '9') < (other.due ?? '9') ? -1 : 1));
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="open">
      <h2 id="open">{isRunning(match) ? 'Open now' : 'Left open when it ended'}</h2>
      <ul class="pm-tasks">
        {open.map((task) => (
          <TaskLine match={match} task={task} nameOf={nameOf} />
        ))}
      </ul>
    </section>
  );
}

function Steps({ match, nameOf }: MatchPageView) {
  const kinds = [...new Set(match.parts.map(({ chart }) => chart))];
  return (
    <section aria-labelledby="steps" class="pm-steps">
      <h2 id="steps">All steps</h2>
      {match.steps.map((step, index) => {
        const tasks = match.tasks.filter((task) => task.step === step.id);
        return (
          <details>
            <summary>
              <h3>
                {index + 1}. {step.title}
              </h3>
              <span class="pm-quiet">
                {STAGE_WORDS[step.stage]}, {tasks.filter(isSettled).length} of {tasks.length} settled
              </span>
            </summary>
            <ul class="pm-tasks">
              {tasks.map((task) => (
                <TaskLine match={match} task={task} nameOf={nameOf} />
              ))}
            </ul>
          </details>
        );
      })}
      {kinds.length > 0 && (
        <ul class="pm-lines">
          {kinds.map((kind) => {
            const all = match.parts.filter(({ chart }) => chart === kind);
            return <li>{`${partWords(kind)}: ${all.filter(({ done }) => done).length} of ${all.length} settled`}</li>;
          })}
        </ul>
      )}
    </section>
  );
}

type Task = Match['tasks'][number];

function TaskLine({ match, task, nameOf }: { match: Match; task: Task; nameOf: MatchPageView['nameOf'] }) {
  const { words, tone } = taskStatus(task, match);
  const owner = nameOf(task.owner.person) ?? roleWords(task.owner.role);
  const when = whenWords(task, match);
  return (
    <li>
      <div class="pm-task-head">
        <span>{task.title}</span>
        <Tag tone={tone}>{words}</Tag>
      </div>
      <p class="pm-quiet">
        {owner}
        {when !== undefined && ` · ${when}`}
        {task.reason !== null && ` · Reason: ${task.reason}`}
      </p>
    </li>
  );
}

function Chart({ svg }: MatchPageView) {
  return (
    <section aria-labelledby="chart">
      <h2 id="chart">The whole match as a picture</h2>
      {/* The drawing is made by us from escaped labels. */}
      <div
        class="pm-chart"
        tabindex={0}
        role="group"
        aria-labelledby="chart"
        dangerouslySetInnerHTML={{ __html: svg }}
      />
    </section>
  );
}

function Record({ record }: MatchPageView) {
  return (
    <section aria-labelledby="record">
      <h2 id="record">What happened</h2>
      {record.length === 0 && <p>Nothing yet.</p>}
      <ul class="pm-lines">
        {record.map(({ when, what, by, about, caused }) => (
          <li>
            {what}
            {about !== null && `: ${about}`}
            <p class="pm-quiet">
              {when} · {by}
              {caused.length > 0 && ` · ${caused.join(', ')}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
