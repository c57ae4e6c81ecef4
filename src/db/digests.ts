import { sql } from 'kysely';
import type {
  DigestHand,
  Digests,
  DigestStanding,
  DigestVerdict,
  TakenLetter,
  WaitingAsk,
} from '../activities/ports.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { carry, datesOf, lookAtLetter, toTaken } from './outbox.ts';
import type { LetterOut } from './outbox.ts';
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

/** A person as digests know her: her rows in all matches of one clock whose mail takes the same way. */
interface Reader {
  readonly person: string;
  readonly email: string | null;
  readonly zone: string;
  readonly clock: string;
  readonly mail: string;
  readonly at: number;
}

/** Real matches have one clock; a rehearsal has its own, or shares one by its name (design.md 9). */
const CLOCK = sql<string>`case m.clock when 'wall' then 'wall' else coalesce('virtual ' || m.clock_name, m.id) end`;

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

/** Hers by her address; who has none is told apart by her row. */
const hers = ({ email, person, clock, mail }: Reader) =>
  sql<boolean>`${email === null ? sql`p.id = ${person}` : sql`lower(p.email) = ${email}`} and ${CLOCK} = ${clock} and m.mail = ${mail}`;

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

async function standingOf(
  tx: DatabaseTransaction,
  reader: Reader,
  rows: readonly LetterOut[],
  { match }: DigestHand,
): Promise<DigestStanding> {
  const asked = await earlierAsks(tx, reader, [...new Set(rows.map((row) => row.match))]);
  return {
    at: reader.at,
    zone: reader.zone,
    since: Math.min(...rows.map(({ due_at: due }) => due.getTime())),
    asks: rows.map((row) => toAsk(row, asked.get(`${row.match} ${itemOf(row)}`) ?? [])),
    sentOn: await daysOfDigests(tx, reader),
    othersAreDue: await othersAreDue(tx, reader, match),
  };
}

const itemOf = ({ task, part }: Pick<LetterOut, 'task' | 'part'>): string => `${part ?? ''}/${task ?? ''}`;

function toAsk(row: LetterOut, askedOn: readonly string[]): WaitingAsk {
  const { askedBefore, rung } = row.data.data.reminder ?? {};
  const handedOn = askedBefore !== undefined;
  return {
    id: row.id,
    match: row.match,
    item: itemOf(row),
    askedOn,
    handedOn,
    isNotice: rung === 'escalate' && !handedOn,
  };
}

/** On what days she was asked before about the items of these matches, whatever generation of the window asked. */
async function earlierAsks(
  tx: DatabaseTransaction,
  reader: Reader,
  matches: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ match: string; task: string | null; part: string | null; on: string }>`
    select l.match, l.task, l.part, coalesce(l.digest_on, (l.sent_at at time zone ${reader.zone})::date) as on
    from letters l join matches m on m.id = l.match join people p on p.id = l.person
    where ${hers(reader)} and l.match = any(${matches}) and l.kind = 'r' and l.state in ('sending', 'sent', 'unknown')
      and coalesce(l.data -> 'data' -> 'reminder' ->> 'rung', '') <> 'escalate'
      and coalesce(l.digest_on, l.sent_at::date) is not null
    order by 4`.execute(tx);
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const key = `${row.match} ${itemOf(row)}`;
    found.set(key, [...(found.get(key) ?? []), row.on]);
  }
  return found;
}

/** What is on its way counts, and what may have gone out; what the server wanted later does not. */
async function daysOfDigests(tx: DatabaseTransaction, reader: Reader): Promise<string[]> {
  const { rows } = await sql<{ on: string }>`
    select distinct l.digest_on as on
    from letters l join matches m on m.id = l.match join people p on p.id = l.person
    where ${hers(reader)} and l.kind = 'r' and l.state in ('sending', 'sent', 'unknown')
      and l.digest_on > ${new Date(reader.at)}::date - 9
    order by 1`.execute(tx);
  return rows.map(({ on }) => on);
}

async function othersAreDue(tx: DatabaseTransaction, reader: Reader, match: string): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select exists (
      select from people p join match_people mp on mp.person = p.id and mp.left_at is null join matches m on m.id = mp.match
      where ${hers(reader)} and m.id <> ${match} and m.next_due <= ${new Date(reader.at)}
        and m.status in ('draft', 'underway', 'cancelling')) as due`.execute(tx);
  return rows[0]?.due === true;
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
