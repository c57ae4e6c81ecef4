import { answerLines } from '../../db/answer-lines.ts';
import type { MatchRows, PersonRow } from '../../db/api-queries.ts';
import { isToken, stateOf, TASK } from '../../links/index.ts';
import type { LinkRow, LinkState } from '../../links/index.ts';
import { allowed } from '../../machines/kernel/index.ts';
import type { Allowed, LinkAnswer, LinkEntry } from '../../machines/kernel/types.ts';
import { ESCALATION, hasEnded, isCalledOff } from '../../contracts/names.ts';
import type { Role } from '../../contracts/names.ts';
import { nowOf } from '../deps.ts';
import type { ApiDeps } from '../deps.ts';
import { chartOfMatch, storedOf } from '../match-view.ts';
import { currentAnswer } from './current.ts';
import type { Answered } from './current.ts';
import { entryOfLink, eventsOfLink } from './entry.ts';

/** A link that somebody opened, with how everything stands that it is about. */
export interface OpenedLink {
  readonly link: LinkRow;
  readonly rows: MatchRows;
  readonly now: number;
  /** Why it does not open. `cancelled`: the match was; `unknown`: this build does not know what it is for. */
  readonly shut: Exclude<LinkState, 'live'> | 'cancelled' | 'closed' | 'unknown' | undefined;
  /** Whose it is; undefined when she is not in the match any more. */
  readonly person: PersonRow | undefined;
  readonly entry: LinkEntry;
  /** What counts as answered. */
  readonly current: Answered | undefined;
  /** What could be answered now. */
  readonly possible: readonly LinkAnswer[];
  readonly canUndo: boolean;
  /** The part that it is about is not there yet. */
  readonly notYet: boolean;
  readonly ended: boolean;
}

const NOTHING: LinkEntry = { answers: [], undo: '', days: 0 };

/** Looks a token up, and how things stand; undefined for one that there is not. Changes nothing. */
export async function openLink(deps: ApiDeps, token: string): Promise<OpenedLink | undefined> {
  const { store, keys } = deps.links;
  const link = isToken(token) ? await store.byToken(keys.hashOfToken(token)) : undefined;
  const rows = link && (await deps.queries.match(link.match));
  return link && rows && look(deps, link, rows);
}

async function look(deps: ApiDeps, link: LinkRow, rows: MatchRows): Promise<OpenedLink> {
  const chart = chartOfMatch(rows);
  const now = nowOf(rows.match, deps.clock());
  const person = rows.people.find(({ id }) => id === link.person);
  const entry = entryOfLink(chart, link);
  const lines = entry === undefined ? [] : await answerLines(deps.db, link.match, eventsOfLink(entry));
  const may = mayNow(rows, person?.roles ?? []);
  const can = (event: string): boolean =>
    may.some((one) => one.type === event && isAbout(link, one)) ||
    (chart.catalogue[event]?.byLink === true && isAsked(link, rows));
  const current = entry && currentAnswer(entry, link, lines);
  return {
    link,
    rows,
    now,
    person,
    shut: shutBecause(link, rows, person, entry, now),
    entry: entry ?? NOTHING,
    current,
    possible: (entry?.answers ?? []).filter(({ event }) => can(event)),
    canUndo: current !== undefined && can(current.answer.undo ?? entry?.undo ?? ''),
    notYet: link.part !== null && !rows.parts.some(({ id }) => id === link.part),
    ended: rows.match.status === 'closed',
  };
}

function mayNow(rows: MatchRows, roles: readonly Role[]): Allowed[] {
  const stored = storedOf(rows);
  return stored === undefined || hasEnded(rows.match.status)
    ? []
    : roles.flatMap((role) => allowed(chartOfMatch(rows), stored, role));
}

/** Somebody is still held to the task. */
const isAsked = ({ part, task }: LinkRow, { deadlines, tasks }: MatchRows): boolean =>
  deadlines.some((deadline) => deadline.task === task && deadline.part === part) ||
  tasks.some(({ id, state }) => part === null && id === task && (state === 'open' || state === 'upcoming'));

const isAbout = ({ part, task }: LinkRow, one: Allowed): boolean =>
  (one.part === undefined || one.part === part) && (one.task === undefined || one.task === task);

function shutBecause(
  link: LinkRow,
  rows: MatchRows,
  person: PersonRow | undefined,
  entry: LinkEntry | undefined,
  now: number,
): OpenedLink['shut'] {
  const state = stateOf(link, new Date(now));
  if (state !== 'live' && state !== 'expired' && state !== 'replaced') return state;
  const { status } = rows.match;
  if (isCalledOff(status)) return 'cancelled';
  if (state !== 'live') return status === 'closed' ? 'closed' : state;
  if (entry === undefined) return 'unknown';
  return link.purpose === TASK && person !== undefined && !isStillHers(link, rows, person) ? 'handedOver' : undefined;
}

/** A task belongs to whoever has its role, whoever that escalates to, and whoever it was given to (requirements.md X4). */
function isStillHers({ task }: LinkRow, rows: MatchRows, { id, roles }: PersonRow): boolean {
  const given = rows.tasks.find((row) => row.id === task)?.person;
  if (given === id) return true;
  const line: Role[] = [];
  for (
    let role: Role | undefined = chartOfMatch(rows).tasks[task ?? '']?.owner;
    role !== undefined;
    role = ESCALATION[role]
  )
    line.push(role);
  return roles.some((role) => line.includes(role));
}
