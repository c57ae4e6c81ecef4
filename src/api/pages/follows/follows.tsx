import type { ComesThen, TaskThen } from '../../what-follows.ts';
import { BeforeAfterTable } from '../before-after.tsx';
import type { BeforeAfter } from '../before-after.tsx';
import { audienceWords, listWords, plural, shortDay, STATUS_WORDS } from '../words.ts';
import type { FollowsView } from './follows-view.ts';
import { entryRows } from './entry-rows.ts';
import { FindingsThen, Lines } from './findings-then.tsx';
import { FATES_OF_WRITTEN, byTitle, letterRows, namesWords, openedRows } from './window-rows.ts';

/** All that an event would change, before it is reported: worked out by the match itself (decision 0037). */
export function Follows(view: FollowsView) {
  const { status, tasks, findings } = view.seen;
  const titles = (all: readonly TaskThen[]) =>
    all.map(({ title, part }) => (part === null ? title : `${title}: ${view.partName(part)}`));
  return (
    <section aria-labelledby="follows" class="pm-follows">
      <h2 id="follows">What this changes</h2>
      <p>
        Nothing has been done yet.
        {status.before !== status.after && ` The match is then ${STATUS_WORDS[status.after].toLowerCase()}.`}
      </p>
      <Some title="Paused: nobody is asked for it while the match is on hold" lines={titles(tasks.pause)} />
      <Some title="Asked for again" lines={titles(tasks.goOn)} />
      <Some title="Falls away" lines={titles(tasks.fallAway)} />
      <Some title="To be done then" lines={titles(tasks.comeUp)} />
      <WhoIsTold {...view} />
      <Compared
        caption="Calendar entries, when their letters leave"
        head={['Entry', 'Now', 'Then']}
        rows={entryRows(view)}
      />
      <WhatComes {...view} />
      <FindingsThen findings={findings} />
    </section>
  );
}

/** More than fit on a phone are folded. */
const MOST = 6;

function Some({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  const rest = lines.slice(MOST);
  return (
    <>
      <h3>{title}</h3>
      <Lines lines={lines.slice(0, MOST)} />
      {rest.length > 0 && (
        <details class="pm-more">
          <summary>{rest.length} more</summary>
          <Lines lines={rest} />
        </details>
      )}
    </>
  );
}

function WhoIsTold({ seen, nameOf, leavesHow }: FollowsView) {
  const name = (person: string): string => nameOf(person) ?? 'somebody who has left';
  const { drafted, opened } = seen.letters;
  const hows = [...new Set(drafted.map(leavesHow))];
  const told = hows.flatMap((how) =>
    byTitle(
      drafted.filter((one) => leavesHow(one) === how),
      name,
    ).map(({ title, to }) => `${title}, to ${to}: ${how}`),
  );
  const rows = [...letterRows(FATES_OF_WRITTEN, seen.letters, name), ...openedRows(opened)];
  return (
    <>
      <h3>Who is told</h3>
      {told.length === 0 ? <p>Nobody is written to because of this.</p> : <Lines lines={told} />}
      <Compared caption="Letters that are written" head={['Letter', 'Now', 'Then']} rows={rows} />
    </>
  );
}

/** The soonest first. */
const firstDay = ({ before, after }: ComesThen): string => [...before, ...after].sort()[0] ?? '';

function WhatComes({ seen, today, nameOf, partName, letterTitle, match }: FollowsView) {
  const taskTitle = (task: string | null) => match.tasks.find(({ id }) => id === task)?.title ?? 'A part of the match';
  const what = ({ what, kind, task, part, to }: ComesThen): string => {
    const names = to.map((one) => nameOf(one) ?? audienceWords(one));
    const title =
      what === 'letter'
        ? `Letter: ${letterTitle(kind)}`
        : `Reminders: ${taskTitle(task)}${part === null ? '' : `: ${partName(part)}`}`;
    return names.length === 0 ? title : `${title}, to ${namesWords(names)}`;
  };
  const rows = seen.comes
    .toSorted((one, other) => firstDay(one).localeCompare(firstDay(other)))
    .map((one) => ({ what: what(one), before: daysIn(one.before, today), after: daysIn(one.after, today) }));
  if (rows.length === 0) return <p>Letters and reminders to come stay as they are.</p>;
  return (
    <Compared
      caption="Letters and reminders to come, if nobody does anything"
      head={['What', 'As things stand', 'Then']}
      rows={rows}
    />
  );
}

function daysIn(days: readonly string[], today: string): string | undefined {
  const [first, ...more] = days;
  if (first === undefined) return undefined;
  const last = more.at(-1);
  if (last === undefined) return shortDay(first, today);
  return more.length === 1
    ? listWords([first, last].map((day) => shortDay(day, today)))
    : `${plural(days.length, 'day')} from ${shortDay(first, today)} to ${shortDay(last, today)}`;
}

function Compared(table: Parameters<typeof BeforeAfterTable>[0] & { rows: readonly BeforeAfter[] }) {
  const { rows, caption } = table;
  if (rows.length === 0) return null;
  const rest = rows.slice(MOST);
  return (
    <>
      <BeforeAfterTable {...table} rows={rows.slice(0, MOST)} />
      {rest.length > 0 && (
        <details class="pm-more">
          <summary>{rest.length} more</summary>
          <BeforeAfterTable {...table} caption={`${caption}: the rest`} rows={rest} />
        </details>
      )}
    </>
  );
}
