import { sql } from 'kysely';
import { ESCALATION, hasEnded } from '../contracts/names.ts';
import type { Role } from '../contracts/names.ts';
import { whomToCall } from '../contracts/whom-to-call.ts';
import type { LetterDates, TakenLetter } from '../activities/hand-over-ports.ts';
import type { MatchPerson } from '../activities/record-ports.ts';
import { dateLines, placeOf, wasTold } from './calendar-dates.ts';
import type { DatabaseTransaction } from './database.ts';

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
export function obstacleTo(
  row: LetterOut,
): { state: 'withdrawn' | 'failed' | 'released' | 'draft' | 'edited'; reason: string; channel?: 'post' } | undefined {
  if (!row.isIn) return { state: 'withdrawn', reason: 'the person is no longer in the match' };
  const wasOnItsWay =
    row.again_of !== null ||
    (row.status === 'closed' && (row.released_at !== null || (row.automatic && row.data.window === undefined)));
  if (hasEnded(row.status) && !row.closes && !wasOnItsWay && !CLOSING_KINDS.includes(row.kind)) {
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
