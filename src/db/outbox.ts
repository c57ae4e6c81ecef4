import { sql } from 'kysely';
import type { Attempt, Outbox } from '../activities/hand-over-ports.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { ERASED } from './erased-words.ts';
import { nextLetter } from './letter-transaction.ts';
import { peopleOf } from './records.ts';
import { markReturned } from './returned-mail.ts';
import type { LetterState } from './schema-letters.ts';
import { datesOf, lookAgain, obstacleTo, toTaken } from './taken-letter.ts';
import type { LetterOut } from './taken-letter.ts';

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
