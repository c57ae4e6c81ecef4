import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import type { Role } from '../contracts/names.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { stillHolds } from './paper-letters.ts';
import type { Channel, LettersTable, LetterState } from './schema-letters.ts';

export type LetterRow = Omit<Selectable<LettersTable>, 'mime' | 'data' | 'digest_on' | 'taken_by'>;
export interface LettersWanted {
  readonly kind?: string | undefined;
  readonly person?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly state?: LetterState | undefined;
}

/** Whose matches: those in which this e-mail holds one of these roles. */
export interface Mine {
  readonly email: string;
  readonly roles: readonly Role[];
}

/** A match in which somebody with this address holds one of these roles. */
export const isMine = (match: RawBuilder<unknown>, { email, roles }: Mine) =>
  sql<boolean>`exists (select from match_people mp join people p on p.id = mp.person where mp.match = ${match}
    and mp.left_at is null and lower(p.email) = ${email.toLowerCase()} and mp.roles && ${sql.val([...roles])}::text[])`;

export const LETTER_COLUMNS = [
  'id',
  'match',
  'kind',
  'task',
  'part',
  'generation',
  'ask',
  'person',
  'v',
  'send_key',
  'state',
  'channel',
  'automatic',
  'essential',
  'from_role',
  'subject',
  'body',
  'bears_date',
  'names_old_date',
  'edited',
  'due_at',
  'released_at',
  'released_by',
  'sent_at',
  'message_date',
  'carried_by',
  'handed_over_by',
  'approved_at',
  'approved_by',
  'again_of',
  'settled_as',
  'settled_at',
  'settled_by',
  'reason',
  'seq',
  'released_seq',
  'withdrawn_seq',
] as const;

/** What the API and the pages read of letters, and the words of a draft that a person changes. */
export function makeLetterQueries(db: Database) {
  return {
    async letters(match: string, after: string | undefined, limit: number, wanted: LettersWanted = {}) {
      const at = readCursor(after);
      let query = db.selectFrom('letters').select(LETTER_COLUMNS).where('match', '=', match);
      if (wanted.kind !== undefined) query = query.where('kind', '=', wanted.kind);
      if (wanted.person !== undefined) query = query.where('person', '=', wanted.person);
      if (wanted.state !== undefined) query = query.where('state', '=', wanted.state);
      if (wanted.channel !== undefined) query = query.where('channel', '=', wanted.channel).where(stillHolds);
      if (at !== undefined) query = query.where(sql<boolean>`(due_at, id) > (${at[0]}::timestamptz, ${at[1]})`);
      const found = await query
        .select(sql<string>`due_at::text`.as('place'))
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit + 1)
        .execute();
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items, next: found.length > limit && last ? writeCursor([last.place, last.id]) : null };
    },

    async letter(id: string): Promise<LetterRow | undefined> {
      return db.selectFrom('letters').select(LETTER_COLUMNS).where('id', '=', id).executeTakeFirst();
    },

    /** What the link in a letter is for, when that is the letter's own. */
    async linkOfLetter(id: string): Promise<string | undefined> {
      const row = await db.selectFrom('letters').select('data').where('id', '=', id).executeTakeFirst();
      return row?.data.link;
    },

    async lettersById(match: string, ids: readonly string[]): Promise<LetterRow[]> {
      return db
        .selectFrom('letters')
        .select(LETTER_COLUMNS)
        .where('match', '=', match)
        .where('id', 'in', [...ids])
        .execute();
    },

    /** How many letters of a kind would still wait to be released, without those named. */
    async unreleased(match: string, kind: string, without: readonly string[]): Promise<number> {
      const { count } = await db
        .selectFrom('letters')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('match', '=', match)
        .where('kind', '=', kind)
        .where('state', 'in', ['draft', 'edited'])
        .where('id', 'not in', [...without])
        .executeTakeFirstOrThrow();
      return count;
    },

    /** A person's words in place of the drafted ones; undefined when it is no draft any more. */
    async editLetter(id: string, words: { subject?: string | undefined; body?: string | undefined }) {
      return db
        .updateTable('letters')
        .set({
          state: 'edited',
          edited: true,
          // Whoever approved it has not read this; whoever wrote it has seen that the date was moved.
          approved_at: null,
          approved_by: null,
          names_old_date: false,
          ...(words.subject === undefined ? {} : { subject: words.subject }),
          ...(words.body === undefined ? {} : { body: words.body }),
        })
        .where('id', '=', id)
        .where('state', 'in', ['draft', 'edited'])
        .returning(LETTER_COLUMNS)
        .executeTakeFirst();
    },

    /** Captured mail, newest first, of the matches that the caller may see. Letters that left in one mail are one. */
    async capturedMail(after: string | undefined, limit: number, mine: Mine | undefined) {
      const at = readCursor(after);
      let query = db
        .selectFrom('letters')
        .innerJoin('matches', 'matches.id', 'letters.match')
        .innerJoin('people', 'people.id', 'letters.person')
        .select(['letters.id', 'letters.match', 'letters.subject', 'letters.sent_at', 'letters.kind', 'letters.mime'])
        .select(['matches.title', 'people.name', 'people.email'])
        .select(sql<string>`letters.sent_at::text`.as('place'))
        .where('letters.mime', 'is not', null)
        .where('letters.carried_by', 'is', null)
        .orderBy('letters.sent_at', 'desc')
        .orderBy('letters.id', 'desc');
      if (mine !== undefined) query = query.where(isMine(sql`letters.match`, mine));
      if (at !== undefined)
        query = query.where(sql<boolean>`(letters.sent_at, letters.id) < (${at[0]}::timestamptz, ${at[1]})`);
      const found = await query.limit(limit + 1).execute();
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items, next: found.length > limit && last ? writeCursor([last.place, last.id]) : null };
    },

    /**
     * The bytes of the captured mail in which a letter left, which may have carried others too: null when one of them is of a match
     * that the caller does not see.
     */
    async mimeOf(letter: string, mine: Mine | undefined): Promise<Buffer | null> {
      const { rows } = await sql<{ mime: Buffer | null }>`
        with mail as (
          select carrier.id, carrier.mime from letters l join letters carrier on carrier.id = coalesce(l.carried_by, l.id)
          where l.id = ${letter})
        select mime from mail
        where ${mine === undefined} or not exists (
          select from letters inside where (inside.id = mail.id or inside.carried_by = mail.id)
            and not ${mine === undefined ? sql`true` : isMine(sql`inside.match`, mine)})`.execute(db);
      return rows[0]?.mime ?? null;
    },
  };
}
