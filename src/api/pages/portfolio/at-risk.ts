import { isCalledOff } from '../../../contracts/names.ts';
import type { Match } from '../../../contracts/api.ts';
import type { ListedRows } from '../../../db/listed-rows.ts';
import { instantDay, isRunning, plural } from '../words.ts';

/**
 * Findings after which a promise of the match may not be kept unless somebody decides something: the site is silent (X1, X2), nobody
 * can be found to help (X6), the date is at risk, missing or in the past, the lead time is broken (X10), a hard rule does not hold
 * (R7, R8, R9), somebody cannot be reached (X14), mail came back (X24), whoever was to write the summary has left (X21).
 */
export const RISKS = [
  'X1',
  'X2',
  'X6',
  'X10',
  'X11',
  'X14',
  'X21',
  'X24',
  'R7',
  'R8',
  'R9',
  'DATE_AT_RISK',
  'DATES_REVERSED',
  'PAST_DATE',
] as const;

/** Why a match is at risk, in words; nothing: it is not. The query of the list narrows by the same. */
export function risksOf(match: Match, rows: Pick<ListedRows, 'deadlines'>): string[] {
  if (!isRunning(match)) return [];
  const findings = isCalledOff(match.status) ? [] : match.findings;
  const found = findings.filter(({ code }) => (RISKS as readonly string[]).includes(code));
  return [...pastTheLine(match, rows), ...found.map(({ text }) => text)];
}

/** What has been reminded of in vain: its late line, three working days after it was due, has passed (requirements.md B3). */
function pastTheLine(match: Match, { deadlines }: Pick<ListedRows, 'deadlines'>): string[] {
  const title = (task: string) => match.tasks.find(({ id }) => id === task)?.title ?? 'Something';
  const isOpen = (task: string) => match.tasks.find(({ id }) => id === task)?.state === 'open';
  const late = deadlines.filter(
    ({ late: line, part, task }) => line !== null && line.toISOString() <= match.now && (part !== null || isOpen(task)),
  );
  const [first] = late.toSorted((one, other) => (one.due ?? 0).valueOf() - (other.due ?? 0).valueOf());
  if (first?.due == null) return [];
  const due = instantDay(first.due.toISOString(), match);
  const more = new Set(late.map(({ task }) => task)).size - 1;
  const others = more > 0 ? `, and ${plural(more, 'other task')}` : '';
  return [`Long overdue: ${title(first.task)}, due ${due}${others}.`];
}
