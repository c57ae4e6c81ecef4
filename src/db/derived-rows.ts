import { sql } from 'kysely';
import type { Derived } from '../activities/ports.ts';
import type { DatabaseTransaction } from './database.ts';

const instant = (ms: number | null | undefined): string | null =>
  ms === null || ms === undefined ? null : new Date(ms).toISOString();

/** Writes what lists and pages read. Rows that say what they said before are left alone, so that `seq` tells when they changed. */
export async function writeDerived(tx: DatabaseTransaction, match: string, derived: Derived): Promise<void> {
  await writeTasks(tx, match, derived);
  if (derived.view.parts.length > 0) await writeParts(tx, match, derived);
  await writeDeadlines(tx, match, derived);
  await writeMatch(tx, match, derived);
}

/** Tasks that the chart does not list stay as they were; dates of a settled task stay the last that were planned. */
async function writeTasks(
  tx: DatabaseTransaction,
  match: string,
  { view, stored, deadlines, reasons }: Derived,
): Promise<void> {
  const windows = new Map(deadlines.filter(({ part }) => part === undefined).map((one) => [one.task, one]));
  const rows = view.tasks.map(({ id, state }) => {
    const window = windows.get(id);
    const plan = window && stored.planned[window.id];
    const dates = { opens: instant(plan?.opens), due: instant(plan?.due), late: instant(plan?.late) };
    return { id, state, person: window?.person ?? null, reason: reasons[id] ?? null, ...dates };
  });
  if (rows.length === 0) return;
  await sql`
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
      coalesce(excluded.opens, old.opens), coalesce(excluded.due, old.due), coalesce(excluded.late, old.late))`.execute(
    tx,
  );
}

async function writeParts(
  tx: DatabaseTransaction,
  match: string,
  { view, stored, partPersons }: Derived,
): Promise<void> {
  const rows = view.parts.map((part) => ({ ...part, person: partPersons[part.id] ?? null }));
  await sql`
    insert into parts as old (match, id, chart, state, done, person, seq)
    select ${match}, id, chart, state, done, person, ${stored.seq}::integer
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (id text, chart text, state text, done boolean, person text)
    on conflict (match, id) do update set
      state = excluded.state, done = excluded.done, person = coalesce(excluded.person, old.person), seq = excluded.seq
    where (old.state, old.done) is distinct from (excluded.state, excluded.done)`.execute(tx);
}

/** A deadline exists while, and only while, its state is active (design.md 4.3). */
async function writeDeadlines(tx: DatabaseTransaction, match: string, { stored, deadlines }: Derived): Promise<void> {
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
  await sql`
    with new as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as row (id text, task text, part text, policy text, owner text, person text, generation integer, date_version integer,
          opens timestamptz, due timestamptz, late timestamptz, rungs jsonb)
    ), gone as (
      delete from deadlines where match = ${match} and id not in (select id from new)
    )
    insert into deadlines as old
      (match, id, task, part, policy, owner, person, generation, date_version, opens, due, late, rungs, seq)
    select ${match}, new.*, ${stored.seq}::integer from new
    on conflict (match, id) do update set
      task = excluded.task, part = excluded.part, policy = excluded.policy, owner = excluded.owner, person = excluded.person,
      generation = excluded.generation, date_version = excluded.date_version, opens = excluded.opens, due = excluded.due,
      late = excluded.late, rungs = excluded.rungs, seq = excluded.seq
    where (old.owner, old.person, old.generation, old.date_version, old.opens, old.due, old.late, old.rungs) is distinct from
      (excluded.owner, excluded.person, excluded.generation, excluded.date_version, excluded.opens, excluded.due, excluded.late,
      excluded.rungs)`.execute(tx);
}

async function writeMatch(tx: DatabaseTransaction, match: string, derived: Derived): Promise<void> {
  const { stored, view, nextDue, clockOffset } = derived;
  const findings = Object.values(stored.findings).map(({ code, task, facts, since }) => ({
    code,
    task: task ?? null,
    facts: facts ?? {},
    since,
  }));
  await tx
    .updateTable('matches')
    .set({
      version: stored.version,
      status: view.status,
      outcome: view.outcome,
      date_status: view.dateStatus,
      assigned_on: stored.anchors.assigned ?? null,
      match_start: stored.anchors.matchStart ?? null,
      match_end: stored.anchors.matchEnd ?? null,
      date_version: stored.dateVersion,
      seq: stored.seq,
      stored: JSON.stringify(stored),
      findings: JSON.stringify(findings),
      next_due: nextDue === null ? null : new Date(nextDue),
      ...(view.steps.length > 0 ? { steps: JSON.stringify(view.steps) } : {}),
      ...(clockOffset === null ? {} : { clock_offset: clockOffset }),
    })
    .where('id', '=', match)
    .execute();
}
