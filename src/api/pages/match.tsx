import type { ForecastEntry, Match } from '../../contracts/api.ts';
import type { LetterRow } from '../../db/api-queries.ts';
import { Page, Tag, type Reader } from './layout.tsx';
import { Fact } from './portfolio.tsx';
import {
  ASK_WORDS,
  dateWords,
  instantDay,
  instantWords,
  LETTER_WORDS,
  plural,
  roleWords,
  STAGE_WORDS,
  standingWords,
  STATUS_WORDS,
  taskStatus,
} from './words.ts';

export interface MatchPageView {
  readonly reader: Reader;
  readonly match: Match;
  readonly method: string;
  readonly svg: string;
  readonly letters: readonly LetterRow[];
  readonly forecast: readonly ForecastEntry[];
  readonly record: readonly RecordLine[];
  readonly nameOf: (person: string | null) => string | undefined;
  readonly letterTitle: (kind: string) => string;
}
/** One line of the record in plain words. */
export interface RecordLine {
  readonly when: string;
  readonly what: string;
  readonly by: string;
  readonly about: string | null;
  readonly caused: readonly string[];
}

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
      <Steps {...view} />
      <Letters {...view} />
      <Forecast {...view} />
      <Chart {...view} />
      <Record {...view} />
    </Page>
  );
}

function Rehearsal({ match }: { match: Match }) {
  return (
    <div class="usa-alert usa-alert--info usa-alert--slim">
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

function Steps({ match, nameOf }: MatchPageView) {
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">Steps and tasks</h2>
      {match.steps.map((step, index) => (
        <>
          <h3>
            {index + 1}. {step.title}{' '}
            <Tag tone={step.stage === 'complete' ? 'good' : step.stage === 'underway' ? 'wait' : 'plain'}>
              {STAGE_WORDS[step.stage]}
            </Tag>
          </h3>
          <ul class="pm-tasks">
            {match.tasks
              .filter((task) => task.step === step.id)
              .map((task) => (
                <Task match={match} task={task} owner={nameOf(task.owner.person) ?? roleWords(task.owner.role)} />
              ))}
          </ul>
        </>
      ))}
      <Parts match={match} />
    </section>
  );
}

function Task({ match, task, owner }: { match: Match; task: Match['tasks'][number]; owner: string }) {
  const { words, tone } = taskStatus(task, match.now);
  const when =
    task.state === 'upcoming' && task.opens !== null ? `opens ${instantDay(task.opens, match.timeZone)}, ` : '';
  const settled = task.state === 'done' || task.state === 'skipped' || task.state === 'notApplicable';
  return (
    <li>
      <div class="pm-task-head">
        <span>{task.title}</span>
        <Tag tone={tone}>{words}</Tag>
      </div>
      <p class="pm-quiet">
        {owner}
        {!settled && task.due !== null && ` · ${when}due ${instantDay(task.due, match.timeZone)}`}
        {task.reason !== null && ` · Reason: ${task.reason}`}
      </p>
    </li>
  );
}

function Parts({ match }: { match: Match }) {
  const kinds = [...new Set(match.parts.map(({ chart }) => chart))];
  if (kinds.length === 0) return null;
  return (
    <>
      <h3>Counted along the way</h3>
      <ul class="pm-lines">
        {kinds.map((kind) => {
          const all = match.parts.filter(({ chart }) => chart === kind);
          return (
            <li>{`${PART_WORDS[kind] ?? kind}: ${all.filter(({ done }) => done).length} of ${all.length} settled`}</li>
          );
        })}
      </ul>
    </>
  );
}

const PART_WORDS: Readonly<Record<string, string>> = {
  call: 'Calls',
  invitation: 'Candidates and invitations',
  arrangement: 'Arrangements',
  evaluation: 'Evaluation forms',
  honorarium: 'Honoraria',
  review: 'Reviews of the summary',
  commitment: 'Commitments',
  gain: 'Hoped gains',
  session: 'Meetings',
};

function Letters({ match, letters, nameOf, letterTitle }: MatchPageView) {
  return (
    <section aria-labelledby="letters">
      <h2 id="letters">Letters</h2>
      {letters.length === 0 && <p>No letters yet.</p>}
      <ul class="pm-lines">
        {letters.map((letter) => (
          <li>
            <a href={`/matches/${match.id}/letters/${letter.id}`}>{letter.subject}</a>
            <p class="pm-quiet">
              {letterTitle(letter.kind)} to {nameOf(letter.person) ?? 'a person'} · {LETTER_WORDS[letter.state]}
              {letter.names_old_date && ' · names an old date'}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const MOST = 12;

function Forecast({ match, forecast, letterTitle }: MatchPageView) {
  const title = (task: string | null) =>
    match.tasks.find(({ id }) => id === task)?.title ?? match.steps.find(({ id }) => id === task)?.title;
  return (
    <section aria-labelledby="forecast">
      <h2 id="forecast">What comes next, if nobody does anything</h2>
      {forecast.length === 0 && <p>Nothing is planned.</p>}
      <ul class="pm-lines">
        {forecast.slice(0, MOST).map((entry) => (
          <li>
            {instantWords(entry.at, match.timeZone)}
            <p class="pm-quiet">
              {entry.what === 'letter' ? `Letter: ${letterTitle(entry.kind)}` : (ASK_WORDS[entry.kind] ?? 'Reminder')}
              {title(entry.task) !== undefined && `: ${title(entry.task)}`}
              {entry.to !== null && ` (${roleWords(entry.to)})`}
            </p>
          </li>
        ))}
      </ul>
      {forecast.length > MOST && <p class="pm-quiet">And {plural(forecast.length - MOST, 'more thing')} later.</p>}
    </section>
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
