import type { ComponentChildren } from 'preact';
import type { Match } from '../../contracts/api.ts';
import { Tag } from './layout.tsx';
import { Recipients } from './match-outlook.tsx';
import { PaperList } from './paper-links.tsx';
import type { MatchPageView, RecordLine } from './match-page-view.ts';
import {
  instantDay,
  isSettled,
  listWords,
  partWords,
  plural,
  roleWords,
  STAGE_WORDS,
  taskStatus,
  teamWords,
  whenWords,
} from './words.ts';

/** A section that is closed until somebody wants it; its heading stays in order. */
function Fold({ id, title, hint, children }: { id: string; title: string; hint: string; children: ComponentChildren }) {
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
export function Steps({ match, nameOf }: MatchPageView) {
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
                  <TaskLine match={match} task={task} nameOf={nameOf} />
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

function TaskLine({ match, task, nameOf }: { match: Match; task: Task; nameOf: MatchPageView['nameOf'] }) {
  const { words, tone } = taskStatus(task);
  const owner = nameOf(task.owner.person) ?? `the ${roleWords(task.owner.role)}`;
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

/** What was sent, by kind and day. */
export function Sent(view: MatchPageView) {
  const { match, sent, letterTitle } = view;
  const count = sent.reduce((all, { letters }) => all + letters.length, 0);
  return (
    <Fold id="letters" title="Letters sent" hint={count === 0 ? 'none yet' : plural(count, 'letter')}>
      <ul class="pm-lines">
        {sent.map(({ kind, at, letters }) => {
          const to = [...new Set(letters.map(({ person }) => person))];
          return (
            <li>
              {letterTitle(kind)}, to{' '}
              {to.length === 1 ? (view.nameOf(to[0] ?? null) ?? 'a person') : plural(to.length, 'person', 'people')},{' '}
              {instantDay(at, match)}
              <p class="pm-quiet">
                {to.length === 1 ? (
                  <Subjects match={match} letters={letters} />
                ) : (
                  <Recipients view={view} letters={letters} />
                )}
              </p>
            </li>
          );
        })}
      </ul>
      <p>
        <a href={`/matches/${match.id}/letters`}>All letters, one by one</a>
      </p>
    </Fold>
  );
}

function Subjects({ match, letters }: { match: Match; letters: MatchPageView['stuck'] }) {
  return (
    <>
      {letters.map(({ id, subject }, at) => (
        <>
          {at > 0 && '; '}
          <a href={`/matches/${match.id}/letters/${id}`}>{subject}</a>
        </>
      ))}
    </>
  );
}

/** Lists, labels and the packet on paper, the dates as a file. */
export const Paper = ({ match }: MatchPageView) => (
  <Fold id="paper" title="To print and to save" hint="the packet, labels, whom to call, the calendar">
    <PaperList match={match} />
  </Fold>
);

const NEWEST = 20;

/** The record in plain words; what is far back is folded once more. */
export function Record({ record, recordGoesOn }: MatchPageView) {
  const older = record.slice(NEWEST);
  return (
    <Fold id="record" title="What happened" hint={record.length === 0 ? 'nothing yet' : 'the newest first'}>
      <Lines record={record.slice(0, NEWEST)} />
      {older.length > 0 && (
        <details class="pm-more">
          <summary>{plural(older.length, 'older line')}</summary>
          <Lines record={older} />
          {recordGoesOn && <p class="pm-quiet">What happened before is in the record, but not on this page.</p>}
        </details>
      )}
    </Fold>
  );
}

function Lines({ record }: { record: readonly RecordLine[] }) {
  return (
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
  );
}

export function People({ match, people, seesAddress }: MatchPageView) {
  return (
    <Fold id="people" title="People" hint={plural(people.length, 'person', 'people')}>
      <p>
        <a href={`/matches/${match.id}/people/import`}>Add people from a list</a>
      </p>
      <ul class="pm-lines">
        {people.map((person) => {
          const { name, title, organization, town, roles, team } = person;
          return (
            <li>
              {name}
              <p class="pm-quiet">
                {[listWords(roles.map(roleWords)), team === null ? null : teamWords(team), title, organization, town]
                  .filter((word) => word !== null && word !== '')
                  .join(' · ')}
              </p>
              {seesAddress(person) && <Reach {...person} />}
            </li>
          );
        })}
      </ul>
    </Fold>
  );
}

function Reach({ telephone, email }: Pick<MatchPageView['people'][number], 'telephone' | 'email'>) {
  return (
    <p class="pm-quiet">
      {telephone !== null && <a href={`tel:${telephone.replaceAll(/[^+\d]/g, '')}`}>{telephone}</a>}
      {telephone !== null && email !== null && ' · '}
      {email === null ? ' No e-mail address' : <a href={`mailto:${email}`}>{email}</a>}
    </p>
  );
}

export function Chart({ match, svg }: MatchPageView) {
  return (
    <Fold id="chart" title="The whole match as a picture" hint="what is open is framed, what is done is green">
      {/* The drawing is made by us from escaped labels. */}
      <div
        class="pm-chart"
        tabindex={0}
        role="group"
        aria-labelledby="chart"
        dangerouslySetInnerHTML={{ __html: svg }}
      />
      <h3>The same in words</h3>
      <ul class="pm-lines">
        {match.steps.map((step) => {
          const tasks = match.tasks.filter((task) => task.step === step.id);
          const open = tasks.filter(({ state }) => state === 'open').map(({ title }) => title);
          return (
            <li>
              {step.title}: {STAGE_WORDS[step.stage]}, {settledOf(tasks)}.
              {open.length > 0 && ` Open: ${open.join('; ')}.`}
            </li>
          );
        })}
      </ul>
    </Fold>
  );
}
