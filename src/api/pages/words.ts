import { hasEnded } from '../../contracts/names.ts';
import { dayAt } from '../../calendar/index.ts';
import type { Match } from '../../contracts/api.ts';
import type { Role, TaskState } from '../../contracts/names.ts';
import type { LetterState } from '../../db/schema-letters.ts';
import { formatDay, formatInstant, formatZone } from '../../letters/index.ts';

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

/** "helper/2" is a second team of that kind. */
export function teamWords(team: string): string {
  const [side, number] = team.split('/');
  const words = side === 'helper' ? 'the team that helps' : 'the team that wants to learn';
  return number === undefined ? words : `${words}, number ${number}`;
}

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

/** Where a letter stands; what a person carries waits for that person. */
export const letterWords = ({ state, channel }: { state: LetterState; channel: string }): string =>
  state === 'released' && channel === 'post'
    ? 'Released, to be posted'
    : state === 'released' && channel === 'phone'
      ? 'Released, to be told on the telephone'
      : LETTER_WORDS[state];

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
  overdue: 'Reminder: overdue',
  overdue2: 'Second reminder: overdue',
};

type Task = Match['tasks'][number];
export const isSettled = ({ state }: Task): boolean =>
  state === 'done' || state === 'skipped' || state === 'notApplicable';

export type Tone = 'plain' | 'good' | 'wait' | 'late';

/** The state of a task with its tone; the words alone are enough. */
export function taskStatus(task: Task): { words: string; tone: Tone } {
  // Some tasks are only ever done part by part, like notes of each call.
  const idle = task.state === 'upcoming' && task.opens === null && task.due === null;
  return {
    words: idle ? 'Nothing to do now' : TASK_WORDS[task.state],
    tone: task.state === 'done' ? 'good' : task.state === 'open' ? 'wait' : 'plain',
  };
}

/** "Tuesday, March 2, 2027" */
export const dayWords = (day: string): string => formatDay(day);
const parsed = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const daysBetween = (from: string, to: string): number => Math.round((parsed(to) - parsed(from)) / 86_400_000);
/** Nearer than this, a day needs no year. */
const NEAR_DAYS = 180;
/** "Tuesday, March 2"; with the year when it is far from today. */
export const shortDay = (day: string, today: string): string =>
  Math.abs(daysBetween(today, day)) < NEAR_DAYS ? formatDay(day).replace(/, \d+$/, '') : formatDay(day);
/** The day of an instant where the match is. */
export const instantDay = (instant: string, { timeZone, now }: Pick<Match, 'timeZone' | 'now'>): string =>
  shortDay(dayAt(Date.parse(instant), timeZone), dayAt(Date.parse(now), timeZone));
export const instantWords = (instant: string, zone: string): string => formatInstant(Date.parse(instant), zone);

/** "Eastern Time (America/New York)" */
export const zoneWords = (zone: string): string => `${formatZone(zone)} (${zone.replaceAll('_', ' ')})`;
export const listWords = (all: readonly string[]): string =>
  all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;

/** Three of a long list, and how many more there are. */
export const someOf = (all: readonly string[]): readonly string[] =>
  all.length <= 4 ? all : [...all.slice(0, 3), `${all.length - 3} more`];

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** When a task opens and is due, for a line under its title. */
export function whenWords(task: Task, match: Match): string | undefined {
  if (isSettled(task) || task.due === null) return undefined;
  const due = instantDay(task.due, match);
  const opens = task.state === 'upcoming' && task.opens !== null ? instantDay(task.opens, match) : undefined;
  if (opens === due) return `on ${due}`;
  return opens === undefined ? `due ${due}` : `opens ${opens}, due ${due}`;
}

/** The dates of the match, and how far away they are. */
export function dateWords({ dates, now, timeZone }: Match): string {
  if (dates.matchStart === null) return 'No dates yet';
  const end = dates.matchEnd !== null && dates.matchEnd !== dates.matchStart ? ` to ${dayWords(dates.matchEnd)}` : '';
  const days = daysBetween(dayAt(Date.parse(now), timeZone), dates.matchStart);
  const away = days > 1 ? `, in ${days} days` : days === 1 ? ', tomorrow' : '';
  return `${dayWords(dates.matchStart)}${end}${away}${dates.status === 'tentative' ? ' (tentative)' : ''}`;
}

/** False once nothing is asked of anybody any more: what is open then stays open. */
export const isRunning = ({ status }: Match): boolean => !hasEnded(status);

/** The steps under way: "step 3 of 6, Framing, agenda and preparations". */
export function stepWords({ steps }: Match): string | undefined {
  const underway = steps.flatMap(({ stage, title }, at) => (stage === 'underway' ? [{ number: at + 1, title }] : []));
  if (underway.length === 0) return undefined;
  const numbers = listWords(underway.map(({ number }) => String(number)));
  const titles = underway.map(({ title }) => title).join('; ');
  return `${underway.length === 1 ? 'step' : 'steps'} ${numbers} of ${steps.length} (${titles})`;
}

/** Where the match stands, in one sentence that anybody understands. */
export function standingWords(match: Match, todos: readonly { readonly when: string }[]): string {
  if (!isRunning(match))
    return `This match is ${STATUS_WORDS[match.status].toLowerCase()}: ${match.outcome === null ? 'it has ended' : OUTCOME_WORDS[match.outcome]}.`;
  if (match.status === 'draft') return 'This match is a draft: it begins when a facilitator is assigned.';
  const overdue = todos.filter(({ when }) => when === 'overdue').length;
  const late = overdue === 0 ? 'nothing is overdue' : `${overdue} of them overdue`;
  const open =
    todos.length === 0
      ? 'nothing needs doing now'
      : `${plural(todos.length, 'thing needs', 'things need')} doing, ${late}`;
  if (match.status === 'onHold') return `This match is on hold: nobody is reminded and nothing is sent; ${open}.`;
  if (match.status === 'cancelling') return `This match is being cancelled: ${open}.`;
  const steps = stepWords(match);
  return `${steps === undefined ? 'This match' : `This match is in ${steps}`}: ${open}.`;
}

/** Whom a letter waits for that somebody has to release. */
export const releaseWords = (role: string | undefined): string =>
  `the ${roleWords(role ?? 'facilitator')} to release it`;
/** Whom a letter waits for that no mail server carries. */
export const BY_HAND: Readonly<Record<string, string>> = {
  post: 'the assistant to post it',
  phone: 'the assistant to tell it on the telephone',
};
