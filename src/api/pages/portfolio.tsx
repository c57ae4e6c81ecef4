import type { ComponentChildren } from 'preact';
import type { Match } from '../../contracts/api.ts';
import { Page, Tag } from './layout.tsx';
import type { Reader } from './layout.tsx';
import { dueWords } from './todo.ts';
import type { Todo } from './todo.ts';
import { dateWords, isRunning, listWords, plural, STATUS_WORDS, stepWords } from './words.ts';

export interface PortfolioView {
  readonly reader: Reader;
  readonly items: readonly { match: Match; method: string; todos: readonly Todo[] }[];
  readonly q: string;
  readonly next: string | null;
  readonly first: boolean;
  /** May the reader start a match? */
  readonly mayStart: boolean;
}

export function PortfolioPage({ reader, items, q, next, first, mayStart }: PortfolioView) {
  return (
    <Page reader={reader} title="Matches" here="matches">
      <h1>Matches</h1>
      {mayStart && (
        <p>
          <a class="usa-button" href="/matches/new">
            Start a match
          </a>
        </p>
      )}
      <form method="get" action="/" role="search" class="pm-search">
        <div>
          <label class="usa-label margin-top-0" for="q">
            Search by title
          </label>
          <input class="usa-input" id="q" name="q" type="search" value={q} />
        </div>
        <button class="usa-button" type="submit">
          Search
        </button>
      </form>
      {items.length === 0 ? (
        <Nothing q={q} />
      ) : (
        <ul class="pm-cards">
          {items.map((item) => (
            <Card {...item} />
          ))}
        </ul>
      )}
      <nav aria-label="Pages of the list" class="pm-paging">
        {!first && <a href={q === '' ? '/' : `/?q=${encodeURIComponent(q)}`}>Newest matches</a>}{' '}
        {next !== null && (
          <a href={`/?${new URLSearchParams({ ...(q === '' ? {} : { q }), after: next }).toString()}`}>Older matches</a>
        )}
      </nav>
    </Page>
  );
}

function Nothing({ q }: { q: string }) {
  return q === '' ? (
    <p class="pm-lead">There is no match yet that you take part in. A program manager starts one.</p>
  ) : (
    <p class="pm-lead">
      No match has “{q}” in its title. <a href="/">Show all matches</a>
    </p>
  );
}

function Card({ match, method, todos }: PortfolioView['items'][number]) {
  const late = todos.filter(({ when }) => when === 'overdue');
  const next = todos.find(({ due }) => due !== null);
  // Whom the match waits for: whoever owes what is overdue, else what is due next.
  const waiting = [...new Set((late.length > 0 ? late : next ? [next] : []).flatMap(({ owners }) => owners))];
  const step = isRunning(match) ? stepWords(match) : undefined;
  return (
    <li>
      <h2>
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </h2>
      <p class="pm-quiet">
        {method} <Tag tone={match.status === 'onHold' ? 'wait' : 'plain'}>{STATUS_WORDS[match.status]}</Tag>{' '}
        {late.length > 0 && <Tag tone="late">{`${late.length} overdue`}</Tag>}{' '}
        {match.rehearsal && <Tag tone="plain">Rehearsal</Tag>}
      </p>
      <dl class="pm-facts">
        <Fact name="Dates">{dateWords(match)}</Fact>
        {step !== undefined && <Fact name="Where it stands">{step}</Fact>}
        {next && (
          <Fact name={next.when === 'overdue' ? 'Waits longest' : 'Next due'}>
            {next.title}, {dueWords(next, match)}
          </Fact>
        )}
        {todos.length > 0 && (
          <Fact name="To do">
            {plural(todos.length, 'thing')}, {late.length === 0 ? 'none overdue' : `${late.length} overdue`}
          </Fact>
        )}
        {waiting.length > 0 && <Fact name="Waiting for">{listWords(waiting)}</Fact>}
      </dl>
    </li>
  );
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}:</dt>
      <dd>{children}</dd>
    </div>
  );
}
