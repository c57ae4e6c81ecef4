import { sql } from 'kysely';
import type { DigestHand, DigestStanding, WaitingAsk } from '../activities/hand-over-ports.ts';
import type { DatabaseTransaction } from './database.ts';
import type { LetterOut } from './taken-letter.ts';

/** A person as digests know her: her rows in all matches of one clock whose mail takes the same way. */
export interface Reader {
  readonly person: string;
  readonly email: string | null;
  readonly zone: string;
  readonly clock: string;
  readonly mail: string;
  readonly at: number;
}

/** Real matches have one clock; a rehearsal has its own, or shares one by its name (design.md 9). */
export const CLOCK = sql<string>`case m.clock when 'wall' then 'wall' else coalesce('virtual ' || m.clock_name, m.id) end`;

/** Hers by her address; who has none is told apart by her row. */
export const hers = ({ email, person, clock, mail }: Reader) =>
  sql<boolean>`${email === null ? sql`p.id = ${person}` : sql`lower(p.email) = ${email}`} and ${CLOCK} = ${clock} and m.mail = ${mail}`;

/** How things stand for her, read under her lock. */
export async function standingOf(
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

/** Clocks of several matches are not the same to the second, and what is due at nine is written down one after the other. */
const SAME_MOMENT = 60_000;

async function othersAreDue(tx: DatabaseTransaction, reader: Reader, match: string): Promise<boolean> {
  const [at, soon] = [new Date(reader.at), new Date(reader.at + SAME_MOMENT)];
  const { rows } = await sql<{ due: boolean }>`
    select exists (
      select from people p join match_people mp on mp.person = p.id and mp.left_at is null join matches m on m.id = mp.match
      where ${hers(reader)} and m.id <> ${match} and m.next_due <= ${soon}
        and m.status in ('draft', 'underway', 'cancelling'))
    or exists (
      select from letters l join matches m on m.id = l.match join people p on p.id = l.person
      where ${hers(reader)} and m.id <> ${match} and l.kind = 'r' and l.channel = 'mail'
        and l.state in ('queued', 'released', 'deferred') and l.due_at > ${at} and l.due_at <= ${soon}) as due`.execute(
    tx,
  );
  return rows[0]?.due === true;
}
