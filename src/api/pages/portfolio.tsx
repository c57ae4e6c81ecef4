import type { ComponentChildren } from 'preact';
import type { Match } from '../../contracts/api.ts';
import { Page, Tag } from './layout.tsx';
import type { Reader } from './layout.tsx';
import { Paging } from './lists.tsx';
import { pageAddress, Search } from './portfolio/search.tsx';
import type { Choices } from './portfolio/search.tsx';
import { isNarrowed } from './portfolio/query.ts';
import type { PortfolioQuery } from './portfolio/query.ts';
import { dueWords } from './todo.ts';
import type { Todo } from './todo.ts';
import { dateWords, isRunning, OUTCOME_WORDS, plural, STATUS_WORDS, stepWords } from './words.ts';

export interface PortfolioLine {
  readonly match: Match;
  readonly method: string;
  /** What is due next; when everything is overdue, what has waited longest. */
  readonly next: Todo | undefined;
  readonly overdue: number;
  readonly todo: number;
  /** Why it is at risk, in words. */
  readonly risks: readonly string[];
  readonly waiting: string;
}
export interface PortfolioView extends Choices {
  readonly reader: Reader;
  readonly lines: readonly PortfolioLine[];
  readonly asked: PortfolioQuery;
  readonly total: number;
  readonly size: number;
  /** May the reader start a match? */
  readonly mayStart: boolean;
  /** There is nothing but rehearsals, so they are shown unasked. */
  readonly onlyRehearsals: boolean;
}

export function PortfolioPage(view: PortfolioView) {
  const { reader, lines, asked, total, size, mayStart, onlyRehearsals } = view;
  const first = (asked.page - 1) * size + 1;
  return (
    <Page reader={reader} title="Matches" here="matches">
      <h1>Matches</h1>
      <p class="pm-actions">
        {mayStart && (
          <a class="usa-button" href="/matches/new">
            Start a match
          </a>
        )}
        <a href="/coming">Letters of the next fourteen days</a>
      </p>
      <Search {...view} />
      {onlyRehearsals && <p class="pm-lead">No match is under way yet. What you see here are rehearsals.</p>}
      {lines.length === 0 ? (
        <Nothing asked={asked} mayStart={mayStart} />
      ) : (
        <table class="usa-table usa-table--borderless usa-table--stacked pm-portfolio">
          <caption>
            {total <= size
              ? plural(total, 'match', 'matches')
              : `${first} to ${first + lines.length - 1} of ${plural(total, 'match', 'matches')}`}
          </caption>
          <thead>
            <tr>
              <th scope="col">Match</th>
              <th scope="col">Where it stands</th>
              <th scope="col">Next due</th>
              <th scope="col">Waiting for</th>
              <th scope="col">Late and at risk</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line {...line} />
            ))}
          </tbody>
        </table>
      )}
      <Paging
        before={asked.page > 1 ? pageAddress(asked, asked.page - 1) : undefined}
        after={asked.page * size < total ? pageAddress(asked, asked.page + 1) : undefined}
      />
    </Page>
  );
}

function Nothing({ asked, mayStart }: { asked: PortfolioQuery; mayStart: boolean }) {
  const { q } = asked;
  return isNarrowed(asked) ? (
    <p class="pm-lead">
      No match fits{q === undefined ? '' : ` “${q}”`}. <a href="/">Show all that are under way</a>
    </p>
  ) : (
    <p class="pm-lead">
      {mayStart ? 'No match is under way yet. ' : 'You take part in no match yet; a program manager starts one. '}
      <a href="/rehearsals">Practise one first</a>: rehearsals have a list of their own.
    </p>
  );
}

function Line({ match, method, next, overdue, todo, risks, waiting }: PortfolioLine) {
  const running = isRunning(match);
  return (
    <tr>
      <th scope="row" data-label="Match">
        <a href={`/matches/${match.id}`}>{match.title}</a>
        <span class="pm-under">{method}</span>
        {match.rehearsal && <Tag tone="plain">Rehearsal</Tag>}
      </th>
      <td data-label="Where it stands">
        <Tag tone={match.status === 'onHold' ? 'wait' : 'plain'}>{STATUS_WORDS[match.status]}</Tag>
        <span class="pm-under">{running ? sentence(stepWords(match) ?? 'not begun') : ended(match)}</span>
        <span class="pm-under pm-quiet">{dateWords(match)}</span>
      </td>
      <td data-label="Next due">
        {next === undefined ? 'Nothing' : next.title}
        {next !== undefined && <span class="pm-under">{dueWords(next, match)}</span>}
        {todo > 1 && <span class="pm-under pm-quiet">{plural(todo, 'thing')} to do in all</span>}
      </td>
      <td data-label="Waiting for">{waiting === '' ? 'Nobody' : waiting}</td>
      <td data-label="Late and at risk">
        {overdue > 0 && <Tag tone="late">{`${overdue} overdue`}</Tag>}{' '}
        {risks.length > 0 && <Tag tone="late">At risk</Tag>}
        {risks.map((because) => (
          <span class="pm-under">{because}</span>
        ))}
        {overdue === 0 && risks.length === 0 && 'Neither'}
      </td>
    </tr>
  );
}

const ended = ({ outcome }: Match): string => sentence(outcome === null ? 'it has ended' : OUTCOME_WORDS[outcome]);
const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}:</dt>
      <dd>{children}</dd>
    </div>
  );
}
