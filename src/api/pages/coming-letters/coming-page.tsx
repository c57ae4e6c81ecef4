import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { Paging } from '../lists.tsx';
import { listWords, plural, someOf } from '../words.ts';
import type { ComingLine } from './lines.ts';

export interface ComingView {
  readonly reader: Reader;
  readonly days: readonly { readonly day: string; readonly lines: readonly ComingLine[] }[];
  readonly page: number;
  /** Matches on this page, and in all. */
  readonly matches: number;
  readonly total: number;
  readonly goesOn: boolean;
}

/** What will leave in the next fourteen days, in all matches that the reader may see. */
export function ComingPage({ reader, days, page, matches, total, goesOn }: ComingView) {
  return (
    <Page reader={reader} title="Letters of the next fourteen days" here="matches">
      <p class="pm-quiet">
        <a href="/">All matches</a>
      </p>
      <h1>Letters of the next fourteen days</h1>
      <p class="pm-lead">
        What leaves if nobody does anything more, in {plural(total, 'match', 'matches')}. Whoever is done is not
        reminded.
      </p>
      {total > matches && (
        <p class="pm-quiet">
          These are {plural(matches, 'match', 'matches')}; those with the nearest letters come first.
        </p>
      )}
      {days.length === 0 && <p>Nothing is planned.</p>}
      {days.map(({ day, lines }, at) => (
        <section aria-labelledby={`day-${at}`}>
          <h2 id={`day-${at}`}>{day}</h2>
          <table class="usa-table usa-table--borderless usa-table--stacked pm-portfolio pm-even">
            <thead>
              <tr>
                <th scope="col">Letter</th>
                <th scope="col">To</th>
                <th scope="col">Match</th>
                <th scope="col">How it leaves</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line {...line} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
      <Paging
        before={page > 1 ? `/coming?page=${page - 1}` : undefined}
        after={goesOn ? `/coming?page=${page + 1}` : undefined}
      />
    </Page>
  );
}

const Line = ({ match, title, about, to, waitsFor, href }: ComingLine) => (
  <tr>
    <th scope="row" data-label="Letter">
      {href === null ? title : <a href={href}>{title}</a>}
      {about.length > 0 && `: ${listWords(someOf(about))}`}
    </th>
    <td data-label="To">{to.length === 0 ? 'Whoever is next in line' : listWords(someOf(to))}</td>
    <td data-label="Match">
      <a href={`/matches/${match.id}`}>{match.title}</a>
    </td>
    <td data-label="How it leaves">{waitsFor === null ? 'By itself' : `Waits for ${waitsFor}`}</td>
  </tr>
);
