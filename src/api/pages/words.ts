import type { Match } from '../../contracts/api.ts';
import type { Role, TaskState } from '../../contracts/names.ts';
import type { LetterState } from '../../db/schema.ts';
import { formatDay, formatInstant } from '../../letters/index.ts';

export const STATUS_WORDS: Readonly<Record<Match['status'], string>> = {
  draft: 'Draft',
  underway: 'Under way',
  onHold: 'On hold',
  cancelling: 'Being cancelled',
  closed: 'Closed',
  cancelled: 'Cancelled',
};
export const OUTCOME_WORDS: Readonly<Record<NonNullable<Match['outcome']>, string>> = {
  completed: 'completed, with its check-in answered',
  noCheckIn: 'closed without a check-in',
  withdrawn: 'the site withdrew',
  noMatchFound: 'no suitable match was found',
  notHeld: 'it was not held',
};
export const STAGE_WORDS: Readonly<Record<Match['steps'][number]['stage'], string>> = {
  waiting: 'not begun',
  underway: 'under way',
  complete: 'complete',
};
export const ROLE_WORDS: Readonly<Record<Role | 'engine', string>> = {
  administrator: 'administrator',
  programManager: 'program manager',
  facilitator: 'facilitator',
  assistant: 'assistant',
  lead: 'lead contact',
  participant: 'participant',
  consultant: 'consultant',
  resident: 'resident',
  engine: 'Peermatch itself',
};
export const roleWords = (role: string): string => ROLE_WORDS[role as Role] ?? role;

const AUDIENCE_WORDS: Readonly<Record<string, string>> = {
  seekerTeam: 'the team that wants to learn',
  helperTeam: 'the team that helps',
  everyone: 'both teams',
  everyoneAndStaff: 'both teams and staff',
  consultants: 'the consultants',
  attended: 'everybody who attended',
  person: 'the person it is about',
  owner: 'whoever owes the task',
};
export const audienceWords = (to: string): string => AUDIENCE_WORDS[to] ?? roleWords(to);

const TASK_WORDS: Readonly<Record<TaskState, string>> = {
  upcoming: 'Not open yet',
  open: 'Open',
  done: 'Done',
  skipped: 'Skipped',
  notApplicable: 'Does not apply',
};

export const LETTER_WORDS: Readonly<Record<LetterState, string>> = {
  draft: 'Draft, waits to be released',
  edited: 'Draft, edited, waits to be released',
  queued: 'Goes out by itself soon',
  released: 'Released, on its way',
  sending: 'Being sent',
  sent: 'Sent',
  deferred: 'Put off: the mail server asked to wait',
  failed: 'Could not be sent',
  unknown: 'Perhaps sent: please ask the person',
  withdrawn: 'Withdrawn',
};

export const PART_WORDS: Readonly<Record<string, string>> = {
  call: 'Calls',
  invitation: 'Candidates and invitations',
  arrangement: 'Arrangements',
  evaluation: 'Evaluation forms',
  honorarium: 'Honoraria',
  review: 'Reviews of the summary',
  commitment: 'Commitments',
  gain: 'Hoped gains',
  session: 'Meetings',
};
export const partWords = (chart: string): string => PART_WORDS[chart] ?? chart;

export const ASK_WORDS: Readonly<Record<string, string>> = {
  ahead: 'Early reminder',
  due: 'Reminder on the due day',
  overdue: 'Reminder: late',
  overdue2: 'Second reminder: late',
  escalate: 'Passed on to the next person',
};

type Task = Match['tasks'][number];
export const isLate = ({ state, late }: Task, now: string): boolean => state === 'open' && late !== null && late <= now;
export const isSettled = ({ state }: Task): boolean =>
  state === 'done' || state === 'skipped' || state === 'notApplicable';

/** The state of a task with its tone; the words alone are enough. */
export function taskStatus(task: Task, match: Match): { words: string; tone: 'plain' | 'good' | 'wait' | 'late' } {
  if (isRunning(match) && isLate(task, match.now)) return { words: 'Late', tone: 'late' };
  return {
    words: TASK_WORDS[task.state],
    tone: task.state === 'done' ? 'good' : task.state === 'open' ? 'wait' : 'plain',
  };
}

/** "Tuesday, March 2, 2027" */
export const dayWords = (day: string): string => formatDay(day);
/** The day of an instant where the match is, short: "Sat, Dec 12, 2026". */
export const instantDay = (instant: string, zone: string): string =>
  new Intl.DateTimeFormat('en-US', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    timeZone: zone,
  }).format(Date.parse(instant));
export const instantWords = (instant: string, zone: string): string => formatInstant(Date.parse(instant), zone);

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** When a task opens and is due, for a line under its title. */
export function whenWords(task: Task, { timeZone, now }: Match): string | undefined {
  if (isSettled(task) || task.due === null) return undefined;
  const due = instantDay(task.due, timeZone);
  const opens = task.state === 'upcoming' && task.opens !== null ? instantDay(task.opens, timeZone) : undefined;
  if (opens === due) return `on ${due}`;
  if (opens !== undefined) return `opens ${opens}, due ${due}`;
  return `${task.due < now && due !== instantDay(now, timeZone) ? 'was due' : 'due'} ${due}`;
}

/** The dates of the match in one sentence. */
export function dateWords({ dates }: Match): string {
  if (dates.matchStart === null) return 'No dates yet';
  const end = dates.matchEnd !== null && dates.matchEnd !== dates.matchStart ? ` to ${dayWords(dates.matchEnd)}` : '';
  return `${dayWords(dates.matchStart)}${end}${dates.status === 'tentative' ? ' (tentative)' : ''}`;
}

/** The open task that is due first. */
export function nextTask(match: Match): Task | undefined {
  return match.tasks
    .filter(({ state, due }) => state === 'open' && due !== null)
    .sort((one, other) => ((one.due ?? '') < (other.due ?? '') ? -1 : 1))[0];
}

/** False once nothing is asked of anybody any more: what is open then stays open. */
export const isRunning = ({ status }: Match): boolean => status !== 'closed' && status !== 'cancelled';

/** Where the match stands, in sentences that anybody understands. */
export function standingWords(match: Match): string {
  if (match.status === 'closed' || match.status === 'cancelled')
    return `This match is ${STATUS_WORDS[match.status].toLowerCase()}: ${match.outcome === null ? 'it has ended' : OUTCOME_WORDS[match.outcome]}.`;
  if (match.status === 'draft') return 'This match is a draft. It begins when a facilitator is assigned.';
  const hold = match.status === 'onHold' ? 'The match is on hold: nobody is reminded and nothing is sent. ' : '';
  const underway = match.steps.filter(({ stage }) => stage === 'underway').map(({ title }) => title);
  const open = match.tasks.filter(({ state }) => state === 'open').length;
  const late = match.tasks.filter((task) => isLate(task, match.now)).length;
  const steps = underway.length > 0 ? `Under way: ${underway.join('; ')}. ` : '';
  return `${hold}${steps}${plural(open, 'task is', 'tasks are')} open${late > 0 ? `, ${late} of them late` : ''}.`;
}
