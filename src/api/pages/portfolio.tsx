import type { ComponentChildren } from 'preact';
import type { Match } from '../../contracts/api.ts';
import { Page, Tag } from './layout.tsx';
import type { Reader } from './layout.tsx';
import { dateWords, instantDay, isLate, isRunning, nextTask, plural, roleWords, STATUS_WORDS } from './words.ts';

export interface PortfolioView {
  readonly reader: Reader;
  readonly items: readonly { match: Match; method: string; nameOf: (person: string | null) => string | undefined }[];
  readonly q: string;
  readonly next: string | null;
  readonly first: boolean;
}

export function PortfolioPage({ reader, items, q, next, first }: PortfolioView) {
  return (
    <Page reader={reader} title="Matches" here="matches">
      <h1>Matches</h1>
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
    <p class="pm-lead">
      There is no match yet that you take part in. A program manager starts one; how is explained in the{' '}
      <a href="/docs">description of the interface</a>.
    </p>
  ) : (
    <p class="pm-lead">
      No match has “{q}” in its title. <a href="/">Show all matches</a>
    </p>
  );
}

function Card({ match, method, nameOf }: PortfolioView['items'][number]) {
  const running = isRunning(match);
  const late = running ? match.tasks.filter((task) => isLate(task, match.now)) : [];
  const next = running ? nextTask(match) : undefined;
  const waiting = [
    ...new Set(
      [...late, ...(next ? [next] : [])].map((task) => nameOf(task.owner.person) ?? roleWords(task.owner.role)),
    ),
  ];
  const steps = !running ? [] : match.steps.filter(({ stage }) => stage === 'underway').map(({ title }) => title);
  return (
    <li>
      <h2>
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </h2>
      <p class="pm-quiet">
        {method} <Tag tone={match.status === 'onHold' ? 'wait' : 'plain'}>{STATUS_WORDS[match.status]}</Tag>{' '}
        {late.length > 0 && <Tag tone="late">{plural(late.length, 'late task')}</Tag>}{' '}
        {match.rehearsal && <Tag tone="plain">Rehearsal</Tag>}
      </p>
      <dl class="pm-facts">
        <Fact name="Dates">{dateWords(match)}</Fact>
        {steps.length > 0 && <Fact name="Step">{steps.join('; ')}</Fact>}
        {next && (
          <Fact name="Next due">
            {next.title}, {instantDay(next.due ?? '', match.timeZone)}
          </Fact>
        )}
        {waiting.length > 0 && <Fact name="Waiting for">{waiting.join(', ')}</Fact>}
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
