import type { Match } from '../../../contracts/api.ts';
import type { Guidance } from '../../../words/index.ts';
import { Page, Tag } from '../layout.tsx';
import { Live } from '../live.tsx';
import type { FindingView } from '../match/findings.ts';
import { GoodToKnow } from '../match/guidance.tsx';
import type { Reader } from '../layout.tsx';
import type { PartName } from '../part-words.ts';
import { Fact } from '../portfolio.tsx';
import { instantDay, roleWords, taskStatus } from '../words.ts';
import type { AnswerGiven } from './answers-given.ts';
import type { Doable } from './doable.ts';
import { JustDone } from './just.tsx';
import { hiddenAgain } from './press.ts';
import { Hidden } from './report.tsx';
import type { Just } from './undo.ts';

export interface TaskView {
  readonly reader: Reader;
  readonly match: Match;
  readonly task: Match['tasks'][number];
  /** Undefined for what clears up after a cancelled match: that is none of the steps. */
  readonly step: string | undefined;
  readonly owner: string | undefined;
  readonly own: readonly Doable[];
  /** It is open, and parts of the match settle it: a call, an invitation. */
  readonly isSettledElsewhere: boolean;
  readonly always: readonly Doable[];
  readonly answers: readonly AnswerGiven[];
  readonly nameOf: (person: string | null) => string | undefined;
  readonly findings: readonly FindingView[];
  readonly guidance: readonly Guidance[];
  readonly just: Just | undefined;
  readonly here: string;
  readonly partName: PartName;
  readonly hidden: Readonly<Record<string, string>>;
}

/** One task: how it stands, what helps, what can be reported now. */
export function TaskPage(view: TaskView) {
  const { reader, match, task, step, owner, findings, guidance, just, hidden, here } = view;
  const { words, tone } = taskStatus(task);
  const role = roleWords(task.owner.role);
  return (
    <Page reader={reader} title={task.title} here="matches">
      <p class="pm-quiet">
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </p>
      <h1>{task.title}</h1>
      <JustDone just={just} hidden={hiddenAgain(hidden)} />
      <p>
        <Tag tone={tone}>{words}</Tag>
      </p>
      <dl class="pm-facts pm-facts-tall">
        {step !== undefined && <Fact name="Step">{step}</Fact>}
        <Fact name="With">{owner === undefined ? `the ${role}` : `${owner} (${role})`}</Fact>
        {task.due !== null && <Fact name="Due">{instantDay(task.due, match)}</Fact>}
        {task.reason !== null && <Fact name="Reason">{task.reason}</Fact>}
      </dl>
      <Live match={match} here={here} />
      {findings.length > 0 && (
        <section aria-labelledby="findings">
          <h2 id="findings">Worth a look</h2>
          <ul class="pm-lines">
            {findings.map(({ text, todo }) => (
              <li>
                {text}
                {todo !== '' && <p class="pm-todo">{todo}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Answers {...view} />
      <WhatHappened {...view} />
      {guidance.length > 0 && (
        <section aria-labelledby="guidance">
          <h2 id="guidance">Good to know</h2>
          <GoodToKnow texts={guidance} />
        </section>
      )}
    </Page>
  );
}

/** What people said with their answers, in their own words. */
function Answers({ match, answers, nameOf }: TaskView) {
  if (answers.length === 0) return null;
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">What people answered</h2>
      <ul class="pm-lines">
        {answers.map(({ person, title, at, texts }) => (
          <li>
            {nameOf(person) ?? 'Somebody who has left'}: {title} <span class="pm-quiet">{instantDay(at, match)}</span>
            <dl class="pm-facts pm-facts-tall">
              {texts.map(({ label, text }) => (
                <Fact name={label}>
                  <span class="pm-as-typed">{text}</span>
                </Fact>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

function WhatHappened({ match, task, own, always, isSettledElsewhere, partName, hidden }: TaskView) {
  if (own.length + always.length === 0) return <p>There is nothing to report about this now.</p>;
  return (
    <section aria-labelledby="report">
      <h2 id="report">What happened?</h2>
      {own.length === 0 && isSettledElsewhere && (
        <p>
          What settles it is not reported here, but where it happens, as a call or an invitation:{' '}
          <a href={`/matches/${match.id}/report`}>what else can be reported</a>.
        </p>
      )}
      {own.length > 0 && (
        <ul class="pm-lines">
          {own.map((one) => (
            <li>
              <Press one={one} match={match} about={one.part && partName(one.part)} hidden={hidden} />
            </li>
          ))}
        </ul>
      )}
      {always.length > 0 && (
        <details class="pm-more" open={own.length === 0}>
          <summary>
            {task.state === 'open' || task.state === 'upcoming' ? 'It is not to be done, or not now' : 'More'}
          </summary>
          <ul class="pm-lines">
            {always.map(({ title, address }) => (
              <li>
                <a href={address}>{title}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface PressProps {
  readonly one: Doable;
  readonly match: Match;
  readonly about: string | undefined;
  readonly hidden: Readonly<Record<string, string>>;
  /** It is not what is to be done next. */
  readonly quiet?: boolean;
}

/** One press where nothing else is needed; otherwise a link to what is asked, to the form, or to both. */
export function Press({ one, match, about, hidden, quiet = false }: PressProps) {
  const words = about ? `${one.title}: ${about}` : one.title;
  if (one.form !== undefined) {
    const query = one.part === undefined ? '' : `?part=${encodeURIComponent(one.part)}`;
    return (
      <>
        <a class="usa-button" href={`/matches/${match.id}/forms/${one.form}${query}`}>
          Open the form
        </a>{' '}
        <span>{one.asks ? <a href={one.address}>{words}</a> : words}</span>
      </>
    );
  }
  if (!one.atOnce) return <a href={one.address}>{words}</a>;
  return (
    <div class="pm-press">
      <form method="post" action={one.address}>
        <Hidden values={hiddenAgain(hidden)} />
        <button class={`usa-button ${quiet ? 'usa-button--outline' : ''}`} type="submit">
          {words}
        </button>
      </form>
      {one.asks && <a href={one.address}>with details</a>}
    </div>
  );
}
