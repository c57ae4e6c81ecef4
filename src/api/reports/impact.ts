import type { ImpactRow, ReminderRow } from '../../db/report-queries.ts';
import { REPORT_TITLES, row, share } from './report.ts';
import type { Report } from './report.ts';

/** What came of matches: the answer to the check-in, and what became of what people said they would do. */
export function impactReport(rows: readonly ImpactRow[]): Report {
  const asked = rows.filter((one) => one.asked);
  const answered = rows.filter((one) => one.answered);
  const of = (name: 'information' | 'exchange' | 'newNeeds') => answered.filter((one) => one[name]).length;
  const sum = (name: 'kept' | 'dropped' | 'open' | 'begun') => rows.reduce((all, one) => all + one[name], 0);
  const promised = sum('kept') + sum('dropped') + sum('open');
  return {
    id: 'impact',
    title: REPORT_TITLES.impact,
    lead: `${answered.length} of ${asked.length} sites that were asked have answered the check-in. ${sum('kept')} of ${promised} commitments are kept. What they wrote stands with each match.`,
    tables: [
      {
        title: 'Commitments',
        columns: ['What became of them', 'Commitments', 'Share'],
        rows: [
          row('Kept', sum('kept'), share(sum('kept'), promised)),
          row('Dropped, with a reason', sum('dropped'), share(sum('dropped'), promised)),
          row('Open', sum('open'), share(sum('open'), promised)),
        ],
        drawn: 1,
      },
      {
        title: 'The check-in',
        columns: ['What the sites said', 'Matches'],
        rows: [
          row('Asked', asked.length),
          row('Answered', answered.length),
          row('Wish more information', of('information')),
          row('Wish an informal exchange', of('exchange')),
          row('Have a new need', of('newNeeds')),
          row('New matches that began from one', sum('begun')),
        ],
        drawn: 1,
      },
      {
        title: 'Match by match',
        columns: ['Match', 'Check-in', 'Kept', 'Dropped', 'Open'],
        rows: rows.map((one) => ({
          ...row(one.title, checkIn(one), one.kept, one.dropped, one.open),
          match: one.match,
        })),
      },
    ],
  };
}

const checkIn = ({ asked, answered }: ImpactRow): string => (answered ? 'answered' : asked ? 'asked' : 'not asked yet');

/** Which promises need most reminding. */
export function remindersReport(
  rows: readonly ReminderRow[],
  titleOf: (method: string, task: string) => string,
): Report {
  const sent = rows.reduce((sum, one) => sum + one.sent, 0);
  return {
    id: 'reminders',
    title: REPORT_TITLES.reminders,
    lead: `${sent} reminders have been sent. A task that needs many may come too early, take longer than the plan says, or be with the wrong person.`,
    tables: [
      {
        title: 'Reminders, task by task',
        columns: ['Task', 'Reminders', 'Matches', 'Reminders for each match'],
        rows: rows.map(({ method, task, sent: count, matches }) =>
          row(titleOf(method, task), count, matches, Math.round((10 * count) / matches) / 10),
        ),
        drawn: 1,
      },
    ],
  };
}
