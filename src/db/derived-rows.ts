import { sql } from 'kysely';
import type { Derived } from '../activities/ports.ts';
import type { DatabaseTransaction } from './database.ts';

const instant = (ms: number | null | undefined): string | null =>
  ms === null || ms === undefined ? null : new Date(ms).toISOString();

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
  const { rows } = await sql<{ next: Date | null }>`
    with task_rows as (${taskRows(match, derived)}),
      part_rows as (${partRows(match, derived)}),
      deadlines_of_now as (${deadlinesOfNow(derived)}),
      gone as (delete from deadlines where match = ${match} and id not in (select id from deadlines_of_now)),
      deadline_rows as (${deadlineRows(match, derived)})
    ${matchRow(match, derived)}
    returning (
      select min(due_at) from letters where letters.match = matches.id and state in ('queued', 'released', 'deferred') and channel = 'mail'
    ) as next`.execute(tx);
  return rows[0]?.next ?? undefined;
}

/** Tasks that the chart does not list stay as they were; dates of a settled task stay the last that were planned. */
function taskRows(match: string, { view, stored, deadlines, reasons }: Derived) {
  const windows = new Map(deadlines.filter(({ part }) => part === undefined).map((one) => [one.task, one]));
  const rows = view.tasks.map(({ id, state }) => {
    const window = windows.get(id);
    const plan = window && stored.planned[window.id];
    const dates = { opens: instant(plan?.opens), due: instant(plan?.due), late: instant(plan?.late) };
    return { id, state, person: window?.person ?? null, reason: reasons[id] ?? null, ...dates };
  });
  return sql`
    insert into tasks as old (match, id, state, person, reason, opens, due, late, seq)
    select ${match}, id, state, person, reason, opens, due, late, ${stored.seq}::integer
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as new (id text, state text, person text, reason text, opens timestamptz, due timestamptz, late timestamptz)
    on conflict (match, id) do update set
      state = excluded.state, person = coalesce(excluded.person, old.person), reason = coalesce(excluded.reason, old.reason),
      opens = coalesce(excluded.opens, old.opens), due = coalesce(excluded.due, old.due),
      late = coalesce(excluded.late, old.late), seq = excluded.seq
    where (old.state, old.person, old.reason, old.opens, old.due, old.late) is distinct from (
      excluded.state, coalesce(excluded.person, old.person), coalesce(excluded.reason, old.reason),
      coalesce(excluded.opens, old.opens), coalesce(excluded.due, old.due), coalesce(excluded.late, old.late))`;
}

function partRows(match: string, { view, stored, partPersons }: Derived) {
  const rows = view.parts.map((part) => ({ ...part, person: partPersons[part.id] ?? null }));
  return sql`
    insert into parts as old (match, id, chart, state, done, person, seq)
    select ${match}, id, chart, state, done, person, ${stored.seq}::integer
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (id text, chart text, state text, done boolean, person text)
    on conflict (match, id) do update set
      state = excluded.state, done = excluded.done, person = coalesce(excluded.person, old.person), seq = excluded.seq
    where (old.state, old.done) is distinct from (excluded.state, excluded.done)`;
}

/** A deadline exists while, and only while, its state is active (design.md 4.3). */
function deadlinesOfNow({ stored, deadlines }: Derived) {
  const rows = deadlines.map((deadline) => {
    const plan = stored.planned[deadline.id];
    return {
      id: deadline.id,
      task: deadline.task,
      part: deadline.part ?? null,
      policy: deadline.policy,
      owner: deadline.owner,
      person: deadline.person ?? null,
      generation: deadline.generation,
      date_version: deadline.dateVersion,
      opens: instant(plan?.opens),
      due: instant(plan?.due),
      late: instant(plan?.late),
      rungs: plan?.rungs ?? [],
    };
  });
  return sql`
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row (id text, task text, part text, policy text, owner text, person text, generation integer, date_version integer,
        opens timestamptz, due timestamptz, late timestamptz, rungs jsonb)`;
}

function deadlineRows(match: string, { stored }: Derived) {
  return sql`
    insert into deadlines as old
      (match, id, task, part, policy, owner, person, generation, date_version, opens, due, late, rungs, seq)
    select ${match}, deadlines_of_now.*, ${stored.seq}::integer from deadlines_of_now
    on conflict (match, id) do update set
      task = excluded.task, part = excluded.part, policy = excluded.policy, owner = excluded.owner, person = excluded.person,
      generation = excluded.generation, date_version = excluded.date_version, opens = excluded.opens, due = excluded.due,
      late = excluded.late, rungs = excluded.rungs, seq = excluded.seq
    where (old.owner, old.person, old.generation, old.date_version, old.opens, old.due, old.late, old.rungs) is distinct from
      (excluded.owner, excluded.person, excluded.generation, excluded.date_version, excluded.opens, excluded.due, excluded.late,
      excluded.rungs)`;
}

function matchRow(match: string, { stored, view, nextDue, clockOffset }: Derived) {
  const findings = Object.values(stored.findings).map(({ code, task, facts, since }) => ({
    code,
    task: task ?? null,
    facts: facts ?? {},
    since,
  }));
  const { assigned = null, matchStart = null, matchEnd = null } = stored.anchors;
  const steps = view.steps.length > 0 ? JSON.stringify(view.steps) : null;
  return sql`
    update matches set version = ${stored.version}, status = ${view.status}, outcome = ${view.outcome},
      date_status = coalesce(${view.dateStatus}::text, date_status), assigned_on = ${assigned}, match_start = ${matchStart}, match_end = ${matchEnd},
      date_version = ${stored.dateVersion}, seq = ${stored.seq}, stored = ${JSON.stringify(stored)},
      findings = ${JSON.stringify(findings)}, next_due = ${instant(nextDue)}, steps = coalesce(${steps}::jsonb, steps),
      clock_offset = coalesce(${clockOffset}::bigint, clock_offset)
    where id = ${match}`;
}
