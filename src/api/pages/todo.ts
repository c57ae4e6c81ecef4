import { dayAt } from '../../calendar/index.ts';
import type { Match } from '../../contracts/api.ts';
import type { Role } from '../../contracts/names.ts';
import type { ListedRows } from '../../db/listed-rows.ts';
import type { LetterHead } from '../../db/letter-overview.ts';
import { taskOfPart } from '../../machines/kernel/index.ts';
import { chartOfMatch } from '../match-view.ts';
import { partTask } from './part-words.ts';
import type { PartName } from './part-words.ts';
import { daysBetween, isRunning, roleWords, shortDay } from './words.ts';
import type { Tone } from './words.ts';

/** Something that somebody has to do now: an open task, or parts that ask for the same thing. */
export interface Todo {
  readonly title: string;
  /** The task whose page it is done on. */
  readonly task: string | null;
  /** The parts that it is about, in words. */
  readonly about: readonly string[];
  readonly owners: readonly string[];
  /** The ids of the parts, where it is about parts. */
  readonly parts: readonly string[];
  /** A day where the match is. */
  readonly due: string | null;
  readonly when: 'overdue' | 'week' | 'later';
  readonly status: string;
  readonly tone: Tone;
}

type Draft = Pick<Todo, 'title' | 'task' | 'about' | 'owners' | 'parts' | 'due'> & { readonly asked: string | null };

export interface TodoSource {
  readonly rows: ListedRows;
  readonly match: Match;
  readonly nameOf: (person: string | null) => string | undefined;
  readonly partName: PartName;
  /** Letters that wait for somebody to post them or to read them out. */
  readonly carried: readonly LetterHead[];
  /** The day on which a call was planned to be. */
  readonly dayOf: (part: string) => string | undefined;
}

/** What needs doing in a match, by due date; nothing once it has ended. */
export function todosOf(source: TodoSource): Todo[] {
  const { match } = source;
  if (!isRunning(match)) return [];
  return [
    ...openTasks(source),
    ...partsToSettle(source),
    ...plannedCalls(source),
    ...lettersToCarry(source),
    ...peopleToCall(source),
  ]
    .sort((one, other) => ((one.due ?? '9') < (other.due ?? '9') ? -1 : 1))
    .map(({ asked, due: planned, ...draft }) => {
      // Nobody is late with anything while a match is on hold.
      const due = match.status === 'onHold' ? null : planned;
      return { ...draft, due, ...standing(due, asked, match) };
    });
}

/** Tasks left open when the match ended, for the record. */
export const leftOpen = ({ tasks }: Match): string[] =>
  tasks.filter(({ state }) => state === 'open').map(({ title }) => title);

function openTasks({ match, nameOf }: TodoSource): Draft[] {
  return match.tasks
    .filter(({ state }) => state === 'open')
    .map(({ id, title, owner, due }) => ({
      title,
      task: id,
      about: [],
      parts: [],
      owners: [ownerWords(owner.role, nameOf(owner.person))],
      due: due === null ? null : dayIn(match, due),
      asked: askedOn(match, id),
    }));
}

/** Parts whose window is open, those that ask the same of the same person by the same day together. */
function partsToSettle({ rows, match, nameOf, partName }: TodoSource): Draft[] {
  const groups = new Map<string, Draft>();
  for (const row of rows.deadlines) {
    const part = match.parts.find(({ id }) => id === row.part);
    const title = part && partTask(part.chart, part.state);
    if (part === undefined || title === undefined || row.policy === 'moment') continue;
    if (row.opens !== null && row.opens.toISOString() > match.now) continue;
    const about = rows.people.find(({ id }) => id === part.id.slice(part.id.indexOf('/') + 1));
    const own = about !== undefined && about.roles.includes(row.owner);
    const owner = own ? about.name : ownerWords(row.owner, nameOf(row.person) ?? holderOf(row.owner, rows));
    const due = row.due === null ? null : dayIn(match, row.due.toISOString());
    const name = [title, due, own ? '' : owner].join('\n');
    const known = groups.get(name) ?? {
      title,
      task: row.task,
      about: [],
      owners: [],
      parts: [],
      due,
      asked: askedOn(match, row.id),
    };
    groups.set(name, {
      ...known,
      about: own ? known.about : [...known.about, partName(part.id)],
      parts: [...known.parts, part.id],
      owners: [...new Set([...known.owners, owner])],
    });
  }
  return [...groups.values()];
}

/** Calls have no deadline before they are held, but a day. */
function plannedCalls({ rows, match, dayOf }: TodoSource): Draft[] {
  // When the match is cancelled, its calls are a task of their own.
  if (match.status === 'cancelling') return [];
  const owners = [ownerWords('facilitator', holderOf('facilitator', rows))];
  const task = taskOfPart(chartOfMatch(rows).catalogue, 'call') ?? null;
  return match.parts
    .filter(({ chart, state }) => chart === 'call' && state === 'planned')
    .map(({ id }) => ({
      title: 'Hold the call',
      task,
      about: [],
      owners,
      parts: [id],
      due: dayOf(id) ?? null,
      asked: null,
    }));
}

const CARRY: Readonly<Record<string, string>> = { post: 'Print and post letters', phone: 'Tell on the telephone' };

/** Letters to people whom no mail reaches, or who wish it so (X14). */
function lettersToCarry({ rows, carried, nameOf }: TodoSource): Draft[] {
  const owners = [ownerWords('assistant', holderOf('assistant', rows))];
  return Object.entries(CARRY).flatMap(([channel, title]) => {
    const names = carried.flatMap((letter) =>
      letter.channel === channel ? [nameOf(letter.person) ?? 'somebody'] : [],
    );
    return names.length === 0
      ? []
      : [{ title, task: null, about: [...new Set(names)], owners, parts: [], due: null, asked: null }];
  });
}

/** Mail to them came back: somebody has to call (X24). */
function peopleToCall({ rows }: TodoSource): Draft[] {
  const owners = [ownerWords('assistant', holderOf('assistant', rows))];
  return rows.people
    .filter(({ bounced_at: bounced }) => bounced !== null)
    .map(({ name, telephone }) => ({
      title: 'Call, because mail came back, and correct the address',
      task: null,
      about: [`${name}, ${telephone ?? 'telephone number not known'}`],
      owners,
      parts: [],
      due: null,
      asked: null,
    }));
}

const dayIn = ({ timeZone }: Match, instant: string): string => dayAt(Date.parse(instant), timeZone);

function holderOf(role: Role, { people }: ListedRows): string | undefined {
  const holders = people.filter(({ roles }) => roles.includes(role));
  return holders.length === 1 ? holders[0]?.name : undefined;
}
const ownerWords = (role: Role, name: string | undefined): string => name ?? `the ${roleWords(role)}`;

/** A due day on a weekend or holiday is asked for on the next working day, and only after that is it overdue. */
function askedOn(match: Match, deadline: string): string | null {
  const planned = match.deadlines.find(({ id }) => id === deadline);
  const rung = planned?.rungs.find((one) => one.rung === 'due');
  return rung === undefined ? null : dayIn(match, rung.at);
}

const WEEK = 7;

function standing(due: string | null, asked: string | null, match: Match): Pick<Todo, 'when' | 'status' | 'tone'> {
  if (due === null) return { when: 'later', status: 'Open', tone: 'wait' };
  const days = daysBetween(dayIn(match, match.now), asked !== null && asked > due ? asked : due);
  if (days < 0) return { when: 'overdue', status: 'Overdue', tone: 'late' };
  const status = days === 0 ? 'Due today' : days === 1 ? 'Due tomorrow' : 'Open';
  return { when: days <= WEEK ? 'week' : 'later', status, tone: 'wait' };
}

export function dueWords({ due, when }: Todo, match: Match): string {
  if (due === null) return match.status === 'onHold' ? 'when the match goes on' : 'no due date';
  return `${when === 'overdue' ? 'was due' : 'due'} ${shortDay(due, dayIn(match, match.now))}`;
}
