import type { CountRow, TimesRow } from '../../db/report-queries.ts';
import { OUTCOME_WORDS, STATUS_WORDS } from '../pages/words.ts';
import { median, REPORT_TITLES, row, summed } from './report.ts';
import type { Report, ReportTable } from './report.ts';

/** How many matches there are, by what they are. */
export function countsReport(rows: readonly CountRow[], methodTitle: (method: string) => string): Report {
  const count = (one: CountRow) => one.count;
  const table = (
    title: string,
    head: string,
    of: readonly CountRow[],
    nameOf: (one: CountRow) => string,
  ): ReportTable => ({
    title,
    columns: [head, 'Matches'],
    rows: summed(of, nameOf, count).map(([name, matches]) => row(name, matches)),
    drawn: 1,
  });
  const ended = rows.filter(({ outcome }) => outcome !== null);
  return {
    id: 'counts',
    title: REPORT_TITLES.counts,
    lead: `${rows.reduce((sum, one) => sum + one.count, 0)} matches in all. Rehearsals are not counted. A match belongs to the year in which it takes place.`,
    tables: [
      table('By status', 'Status', rows, ({ status }) => STATUS_WORDS[status as keyof typeof STATUS_WORDS] ?? status),
      table('By method', 'Method', rows, ({ method }) => methodTitle(method)),
      table('How they ended', 'Outcome', ended, ({ outcome }) => endWords(outcome)),
      table('By year', 'Year', rows, ({ year }) => String(year)),
    ],
  };
}

const endWords = (outcome: string | null): string => {
  const words = OUTCOME_WORDS[outcome as keyof typeof OUTCOME_WORDS] ?? String(outcome);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

const SPANS = [
  ['lead', 'From assignment to the match'],
  ['summary', 'From the match to the finished summary'],
  ['checkIn', 'From the match to the answer to the check-in'],
] as const;

/** How long things take, in days; the middle one of all matches, so that one odd match changes nothing. */
export function timesReport(rows: readonly TimesRow[]): Report {
  const spans = SPANS.map(([what, title]) => ({ title, own: rows.filter((one) => one.what === what) }));
  return {
    id: 'times',
    title: REPORT_TITLES.times,
    lead: 'Days, and of all matches the one in the middle: half of them were quicker, half took longer. Rehearsals are not counted.',
    tables: [
      {
        title: 'All together',
        columns: ['What', 'Days, in the middle', 'Quickest', 'Longest', 'Matches'],
        rows: spans.map(({ title, own }) => row(title, middle(own), least(own), most(own), total(own))),
        drawn: 1,
      },
      ...spans
        .filter(({ own }) => own.length > 0)
        .map(({ title, own }) => ({
          title: `${title}, year by year`,
          columns: ['Year', 'Days, in the middle', 'Matches'],
          rows: [...new Set(own.map(({ year }) => year))].map((year) => {
            const some = own.filter((one) => one.year === year);
            return row(String(year), middle(some), total(some));
          }),
          drawn: 1,
        })),
    ],
  };
}

const middle = (rows: readonly TimesRow[]) => median(rows.map(({ days, count }) => ({ value: days, count })));
const total = (rows: readonly TimesRow[]): number => rows.reduce((sum, { count }) => sum + count, 0);
const least = (rows: readonly TimesRow[]): number | null =>
  rows.length === 0 ? null : Math.min(...rows.map(({ days }) => days));
const most = (rows: readonly TimesRow[]): number | null =>
  rows.length === 0 ? null : Math.max(...rows.map(({ days }) => days));
