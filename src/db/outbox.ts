import { sql } from 'kysely';
import { ESCALATION } from '../contracts/names.ts';
import type { Role } from '../contracts/names.ts';
import { whomToCall } from '../contracts/whom-to-call.ts';
import type { Attempt, Outbox, TakenLetter, LetterDates } from '../activities/hand-over-ports.ts';
import type { MatchPerson } from '../activities/record-ports.ts';
import { dateLines, placeOf, wasTold } from './calendar-dates.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { ERASED } from './erased-words.ts';
import { nextLetter } from './letter-transaction.ts';
import { peopleOf } from './records.ts';
import { markReturned } from './returned-mail.ts';
import type { LetterState } from './schema-letters.ts';

const WAITING: LetterState[] = ['queued', 'released', 'deferred'];

/** Letters on their way out (design.md 7). */
export function makeOutbox(db: Database): Outbox {
  return {
    async settleInterrupted(match, at) {
      const left = await db
        .updateTable('letters')
        .set({ state: 'unknown', reason: INTERRUPTED })
        .where(({ fn }) => fn.coalesce('taken_by', 'match'), '=', match)
        .where('state', '=', 'sending')
        .returning('id')
        .execute();
      for (const { id } of left) await addAttempt(db, id, { at, outcome: 'unknown', response: INTERRUPTED });
    },

    async next(match) {
      const { status } = await db
        .selectFrom('matches')
        .select('status')
        .where('id', '=', match)
        .executeTakeFirstOrThrow();
      return status === 'onHold' ? undefined : nextLetter(db, match);
    },

    async waiting(match, now) {
      return db
        .selectFrom('letters')
        .innerJoin('matches', 'matches.id', 'letters.match')
        .select(['letters.id', 'letters.kind', 'letters.person', 'letters.edited'])
        .where((eb) => eb.or([eb('letters.match', '=', match), eb('letters.taken_by', '=', match)]))
        .where('letters.state', 'in', WAITING)
        .where('letters.channel', '=', 'mail')
        .where('letters.due_at', '<=', now)
        .where('matches.status', '<>', 'onHold')
        .orderBy('letters.due_at')
        .orderBy('letters.id')
        .execute();
    },

    take: (letter) =>
      db.transaction().execute(async (tx) => {
        const row = await lookAtLetter(tx, letter);
        if (row === undefined) return [];
        await tx.updateTable('letters').set({ state: 'sending', reason: null }).where('id', '=', letter).execute();
        return [toTaken(row, await peopleOf(tx, row.match), await datesOf(tx, row))];
      }),

    settleTogether: (letters, attempt) =>
      db.transaction().execute(async (tx) => {
        const { mime, ...shared } = (await isToErased(tx, letters)) ? withoutTraces(attempt) : attempt;
        for (const [n, letter] of letters.entries()) {
          await noteOutcome(tx, letter, n === 0 && mime !== undefined ? { ...shared, mime } : shared);
          await addAttempt(tx, letter, shared);
        }
        // Nothing went out: the next mail may carry others.
        if (attempt.outcome === 'deferred') await carry(tx, letters, null);
      }),
  };
}

/** Whoever asked to be erased while a letter to her was on its way is not written down again by its outcome (X28). */
async function isToErased(tx: DatabaseTransaction, letters: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ erased: boolean }>`
    select erased_at is not null as erased from people
    where id in (select person from letters where id = any (${letters})) for update`.execute(tx);
  return rows.some(({ erased }) => erased);
}
const withoutTraces = ({ at, outcome }: Attempt): Attempt => ({ at, outcome, response: ERASED });

/** One letter, its row locked; undefined when it is not to be handed over now, or not any more: then it says why. */
export async function lookAtLetter(tx: DatabaseTransaction, letter: string): Promise<LetterOut | undefined> {
  const row = await lookAgain(tx, letter);
  if (row === undefined || !WAITING.includes(row.state) || row.channel !== 'mail' || row.status === 'onHold')
    return undefined;
  const obstacle = obstacleTo(row);
  if (obstacle !== undefined) await tx.updateTable('letters').set(obstacle).where('id', '=', letter).execute();
  return obstacle === undefined ? row : undefined;
}

/** Letters that are in one mail point to the one that carries them, which points to none. */
export async function carry(
  tx: DatabaseTransaction,
  letters: readonly string[],
  carrier: string | null,
): Promise<void> {
  await sql`update letters set carried_by = nullif(${carrier}, id) where id = any(${letters})`.execute(tx);
}

const INTERRUPTED = 'the hand-over was interrupted: nobody knows whether it went out';

export type LetterOut = NonNullable<Awaited<ReturnType<typeof lookAgain>>>;

/** @param held false to look without taking the row */
export async function lookAgain(tx: DatabaseTransaction, letter: string, held = true) {
  return tx
    .selectFrom('letters')
    .innerJoin('matches', 'matches.id', 'letters.match')
    .innerJoin('people', 'people.id', 'letters.person')
    .selectAll('letters')
    .select([
      'matches.method',
      'matches.title',
      'matches.status',
      'matches.date_version',
      'matches.date_status',
      'matches.match_start',
      'matches.match_end',
      'matches.time_zone',
      'matches.mail',
      'matches.clock_offset',
    ])
    .select(['people.name', 'people.email', 'people.language', 'people.bounced_at'])
    .select(({ exists, selectFrom, lit }) => [
      exists(
        selectFrom('match_people')
          .select(lit(1).as('one'))
          .whereRef('match_people.match', '=', 'letters.match')
          .whereRef('match_people.person', '=', 'letters.person')
          .where('left_at', 'is', null),
      ).as('isIn'),
      exists(
        selectFrom('deadlines')
          .select(lit(1).as('one'))
          .whereRef('deadlines.match', '=', 'letters.match')
          .whereRef('deadlines.generation', '=', 'letters.generation')
          .where(sql<boolean>`deadlines.id = letters.data ->> 'window'`),
      ).as('isAsked'),
      exists(
        selectFrom('journal')
          .select(lit(1).as('one'))
          .whereRef('journal.match', '=', 'letters.match')
          .whereRef('journal.seq', '=', 'letters.seq')
          .where('journal.n', '=', 0)
          .where(sql<boolean>`journal.caused @> '[{"type":"close"}]'`),
      ).as('closes'),
    ])
    .where('letters.id', '=', letter)
    .$if(held, (query) => query.forUpdate('letters').skipLocked())
    .executeTakeFirst();
}

/** Letters that leave after the end: what the closing event itself wrote, what was released before it or takes the place of an older letter, news that waited for its morning, and the notice of a cancellation. */
const CLOSING_KINDS = ['x3'];

/** Why a letter must not leave after all, and what becomes of it; undefined when it may. */
function obstacleTo(
  row: LetterOut,
): { state: 'withdrawn' | 'failed' | 'released' | 'draft' | 'edited'; reason: string; channel?: 'post' } | undefined {
  if (!row.isIn) return { state: 'withdrawn', reason: 'the person is no longer in the match' };
  const wasOnItsWay =
    row.again_of !== null ||
    (row.status === 'closed' && (row.released_at !== null || (row.automatic && row.data.window === undefined)));
  const hasEnded = row.status === 'closed' || row.status === 'cancelled';
  if (hasEnded && !row.closes && !wasOnItsWay && !CLOSING_KINDS.includes(row.kind)) {
    return { state: 'withdrawn', reason: 'the match has ended' };
  }
  if (row.data.window !== undefined && !row.isAsked)
    return { state: 'withdrawn', reason: 'what it asks for is settled' };
  if (row.bears_date && (row.v !== row.date_version || row.names_old_date)) {
    return { state: 'withdrawn', reason: 'the date of the match was moved' };
  }
  // X11: nothing outside names a date while it is tentative. News among those who run the match does.
  if (row.bears_date && row.date_status === 'tentative' && !row.automatic)
    return { state: row.edited ? 'edited' : 'draft', reason: 'the dates are tentative again' };
  if (row.email === null) return { state: 'released', reason: 'the person has no e-mail address', channel: 'post' };
  if (row.bounced_at !== null) return { state: 'failed', reason: 'mail to this address came back' };
  return undefined;
}

/** Read under the letter's lock: the entry in a calendar must name the same date as the words do. */
export async function datesOf(tx: DatabaseTransaction, row: LetterOut): Promise<LetterDates | null> {
  if (!row.bears_date && row.part === null && !CLOSING_KINDS.includes(row.kind)) return null;
  return {
    part: row.part,
    zone: row.time_zone,
    matchStart: row.match_start,
    matchEnd: row.match_end,
    dateVersion: row.date_version,
    lines: await dateLines(tx, row.match),
    place: await placeOf(tx, row.match),
    // A call's letter says what its event said; the match's own, how things stood when it was let go.
    upTo: row.part === null ? (row.released_seq ?? row.seq) : row.seq,
    told: await wasTold(tx, row),
  };
}

export function toTaken(row: LetterOut, people: readonly MatchPerson[], dates: LetterDates | null): TakenLetter {
  const signer = row.from_role === 'engine' ? undefined : holder(row.from_role, people);
  const facilitator = holder('facilitator', people);
  const reply = signer?.email ? signer : facilitator;
  const isReader = ({ id, email }: MatchPerson): boolean =>
    id === row.person || email?.toLowerCase() === row.email?.toLowerCase();
  return {
    id: row.id,
    match: { id: row.match, method: row.method, title: row.title },
    sendKey: row.send_key,
    kind: row.kind,
    task: row.task,
    part: row.part,
    automatic: row.automatic,
    source: row.data,
    subject: row.subject,
    body: row.body,
    date: row.message_date ?? row.due_at,
    to: {
      person: row.person,
      name: row.name,
      email: row.email ?? '',
      language: row.language,
      roles: people.find(({ id }) => id === row.person)?.roles ?? [],
    },
    from: signer === undefined ? null : { name: signer.name },
    replyTo: reply?.email ? { name: reply.name, email: reply.email } : null,
    facilitator: facilitator ?? null,
    help: whomToCall(people, isReader) ?? null,
    captured: row.mail === 'captured',
    dates,
    clockOffset: row.clock_offset,
  };
}

/** Who holds a role, or the next in the order of escalation. */
export function holder(role: Role, people: readonly MatchPerson[]): MatchPerson | undefined {
  const next = ESCALATION[role];
  return people.find(({ roles }) => roles.includes(role)) ?? (next === undefined ? undefined : holder(next, people));
}

/** The server says that there is no such mailbox: nothing more is sent there until somebody corrects the address (X24). */
const isBounce = ({ outcome, response }: Attempt): boolean =>
  outcome === 'failed' && /^55[013]\b|\b5\.1\.\d/.test(response);

/** Also from `unknown`: a slow run may have been given up by the next one, and still know better. */
async function noteOutcome(tx: DatabaseTransaction, letter: string, attempt: Attempt): Promise<void> {
  const left = attempt.outcome === 'sent' || attempt.outcome === 'captured';
  const row = await tx
    .updateTable('letters')
    .set({
      state: attempt.outcome === 'captured' ? 'sent' : attempt.outcome,
      sent_at: left ? attempt.at : null,
      reason: left ? null : attempt.response,
      ...(attempt.outcome === 'captured' ? { channel: 'captured' } : {}),
      ...(attempt.mime === undefined ? {} : { mime: Buffer.from(attempt.mime) }),
    })
    .where('id', '=', letter)
    .where('state', 'in', ['sending', 'unknown'])
    .returning(['match', 'person'])
    .executeTakeFirst();
  if (row !== undefined && isBounce(attempt)) await markReturned(tx, { letter, ...row, at: attempt.at });
}

async function addAttempt(db: Database, letter: string, { at, outcome, response }: Attempt): Promise<void> {
  await db
    .insertInto('letter_attempts')
    .values({ letter, at, outcome, response: response.slice(0, 2000) })
    .execute();
}
