import { plotMarks } from '../../reports/plot-marks.ts';
import { REPORT_IDS, REPORT_TITLES } from '../../reports/report.ts';
import type { Cell, Report, ReportTable } from '../../reports/report.ts';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { Only } from '../lists.tsx';
import { Plot } from './plot.tsx';

export interface ReportsView {
  readonly reader: Reader;
  readonly report: Report;
  readonly years: readonly number[];
  readonly year: number | undefined;
}

/** One report, its years, and the way to the others. */
export function ReportPage({ reader, report, years, year }: ReportsView) {
  const { id, title, lead, tables } = report;
  const chosen = year === undefined ? '' : `?year=${year}`;
  return (
    <Page reader={reader} title={`Reports: ${title}`} here="reports">
      <h1>{title}</h1>
      <nav aria-label="Reports">
        <ul class="pm-subnav">
          {REPORT_IDS.map((one) => (
            <li>
              <a href={`/reports/${one}${chosen}`} aria-current={one === id ? 'page' : undefined}>
                {REPORT_TITLES[one]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="pm-lead">{lead}</p>
      <Only
        action={`/reports/${id}`}
        name="year"
        label="Matches of the year"
        all="All years"
        choices={years.map((one) => ({ value: String(one), words: String(one) }))}
        chosen={year === undefined ? undefined : String(year)}
      />
      <p class="pm-actions">
        <a href={`/reports/${id}.csv${chosen}`}>Save as a table (CSV)</a>
        <a href={`/reports/${id}.pdf${chosen}`}>Print (PDF)</a>
      </p>
      {tables.map((table, at) => table.rows.length > 0 && <Table id={`table-${at}`} table={table} />)}
      <Untold titles={tables.filter(({ rows }) => rows.length === 0).map((table) => table.title)} />
    </Page>
  );
}

function Table({ id, table }: { id: string; table: ReportTable }) {
  const { title, help, columns, rows, total = rows.length } = table;
  const marks = plotMarks(table);
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {help !== undefined && <p class="pm-quiet">{help}</p>}
      {marks !== undefined && <Plot id={`${id}-plot`} marks={marks} />}
      <table class="usa-table usa-table--borderless usa-table--stacked pm-portfolio" aria-labelledby={id}>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th scope="col" class={at > 0 ? 'pm-number' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells, match }) => (
            <tr>
              {cells.map((cell, at) =>
                at === 0 ? (
                  <th scope="row" data-label={columns[0]}>
                    {match === undefined ? shown(cell) : <a href={`/matches/${match}`}>{shown(cell)}</a>}
                  </th>
                ) : (
                  <td class="pm-number" data-label={columns[at]}>
                    {shown(cell)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {total > rows.length && (
        <p class="pm-quiet">
          The newest {rows.length} of {total}; all of them stand in the table to save.
        </p>
      )}
    </section>
  );
}

/** Tables without a line are named together: a heading over nothing helps nobody. */
function Untold({ titles }: { titles: readonly string[] }) {
  if (titles.length === 0) return null;
  return (
    <section aria-labelledby="untold">
      <h2 id="untold">Nothing to tell yet</h2>
      <p>There is nothing yet, or too little to tell it without telling who said it, about:</p>
      <ul class="pm-lines">
        {titles.map((title) => (
          <li>{title}</li>
        ))}
      </ul>
    </section>
  );
}

const shown = (cell: Cell): string => (cell === null ? 'none' : String(cell));
