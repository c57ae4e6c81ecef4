import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Derived, DerivedChanges } from '../activities/record-ports.ts';
import type { Stored } from '../machines/kernel/types.ts';
import type { DatabaseTransaction } from './database.ts';

export const instant = (ms: number | null | undefined): string | null =>
  ms === null || ms === undefined ? null : new Date(ms).toISOString();

/** When the next letter of a match may leave, as a value of a statement about `matches`. */
export const NEXT_LETTER = sql`(
  select min(due_at) from letters where letters.match = matches.id and state in ('queued', 'released', 'deferred')
    and channel = 'mail'
)`;

type Planned = Stored['planned'];
/** Rows are written only when the statement holds the match: `held` is its first part. */
const IF_HELD = sql`exists (select from held)`;

/**
 * Writes what lists and pages read, in one statement: a record holds its match's row, so each round trip counts. Rows that say
 * what they said before are left alone, so that `seq` tells when they changed.
 *
 * @returns when the next letter of the match may leave; undefined when none waits
 */
export async function writeDerived(
  tx: DatabaseTransaction,
  match: string,
  derived: Derived,
): Promise<Date | undefined> {
  const { stored, deadlines } = derived;
  const { rows } = await sql<{ next: Date | null }>`
    with held as (${matchRow(match, derived)} returning ${NEXT_LETTER} as next),
      ${sql.join(changedRows(match, { ...derived, seq: stored.seq, planned: stored.planned }))},
      gone as (
        delete from deadlines where match = ${match} and id <> all (${deadlines.map(({ id }) => id)}::text[])
      )
    select next from held`.execute(tx);
  return rows[0]?.next ?? undefined;
}

interface Rows extends Pick<DerivedChanges, 'view' | 'deadlines' | 'partPersons'> {
  readonly seq: number;
  readonly planned: Planned;
  readonly reasons: Derived['reasons'];
}

/** The parts of a statement that write tasks, parts and deadlines, one for each table that has rows; `held` is another part of it. */
export function changedRows(match: string, { view, deadlines, planned, seq, reasons, partPersons }: Rows) {
  // A statement's list of parts must not be empty.
  const parts: RawBuilder<unknown>[] = [sql`nothing as (select)`];
  if (view.tasks.length > 0) parts.push(sql`task_rows as (${taskRows(match, seq, view, deadlines, planned, reasons)})`);
  if (view.parts.length > 0) parts.push(sql`part_rows as (${partRows(match, seq, view, partPersons)})`);
  if (deadlines.length > 0) parts.push(sql`deadline_rows as (${deadlineRows(match, seq, deadlines, planned)})`);
  return parts;
}

/** Tasks that the chart does not list stay as they were; dates of a settled task stay the last that were planned. */
function taskRows(
  match: string,
  seq: number,
  view: Rows['view'],
  deadlines: Rows['deadlines'],
  planned: Planned,
  reasons: Rows['reasons'],
) {
  // A task's own window bears its name (T24, before that T24:opens); others are about it too, as the one that asks for open dates.
  const windows = new Map(deadlines.map((one) => [one.id.replace(/:.*/, ''), one]));
  const rows = view.tasks.map(({ id, state }) => {
    const window = windows.get(id);
    const plan = window && planned[window.id];
    const dates = { opens: instant(plan?.opens), due: instant(plan?.due), late: instant(plan?.late) };
    return { id, state, person: window?.person ?? null, reason: reasons[id] ?? null, ...dates };
  });
  return sql`
    insert into tasks as old (match, id, state, person, reason, opens, due, late, seq)
    select ${match}, id, state, person, reason, opens, due, late, ${seq}::integer
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as new (id text, state text, person text, reason text, opens timestamptz, due timestamptz, late timestamptz)
    where ${IF_HELD}
    on conflict (match, id) do update set
      state = excluded.state, person = coalesce(excluded.person, old.person), reason = coalesce(excluded.reason, old.reason),
      opens = coalesce(excluded.opens, old.opens), due = coalesce(excluded.due, old.due),
      late = coalesce(excluded.late, old.late), seq = excluded.seq
    where (old.state, old.person, old.reason, old.opens, old.due, old.late) is distinct from (
      excluded.state, coalesce(excluded.person, old.person), coalesce(excluded.reason, old.reason),
      coalesce(excluded.opens, old.opens), coalesce(excluded.due, old.due), coalesce(excluded.late, old.late))`;
}

function partRows(match: string, seq: number, view: Rows['view'], partPersons: Rows['partPersons']) {
  const rows = view.parts.map((part) => ({ ...part, person: partPersons[part.id] ?? null }));
  return sql`
    insert into parts as old (match, id, chart, state, done, person, seq)
    select ${match}, id, chart, state, done, person, ${seq}::integer
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (id text, chart text, state text, done boolean, person text)
    where ${IF_HELD}
    on conflict (match, id) do update set
      state = excluded.state, done = excluded.done, person = coalesce(excluded.person, old.person), seq = excluded.seq
    where (old.state, old.done) is distinct from (excluded.state, excluded.done)`;
}

/** A deadline exists while, and only while, its state is active (design.md 4.3). */
function deadlineRows(match: string, seq: number, deadlines: Rows['deadlines'], planned: Planned) {
  const rows = deadlines.map((deadline) => {
    const plan = planned[deadline.id];
    return {
      id: deadline.id,
      task: deadline.task,
      part: deadline.part ?? null,
      policy: deadline.policy,
      owner: deadline.owner,
      person: deadline.person ?? null,
      generation: deadline.generation,
      date_version: deadline.dateVersion,
      basis: plan?.basis ?? null,
      opens: instant(plan?.opens),
      due: instant(plan?.due),
      late: instant(plan?.late),
      rungs: plan?.rungs ?? [],
    };
  });
  return sql`
    insert into deadlines as old
      (match, id, task, part, policy, owner, person, generation, date_version, basis, opens, due, late, rungs, seq)
    select ${match}, row.*, ${seq}::integer
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row (id text, task text, part text, policy text, owner text, person text, generation integer, date_version integer,
        basis text, opens timestamptz, due timestamptz, late timestamptz, rungs jsonb)
    where ${IF_HELD}
    on conflict (match, id) do update set
      task = excluded.task, part = excluded.part, policy = excluded.policy, owner = excluded.owner, person = excluded.person,
      generation = excluded.generation, date_version = excluded.date_version, basis = excluded.basis, opens = excluded.opens,
      due = excluded.due, late = excluded.late, rungs = excluded.rungs, seq = excluded.seq
    where (old.owner, old.person, old.generation, old.date_version, old.basis, old.opens, old.due, old.late, old.rungs)
      is distinct from (excluded.owner, excluded.person, excluded.generation, excluded.date_version, excluded.basis,
      excluded.opens, excluded.due, excluded.late, excluded.rungs)`;
}

/** Findings as lists show them. */
export const findingRows = (findings: Stored['findings']): string =>
  JSON.stringify(
    Object.values(findings).map(({ code, task, facts, since }) => ({
      code,
      task: task ?? null,
      facts: facts ?? {},
      since,
    })),
  );

export const stepsOf = ({ steps }: Derived['view']): string | null => (steps.length > 0 ? JSON.stringify(steps) : null);

function matchRow(match: string, { stored, view, calendar, nextDue, clockOffset }: Derived) {
  const { planned: _, ...kept } = stored;
  const { assigned = null, matchStart = null, matchEnd = null } = stored.anchors;
  return sql`
    update matches set version = ${stored.version}, status = ${view.status}, outcome = ${view.outcome},
      date_status = coalesce(${view.dateStatus}::text, date_status), assigned_on = ${assigned}, match_start = ${matchStart}, match_end = ${matchEnd},
      date_version = ${stored.dateVersion}, seq = ${stored.seq}, stored = ${JSON.stringify(kept)}, calendar = ${calendar},
      findings = ${findingRows(stored.findings)}, next_due = ${instant(nextDue)},
      steps = coalesce(${stepsOf(view)}::jsonb, steps), clock_offset = coalesce(${clockOffset}::bigint, clock_offset),
      journal_hash = (select hash from journal where journal.match = matches.id order by seq desc, n desc limit 1)
    where id = ${match}`;
}
