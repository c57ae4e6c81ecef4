import type { ForecastEntry, NewEvent } from '../contracts/api.ts';
import type { Status } from '../contracts/names.ts';
import type { DatePreview } from '../contracts/api-dates.ts';
import type { LetterHead } from '../db/letter-overview.ts';
import type { MatchRows } from '../db/api-queries.ts';
import { activeWindows, live } from '../machines/kernel/deadlines.ts';
import { view } from '../machines/kernel/index.ts';
import { takeWhatIsDue } from '../machines/simulate.ts';
import type { Chart, PartId, Stored, TaskId } from '../machines/kernel/types.ts';
import type { Caller } from './access.ts';
import { checkEvent } from './check-event.ts';
import { commandOf } from './commands.ts';
import { findingsMoved } from './consequences.ts';
import { entriesThen } from './entries-then.ts';
import type { EntryThen } from './entries-then.ts';
import type { ApiDeps } from './deps.ts';
import { lookAhead } from './forecast.ts';
import { lettersMoved } from './letters-moved.ts';
import { takeOnPaper } from './take-on-paper.ts';
import type { Outcome } from './take-on-paper.ts';

/** A task, or one of its parts, that somebody is or will be asked for. */
export interface TaskThen {
  readonly task: TaskId;
  readonly part: PartId | null;
  readonly title: string;
}
/** A letter or a reminder that leaves by time alone: on which days as things stand, and on which then. */
export interface ComesThen extends Pick<ForecastEntry, 'kind' | 'task' | 'part'> {
  readonly what: 'letter' | 'ask';
  readonly to: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What one event would change, by the code that takes it for good (decision 0037). */
export interface WhatFollows {
  readonly status: { readonly before: Status; readonly after: Status };
  readonly tasks: {
    readonly fallAway: readonly TaskThen[];
    readonly comeUp: readonly TaskThen[];
    /** Open, and asked of nobody while the match is on hold. */
    readonly pause: readonly TaskThen[];
    readonly goOn: readonly TaskThen[];
  };
  readonly letters: Pick<DatePreview['letters'], 'withdrawn' | 'drafted' | 'opened'> & {
    readonly restored: DatePreview['letters']['withdrawn'];
    /** Let go or leaving by themselves, and kept back while the match is on hold. */
    readonly keptBack: DatePreview['letters']['withdrawn'];
  };
  readonly calendar: readonly EntryThen[];
  readonly comes: readonly ComesThen[];
  readonly findings: DatePreview['findings'];
}

/**
 * What would follow from an event, before it is reported. Throws as reporting it would: 403, 409 with the reason, 422 by field.
 */
export async function lookAtEvent(
  deps: ApiDeps,
  caller: Caller,
  rows: MatchRows,
  input: NewEvent,
): Promise<WhatFollows> {
  const command = commandOf(caller, 'on paper', input);
  const { event } = await checkEvent(deps, caller, rows, { ...input, lines: [] }, command);
  return whatFollows(deps, rows, await takeOnPaper(deps, rows, event));
}

async function whatFollows(deps: ApiDeps, rows: MatchRows, outcome: Outcome): Promise<WhatFollows> {
  const { chart, after, now } = outcome;
  // What a day that has come brings anyhow is not this event's doing.
  const anyhow = takeWhatIsDue(chart, deps.planOf(rows), outcome.before, now);
  const before = anyhow.stored;
  const status = { before: view(chart, before).status, after: view(chart, after).status };
  const { letters } = await lettersMoved(deps, rows, outcome);
  const { withdrawn, restored, drafted } = letters;
  const comeAnyhow = anyhow.effects.flatMap((effect) => (effect.type === 'draftLetter' ? [effect.kind] : []));
  const opened = letters.opened.filter(({ kind }) => !comeAnyhow.includes(kind));
  return {
    status,
    tasks: tasksThen(chart, before, after, status),
    letters: { withdrawn, restored, drafted, opened, keptBack: await keptBack(deps, rows, status) },
    calendar: await entriesThen(deps, rows, outcome),
    comes: comesThen(deps, rows, { ...outcome, before }),
    findings: findingsMoved(deps, rows, { ...outcome, before }),
  };
}

interface Open extends TaskThen {
  readonly isOpen: boolean;
}
const nameOf = ({ task, part }: Pick<TaskThen, 'task' | 'part'>): string => `${task} ${part ?? ''}`;

/** What is asked for, now or later, in the order of the chart: tasks, and parts whose state has a date. */
function openIn(chart: Chart, stored: Stored): Map<string, Open> {
  const titleOf = (task: TaskId): string => chart.tasks[task]?.title ?? task;
  const tasks = view(chart, stored).tasks.flatMap(({ id, state }): Open[] =>
    state === 'open' || state === 'upcoming'
      ? [{ task: id, part: null, title: titleOf(id), isOpen: state === 'open' }]
      : [],
  );
  const parts = activeWindows(live(chart, stored)).flatMap(({ task, part }): Open[] =>
    task === undefined || part === undefined ? [] : [{ task, part, title: titleOf(task), isOpen: true }],
  );
  return new Map([...tasks, ...parts].map((one) => [nameOf(one), one]));
}

function tasksThen(chart: Chart, before: Stored, after: Stored, status: WhatFollows['status']): WhatFollows['tasks'] {
  const [old, fresh] = [openIn(chart, before), openIn(chart, after)];
  const open = ({ isOpen }: Open): boolean => isOpen;
  const stays = [...old.values()].filter((one) => open(one) && fresh.has(nameOf(one)));
  return {
    fallAway: [...old.values()].filter((one) => !fresh.has(nameOf(one))).map(shown),
    comeUp: [...fresh.values()].filter((one) => open(one) && old.get(nameOf(one))?.isOpen !== true).map(shown),
    pause: status.after === 'onHold' && status.before !== 'onHold' ? stays.map(shown) : [],
    goOn: status.before === 'onHold' && status.after === 'underway' ? stays.map(shown) : [],
  };
}
const shown = ({ task, part, title }: Open): TaskThen => ({ task, part, title });

const WAITING: readonly string[] = ['queued', 'released', 'deferred'];

/** On hold nothing leaves (requirements.md A8): what was let go waits until the match goes on. */
async function keptBack(
  { queries, letters }: ApiDeps,
  { match }: MatchRows,
  status: WhatFollows['status'],
): Promise<WhatFollows['letters']['keptBack']> {
  if (status.after !== 'onHold' || status.before === 'onHold') return [];
  const standing = await queries.standingLetters(match.id);
  return standing
    .filter(({ state, channel }) => WAITING.includes(state) && channel === 'mail')
    .map(({ id, kind, person, subject, channel }: LetterHead) => ({
      id,
      kind,
      title: letters.title(match.method, kind) ?? kind,
      to: person,
      subject,
      channel,
    }));
}

/** Letters and reminders to come that would come on other days, or not at all, or that are new. */
function comesThen(deps: ApiDeps, rows: MatchRows, { chart, before, after, paper, now }: Outcome): ComesThen[] {
  const ahead = lookAhead(deps.planOf, deps.letters);
  const isIn = new Set(paper.people.map(({ id }) => id));
  const then = { ...rows, people: rows.people.filter(({ id }) => isIn.has(id)) };
  const [old, fresh] = [ahead(chart, before, rows, now), ahead(chart, after, then, now)].map(byName);
  const names = [...new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])])];
  return names.flatMap((name) => {
    const [was, is] = [old?.get(name), fresh?.get(name)];
    const { kind, task, part, what } = (was ?? is)?.[0] as ForecastEntry;
    const [daysBefore, daysAfter] = [was, is].map((all = []) => [
      ...new Set(all.map(({ at }) => deps.dayAt(Date.parse(at), rows.match.time_zone))),
    ]);
    if (String(daysBefore) === String(daysAfter)) return [];
    const to = [...new Set([...(was ?? is ?? [])].flatMap((one) => one.to ?? []))];
    return [
      { what: what as ComesThen['what'], kind, task, part, to, before: daysBefore ?? [], after: daysAfter ?? [] },
    ];
  });
}

/** A kind of letter is one thing, and so is all asking for one task or one of its parts. What only opens a task is neither. */
function byName(entries: readonly ForecastEntry[]): Map<string, ForecastEntry[]> {
  const groups = new Map<string, ForecastEntry[]>();
  for (const entry of entries.filter(({ what }) => what !== 'moment')) {
    const name = entry.what === 'letter' ? `letter ${entry.kind}` : `ask ${entry.task ?? ''} ${entry.part ?? ''}`;
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return groups;
}
