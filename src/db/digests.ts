import { sql } from 'kysely';
import type { DigestHand, Digests, DigestVerdict, TakenLetter } from '../activities/hand-over-ports.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { CLOCK, hers, standingOf } from './digest-standing.ts';
import type { Reader } from './digest-standing.ts';
import { carry, lookAtLetter } from './outbox.ts';
import { datesOf, toTaken } from './taken-letter.ts';
import type { LetterOut } from './taken-letter.ts';
import { peopleOf } from './records.ts';

/** Reminders that leave together, across matches (decision 0023). */
export function makeDigests(db: Database): Digests {
  return {
    take: (hand, judge) =>
      db.transaction().execute(async (tx) => {
        const reader = await readerOf(tx, hand);
        if (reader === undefined) return [];
        await oneMailAtATime(tx, reader);
        const rows = await stillToLeave(tx, reader);
        if (rows.length === 0) return [];
        const judgement = judge(await standingOf(tx, reader, rows, hand));
        if (judgement === 'gather') return [];
        const taken: LetterOut[] = [];
        for (const row of rows) {
          const verdict = judgement.verdicts.get(row.id);
          if (verdict === 'leaves') taken.push(row);
          else if (verdict !== undefined) await setAside(tx, row.id, verdict);
        }
        return markTaken(tx, taken, { on: judgement.on, by: hand.match });
      }),
  };
}

async function readerOf(tx: DatabaseTransaction, { letter, now, wall }: DigestHand): Promise<Reader | undefined> {
  const { rows } = await sql<Omit<Reader, 'at'> & { offset: number }>`
    select p.id as person, lower(p.email) as email, coalesce(p.zone, m.time_zone) as zone, ${CLOCK} as clock, m.mail,
      m.clock_offset as offset
    from letters l join matches m on m.id = l.match join people p on p.id = l.person
    where l.id = ${letter}`.execute(tx);
  const [found] = rows;
  // A hand-over that was tried for hours is no longer at the time it began; a clock that was moved is ahead of what is known of it.
  return found === undefined ? undefined : { ...found, at: Math.max(now, wall + Number(found.offset)) };
}

/** Two hand-overs at once, of whatever matches: the second waits, and finds that a digest left. */
async function oneMailAtATime(tx: DatabaseTransaction, { clock, mail, email, person }: Reader): Promise<void> {
  const key = JSON.stringify(['digest', clock, mail, email ?? person]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

async function stillToLeave(tx: DatabaseTransaction, reader: Reader): Promise<LetterOut[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from letters l join matches m on m.id = l.match join people p on p.id = l.person
    where ${hers(reader)} and l.kind = 'r' and not l.edited and l.channel = 'mail'
      and l.state in ('queued', 'released', 'deferred') and l.due_at <= ${new Date(reader.at)} and m.status <> 'onHold'
    order by l.due_at, l.id`.execute(tx);
  const found: LetterOut[] = [];
  for (const { id } of rows) {
    const row = await lookAtLetter(tx, id);
    if (row !== undefined) found.push(row);
  }
  return found;
}

async function setAside(
  tx: DatabaseTransaction,
  letter: string,
  verdict: Exclude<DigestVerdict, 'leaves'>,
): Promise<void> {
  const change =
    'until' in verdict
      ? { due_at: new Date(verdict.until), message_date: new Date(verdict.until) }
      : { state: 'withdrawn' as const, reason: verdict.withdraw };
  await tx.updateTable('letters').set(change).where('id', '=', letter).execute();
}

async function markTaken(
  tx: DatabaseTransaction,
  rows: readonly LetterOut[],
  { on, by }: { on: string; by: string },
): Promise<TakenLetter[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const ids = rows.map(({ id }) => id);
  await sql`
    update letters set state = 'sending', reason = null, digest_on = ${on}, taken_by = nullif(${by}, match)
    where id = any(${ids})`.execute(tx);
  await carry(tx, ids, first.id);
  const taken: TakenLetter[] = [];
  for (const row of rows) taken.push(toTaken(row, await peopleOf(tx, row.match), await datesOf(tx, row)));
  return taken;
}
