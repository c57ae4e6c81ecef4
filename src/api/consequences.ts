import type { DatePreview, NewDates } from '../contracts/api-dates.ts';
import type { MatchRows } from '../db/api-queries.ts';
import { mayReport, view } from '../machines/kernel/index.ts';
import type { Chart, MatchEvent, Stored } from '../machines/kernel/types.ts';
import { personOf, rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { entryOf } from './check-event.ts';
import { checkReopened } from './complete-facts.ts';
import type { ApiDeps } from './deps.ts';
import { notAllowed } from './errors.ts';
import { lettersMoved } from './letters-moved.ts';
import { chartOfMatch } from './match-view.ts';
import { sentenceOf } from './method-words.ts';
import { takeOnPaper } from './take-on-paper.ts';
import type { Outcome } from './take-on-paper.ts';
import { doNow, windowsCompared } from './windows-compared.ts';

/**
 * What would follow from other dates, shown before anything is done (requirements.md X8). Throws 403 for who does not run the match,
 * 409 when the match would not take them, 422 when a task that is ticked is not settled.
 */
export async function lookAtDates(
  deps: ApiDeps,
  caller: Caller,
  rows: MatchRows,
  dates: NewDates,
): Promise<DatePreview> {
  const entry = entryOf(chartOfMatch(rows), 'DATE_MOVED');
  const role = rolesIn(caller, rows.people).find((one) => mayReport(entry, one) || one === 'assistant');
  if (role === undefined) throw notAllowed('dates are looked at by those who run the match');
  checkReopened(rows, dates.reopen, 'reopen');
  // The assistant may look; to move is the facilitator's.
  const by = { person: personOf(caller, rows.people), role: role === 'assistant' ? 'facilitator' : role } as const;
  return datePreview(deps, rows, { by, dates });
}

async function datePreview(
  deps: ApiDeps,
  rows: MatchRows,
  { by, dates }: { by: MatchEvent['by']; dates: NewDates },
): Promise<DatePreview> {
  const facts = Object.fromEntries(Object.entries(dates).filter(([, value]) => value !== undefined));
  const outcome = await takeOnPaper(deps, rows, {
    type: 'DATE_MOVED',
    facts: facts as MatchEvent['facts'],
    by,
  } as MatchEvent);
  const { chart, before, after, now } = outcome;
  return {
    basis: before.dateVersion,
    dates: { before: datesOf(chart, before), after: datesOf(chart, after) },
    daysOff: daysOff(deps, after),
    windows: windowsCompared(chart, before, after),
    doNow: doNow(chart, before, after, now),
    done: doneTasks(outcome),
    ...(await lettersOfDates(deps, rows, outcome)),
    findings: findingsMoved(deps, rows, outcome),
  };
}

/** A moved date brings nothing back that was withdrawn. */
async function lettersOfDates(
  deps: ApiDeps,
  rows: MatchRows,
  outcome: Outcome,
): Promise<Pick<DatePreview, 'letters' | 'calendar'>> {
  const {
    letters: { restored: _, ...letters },
    calendar,
  } = await lettersMoved(deps, rows, outcome);
  return { letters, calendar };
}

function datesOf(chart: Chart, stored: Stored): DatePreview['dates']['after'] {
  const { matchStart = null, matchEnd = null } = stored.anchors;
  return { matchStart, matchEnd, status: view(chart, stored).dateStatus ?? 'unset' };
}

/** A year at most: dates with a typing error in them have a finding of their own. */
const MOST_DAYS = 366;

function daysOff({ isWorkingDay }: ApiDeps, { anchors }: Stored): DatePreview['daysOff'] {
  const { matchStart: start, matchEnd: end = start } = anchors;
  if (start === undefined || end === undefined) return [];
  const days: string[] = [];
  for (let day = start; day <= end && days.length < MOST_DAYS; day = nextDay(day)) days.push(day);
  return days
    .filter((day) => !isWorkingDay(day))
    .map((day) => ({ day, why: [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) ? 'weekend' : 'holiday' }));
}
const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

function doneTasks({ chart, before, after }: Outcome): DatePreview['done'] {
  const now = new Map(view(chart, after).tasks.map(({ id, state }) => [id, state]));
  const done = view(chart, before).tasks.filter(({ state }) => state === 'done');
  const named = (stays: boolean) =>
    done
      .filter(({ id }) => (now.get(id) === 'done') === stays)
      .map(({ id }) => ({ task: id, title: chart.tasks[id]?.title ?? id }));
  return { stay: named(true), again: named(false) };
}

/** What is worth a look then, and what is no longer a question. */
export function findingsMoved(
  { words }: ApiDeps,
  { match }: MatchRows,
  { before, after }: Outcome,
): DatePreview['findings'] {
  const changed = (from: Stored, to: Stored, appears: boolean) =>
    Object.entries(to.findings)
      .filter(([id]) => !(id in from.findings))
      .map(([, finding]) => ({
        code: finding.code,
        task: finding.task ?? null,
        text: sentenceOf(words(match.method), { ...finding, task: finding.task ?? null }),
        appears,
      }));
  return [...changed(before, after, true), ...changed(after, before, false)];
}
