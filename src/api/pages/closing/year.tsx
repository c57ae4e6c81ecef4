import type { Yearly } from '../../../contracts/api-closing.ts';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { plural } from '../words.ts';
import { moneyWords } from './money.ts';

/** As many as a page is read through for; the table for a spreadsheet has all of them. */
const SHOWN = 100;
const MATCHES_SHOWN = 6;

type Sums = Omit<Yearly['program'], 'people'>;

/**
 * What each person was paid in a year over all matches, and the program.
 * @param ofOwn only of matches that the reader assists
 */
export function YearPage({ reader, yearly, ofOwn }: { reader: Reader; yearly: Yearly; ofOwn: boolean }) {
  const { year, people, program } = yearly;
  const where = ofOwn ? ' in matches that you assist' : '';
  return (
    <Page reader={reader} title={`Honoraria of ${year}`}>
      <p class="pm-quiet">
        <a href="/">All matches</a>
      </p>
      <h1>Honoraria of {year}</h1>
      <p class="pm-lead">
        {program.paid === 0
          ? `Nothing was paid in this year${where}.`
          : `${plural(program.paid, 'payment')} to ${plural(program.people, 'person', 'people')}${where}: ${sumWords(program)}.`}
      </p>
      <p>
        <a href={`/honoraria?year=${year - 1}`}>{year - 1}</a> · <a href={`/honoraria?year=${year + 1}`}>{year + 1}</a>
        {program.paid > 0 && (
          <>
            {' '}
            · <a href={`/honoraria.csv?year=${year}`}>The same as a table for a spreadsheet</a>
          </>
        )}
      </p>
      {people.length > 0 && (
        <table class="usa-table usa-table--borderless usa-table--stacked pm-compare">
          <caption>Each person, over all matches</caption>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Payments</th>
              <th scope="col">Together</th>
              <th scope="col">For</th>
            </tr>
          </thead>
          <tbody>
            {people.slice(0, SHOWN).map((person) => (
              <tr>
                <th scope="row" data-label="Who">
                  {person.name}
                </th>
                <td data-label="Payments">{person.paid}</td>
                <td data-label="Together">{sumWords(person)}</td>
                <td data-label="For">
                  {person.matches.slice(0, MATCHES_SHOWN).map(({ match, title }, at) => (
                    <>
                      {at > 0 && ', '}
                      <a href={`/matches/${match}/honoraria`}>{title}</a>
                    </>
                  ))}
                  {person.matches.length > MATCHES_SHOWN && ` and ${person.matches.length - MATCHES_SHOWN} more`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {people.length > SHOWN && (
        <p class="pm-quiet">
          The first {SHOWN} of {people.length}, by name; all of them stand in the table for a spreadsheet.
        </p>
      )}
    </Page>
  );
}

function sumWords({ totals, withoutAmount }: Sums): string {
  const sums = totals.map(moneyWords);
  const unknown = withoutAmount === 0 ? [] : [`${plural(withoutAmount, 'payment')} without an amount`];
  return [...sums, ...unknown].join(' and ');
}
