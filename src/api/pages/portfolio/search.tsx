import { STATUSES } from '../../../contracts/names.ts';
import { STATUS_WORDS } from '../words.ts';
import type { PortfolioQuery } from './query.ts';

export interface Choices {
  readonly methods: readonly { readonly method: string; readonly title: string }[];
  readonly facilitators: readonly { readonly email: string; readonly name: string }[];
}
type Option = readonly [value: string, words: string];

const STATUS_CHOICES: readonly Option[] = [
  ['running', 'All that have not ended'],
  ...STATUSES.map((status): Option => [status, STATUS_WORDS[status]]),
  ['all', 'All, also ended'],
];
const SORT_CHOICES: readonly Option[] = [
  ['due', 'What is due next'],
  ['start', 'Start of the match'],
  ['title', 'Title'],
  ['newest', 'Newest first'],
];

/** Search, and what narrows the list: a form that asks for an address, so that a view can be kept as a bookmark. */
export function Search({ asked, methods, facilitators }: Choices & { asked: PortfolioQuery }) {
  const { q = '', status, method = '', facilitator = '', late, risk, rehearsals, sort } = asked;
  const isNarrowed =
    status !== 'running' || sort !== 'due' || [asked.method, asked.facilitator, late, risk, rehearsals].some(Boolean);
  return (
    <form method="get" action="/" role="search" class="pm-narrow">
      <div class="pm-search">
        <div>
          <label class="usa-label margin-top-0" for="q">
            Search by title, organization or town
          </label>
          <input class="usa-input" id="q" name="q" type="search" maxlength={200} value={q} />
        </div>
        <button class="usa-button" type="submit">
          Show
        </button>
      </div>
      <details class="pm-more" open={isNarrowed}>
        <summary>Narrow and sort</summary>
        <div class="pm-choices">
          <Choice id="status" label="Status" value={status} options={STATUS_CHOICES} />
          <Choice
            id="method"
            label="Method"
            value={method}
            options={[['', 'All methods'], ...methods.map((one): Option => [one.method, one.title])]}
          />
          <Choice
            id="facilitator"
            label="Facilitator"
            value={facilitator}
            options={[['', 'Everybody'], ...facilitators.map((one): Option => [one.email, one.name])]}
          />
          <Choice id="sort" label="Sort by" value={sort} options={SORT_CHOICES} />
        </div>
        <fieldset class="usa-fieldset pm-ticks">
          <legend class="usa-sr-only">Only some matches</legend>
          <Tick id="late" label="Only with something overdue" on={late === 'yes'} />
          <Tick id="risk" label="Only at risk" on={risk === 'yes'} />
          <Tick id="rehearsals" label="Rehearsals too" on={rehearsals === 'yes'} />
        </fieldset>
        <button class="usa-button usa-button--outline" type="submit">
          Show these
        </button>{' '}
        {isNarrowed && <a href="/">Show all that are under way</a>}
      </details>
    </form>
  );
}

function Choice({
  id,
  label,
  value,
  options,
}: {
  id: string;
  label: string;
  value: string;
  options: readonly Option[];
}) {
  return (
    <div>
      <label class="usa-label" for={id}>
        {label}
      </label>
      <select class="usa-select" id={id} name={id}>
        {options.map(([one, words]) => (
          <option value={one} selected={one === value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

const Tick = ({ id, label, on }: { id: string; label: string; on: boolean }) => (
  <div class="usa-checkbox">
    <input class="usa-checkbox__input" id={id} name={id} type="checkbox" value="yes" checked={on} />
    <label class="usa-checkbox__label" for={id}>
      {label}
    </label>
  </div>
);

/** The same list, another page of it. */
export function pageAddress(asked: PortfolioQuery, page: number): string {
  const all = Object.entries({ ...asked, page }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `/?${new URLSearchParams(all).toString()}`;
}
