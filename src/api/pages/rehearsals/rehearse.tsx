import type { Match } from '../../../contracts/api.ts';
import type { Stop } from '../../rehearsals/stops.ts';
import { Hidden } from '../act/report.tsx';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { TodoLine } from '../match.tsx';
import type { Todo } from '../todo.ts';
import { instantWords, isRunning, plural, standingWords } from '../words.ts';

export interface KeptMail {
  readonly id: string;
  readonly subject: string;
  readonly to: string;
  readonly at: string;
  /** Its text; what opens a page of ours is a link. */
  readonly text: readonly { readonly words: string; readonly href?: string }[];
}
export interface RehearseView {
  readonly reader: Reader;
  readonly match: Match;
  readonly todos: readonly Todo[];
  /** Letters that wait for somebody's release. */
  readonly drafts: number;
  /** Each with hidden fields of its own: one press is one move. */
  readonly stops: readonly (Stop & { readonly hidden: Readonly<Record<string, string>> })[];
  readonly mail: readonly KeptMail[];
  /** There is more than is shown. */
  readonly mailGoesOn: boolean;
  /** The instant from which the step counts; undefined: the newest mail is shown, from whatever step. */
  readonly since: string | undefined;
  /** May the reader turn the clock? */
  readonly mayTurn: boolean;
  readonly notice: string | undefined;
}

/** Practising a match: its own clock, what arrived, what to do next. */
export function RehearsePage(view: RehearseView) {
  const { reader, match, todos, notice } = view;
  return (
    <Page reader={reader} title={`Rehearse: ${match.title}`} here="rehearsals">
      <p class="pm-quiet">
        <a href="/rehearsals">All rehearsals</a> · <a href={`/matches/${match.id}`}>The page of this match</a>
      </p>
      <h1>{match.title}</h1>
      {notice !== undefined && (
        <div class="usa-alert usa-alert--warning usa-alert--slim" role="status">
          <div class="usa-alert__body">
            <p class="usa-alert__text">{notice}</p>
          </div>
        </div>
      )}
      <p class="pm-clock">
        <span class="pm-quiet">In this rehearsal it is</span>
        <time dateTime={match.now}>{instantWords(match.now, match.timeZone)}</time>
      </p>
      <p class="pm-lead">{standingWords(match, todos)}</p>
      <Clock {...view} />
      <div class="pm-rehearse">
        <NextDeeds {...view} />
        <Arrived {...view} />
      </div>
    </Page>
  );
}

const NAMES = { day: 'Next day', deadline: 'Next deadline', checkIn: 'To the check-in' } as const;

function Clock({ match, stops, mayTurn }: RehearseView) {
  if (!isRunning(match)) return <p>This rehearsal is over. What it wrote can still be read below.</p>;
  if (!mayTurn) return <p>The facilitator turns the clock.</p>;
  return (
    <section aria-labelledby="clock">
      <h2 id="clock">Turn the clock</h2>
      <p class="pm-quiet">It only goes forward. A press takes some seconds, and up to a minute over several months.</p>
      <ul class="pm-stops">
        {stops.map(({ id, until, about, hidden }) => (
          <li>
            <form method="post" action={`/matches/${match.id}/rehearse`}>
              <Hidden values={{ ...hidden, until, from: match.now }} />
              <button class="usa-button" type="submit" aria-describedby={`stop-${id}`}>
                {NAMES[id]}
              </button>
            </form>
            <p class="pm-quiet" id={`stop-${id}`}>
              {instantWords(until, match.timeZone)}
              {about !== undefined && `: ${about}`}
            </p>
          </li>
        ))}
      </ul>
      {stops.every(({ id }) => id !== 'checkIn') && (
        <p class="pm-quiet">The check-in has no day yet, or is behind you.</p>
      )}
    </section>
  );
}

function NextDeeds({ match, todos, drafts }: RehearseView) {
  return (
    <section aria-labelledby="next">
      <h2 id="next">What to do next</h2>
      {drafts > 0 && (
        <p>
          <a href={`/matches/${match.id}/letters`}>{plural(drafts, 'letter waits', 'letters wait')} to be released</a>
        </p>
      )}
      {todos.length === 0 && drafts === 0 && <p>Nothing now. Turn the clock, and see what comes.</p>}
      <ul class="pm-tasks">
        {todos.map((todo) => (
          <TodoLine match={match} todo={todo} />
        ))}
      </ul>
    </section>
  );
}

function Arrived({ match, mail, mailGoesOn, since }: RehearseView) {
  const from = since === undefined ? undefined : instantWords(since, match.timeZone);
  return (
    <section aria-labelledby="arrived">
      <h2 id="arrived">{from === undefined ? 'The newest mail' : 'Mail of this step'}</h2>
      <p class="pm-quiet">
        {from === undefined
          ? 'The newest first. It was kept here, and not sent.'
          : `Since ${from}, the newest first. It was kept here, and not sent.`}
      </p>
      {mail.length === 0 && <p>{from === undefined ? 'None yet.' : 'None.'}</p>}
      <ul class="pm-lines pm-arrived">
        {mail.map(({ id, subject, to, at, text }) => (
          <li>
            <details>
              <summary>
                <span class="pm-subject">{subject}</span>
                <span class="pm-quiet">
                  To {to} · {at}
                </span>
              </summary>
              <div class="pm-letter">
                {text.map(({ words, href }) => (href === undefined ? words : <a href={href}>{words}</a>))}
              </div>
              <p>
                <a href={`/mail/${id}`}>
                  Open it by itself<span class="usa-sr-only">: {subject}</span>
                </a>
              </p>
            </details>
          </li>
        ))}
      </ul>
      {(mailGoesOn || since !== undefined) && (
        <p>
          <a href="/mail">All mail kept here</a>
        </p>
      )}
    </section>
  );
}
