import type { ImpactRow, ImpactSums, ReminderRow } from '../../db/report-queries.ts';
import { REPORT_TITLES, row, share } from './report.ts';
import type { Report } from './report.ts';

/** What came of matches: the answer to the check-in, and what became of what people said they would do. */
export function impactReport(all: ImpactSums & { readonly matches: number }, matches: readonly ImpactRow[]): Report {
  const promised = all.kept + all.dropped + all.open;
  return {
    id: 'impact',
    title: REPORT_TITLES.impact,
    lead: `${all.answered} of ${all.asked} sites that were asked have answered the check-in. ${all.kept} of ${promised} commitments are kept. What they wrote stands with each match.`,
    tables: [
      {
        title: 'Commitments',
        columns: ['What became of them', 'Commitments', 'Share'],
        rows: [
          row('Kept', all.kept, share(all.kept, promised)),
          row('Dropped, with a reason', all.dropped, share(all.dropped, promised)),
          row('Open', all.open, share(all.open, promised)),
        ],
        drawn: 1,
      },
      {
        title: 'The check-in',
        columns: ['What the sites said', 'Matches'],
        rows: [
          row('Asked', all.asked),
          row('Answered', all.answered),
          row('Wish more information', all.information),
          row('Wish an informal exchange', all.exchange),
          row('Have a new need', all.newNeeds),
          row('New matches that began from one', all.begun),
        ],
        drawn: 1,
      },
      {
        title: 'Match by match',
        columns: ['Match', 'Check-in', 'Kept', 'Dropped', 'Open'],
        rows: matches.map((one) => ({
          ...row(one.title, checkIn(one), one.kept, one.dropped, one.open),
          match: one.match,
        })),
        total: all.matches,
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
