import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import type { Role } from '../contracts/names.ts';
import type { Stored } from '../machines/kernel/types.ts';
import { dateLines } from './calendar-dates.ts';
import type { Database } from './database.ts';
import { stillHolds } from './paper-letters.ts';
import { makePeopleQueries } from './people-queries.ts';
import type { PersonRow } from './people-queries.ts';
import type {
  Channel,
  DeadlinesTable,
  JournalTable,
  LettersTable,
  LetterState,
  MatchesTable,
  PartsTable,
  TasksTable,
} from './schema.ts';
import { toStored } from './stored.ts';
import { toldLines } from './told-lines.ts';

type KeptRow = Selectable<MatchesTable>;
/** A match's row, with its state put together; `keys` stay in the journal (`keysOf`). */
export type MatchRow = Omit<KeptRow, 'stored'> & { readonly stored: Stored | null };
/** A match in which somebody with this address holds one of these roles. */
const isMine = (match: RawBuilder<unknown>, { email, roles }: NonNullable<Portfolio['mine']>) =>
  sql<boolean>`exists (select from match_people mp join people p on p.id = mp.person where mp.match = ${match}
    and mp.left_at is null and lower(p.email) = ${email.toLowerCase()} and mp.roles && ${sql.val([...roles])}::text[])`;

export type LetterRow = Omit<Selectable<LettersTable>, 'mime' | 'data' | 'digest_on' | 'taken_by'>;
export type JournalRow = Selectable<JournalTable>;
export type { PersonRow };
export type TaskRow = Selectable<TasksTable> & { readonly reason_text: unknown };

/** A match with everything that its page shows. */
export interface MatchRows {
  readonly match: MatchRow;
  readonly people: readonly PersonRow[];
  /** Who has left: only to be told apart from nobody. */
  readonly former: readonly Pick<PersonRow, 'match' | 'id' | 'ref'>[];
  readonly tasks: readonly TaskRow[];
  readonly parts: readonly Selectable<PartsTable>[];
  readonly deadlines: readonly Selectable<DeadlinesTable>[];
  /** Matches that began from this one, the oldest first. */
  readonly successors: readonly string[];
}

export interface Portfolio {
  readonly status?: string | undefined;
  readonly method?: string | undefined;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
  /** Only matches in which this e-mail holds one of these roles; undefined: all. */
  readonly mine?: { readonly email: string; readonly roles: readonly Role[] } | undefined;
}

export interface LettersWanted {
  readonly kind?: string | undefined;
  readonly person?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly state?: LetterState | undefined;
}

export type ApiQueries = ReturnType<typeof makeApiQueries>;

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

/** What the API and the pages read (design.md 9). Nothing here writes what `record` writes. */
export function makeApiQueries(db: Database) {
  const people = makePeopleQueries(db);
  const { peopleOf } = people;

  const withDetails = async (rows: readonly KeptRow[]): Promise<MatchRows[]> => {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const [present, former, tasks, parts, deadlines, successors] = await Promise.all([
      peopleOf(ids),
      db
        .selectFrom('match_people')
        .select(['match', 'person as id', 'ref'])
        .where('match', 'in', ids)
        .where('left_at', 'is not', null)
        .orderBy('position')
        .execute(),
      db
        .selectFrom('tasks')
        .leftJoin('forms', 'forms.id', 'tasks.reason')
        .selectAll('tasks')
        .select('forms.body as reason_text')
        .where('tasks.match', 'in', ids)
        .execute(),
      db.selectFrom('parts').selectAll().where('match', 'in', ids).orderBy('id').execute(),
      db.selectFrom('deadlines').selectAll().where('match', 'in', ids).orderBy('id').execute(),
      db.selectFrom('matches').select(['id', 'origin']).where('origin', 'in', ids).orderBy('created_at').execute(),
    ]);
    const of = <T extends { match: string }>(all: readonly T[], id: string) => all.filter(({ match }) => match === id);
    return rows.map((match) => ({
      match: { ...match, stored: match.stored && toStored(match.stored, of(deadlines, match.id)) },
      people: of(present, match.id),
      former: of(former, match.id),
      tasks: of(tasks as TaskRow[], match.id),
      parts: of(parts, match.id),
      deadlines: of(deadlines, match.id),
      successors: successors.flatMap(({ id, origin }) => (origin === match.id ? [id] : [])),
    }));
  };

  return {
    ...people,

    async match(id: string): Promise<MatchRows | undefined> {
      const row = await db.selectFrom('matches').selectAll().where('id', '=', id).executeTakeFirst();
      return row && (await withDetails([row]))[0];
    },

    /** Newest first. The cursor is opaque: where the page before it ended. */
    async portfolio(wanted: Portfolio): Promise<{ items: MatchRows[]; next: string | null }> {
      let query = db.selectFrom('matches').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');
      if (wanted.status === 'draft') query = query.where('status', 'in', ['draft', 'starting']);
      else if (wanted.status !== undefined) query = query.where('status', '=', wanted.status as MatchRow['status']);
      if (wanted.method !== undefined) query = query.where('method', '=', wanted.method);
      if (wanted.q !== undefined) {
        const like = `%${wanted.q.replace(/[\\%_]/g, '\\$&')}%`;
        query = query.where((eb) => eb.or([eb('title', 'ilike', like), eb('ref', 'ilike', like)]));
      }
      if (wanted.mine !== undefined) {
        const { email, roles } = wanted.mine;
        query = query.where(
          sql<boolean>`exists (select from match_people mp join people p on p.id = mp.person where mp.match = matches.id
            and mp.left_at is null and lower(p.email) = ${email.toLowerCase()} and mp.roles && ${sql.val([...roles])}::text[])`,
        );
      }
      const at = readCursor(wanted.after);
      if (at !== undefined) query = query.where(sql<boolean>`(created_at, id) < (${at[0]}::timestamptz, ${at[1]})`);
      const found = await query
        .select(sql<string>`created_at::text`.as('place'))
        .limit(wanted.limit + 1)
        .execute();
      const page = found.slice(0, wanted.limit);
      const last = page.at(-1);
      const next = found.length > wanted.limit && last ? writeCursor([last.place, last.id]) : null;
      return { items: await withDetails(page), next };
    },

    async journal(match: string, after: string | undefined, limit: number) {
      const at = readCursor(after);
      let query = db.selectFrom('journal').selectAll().where('match', '=', match).orderBy('seq').orderBy('n');
      if (at !== undefined) query = query.where(sql<boolean>`(seq, n) > (${Number(at[0])}, ${Number(at[1])})`);
      const found = await query.limit(limit + 1).execute();
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return {
        items,
        next: found.length > limit && last ? writeCursor([String(last.seq), String(last.n)]) : null,
      };
    },

    /** The accepted body of a form, the highest revision. */
    async formBody(match: string, form: string): Promise<unknown> {
      const row = await db
        .selectFrom('forms')
        .select('body')
        .where('match', '=', match)
        .where('form', '=', form)
        .where('state', '=', 'current')
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.body;
    },

    /** The notes that came with accepted events of these types, and their facts, in their order. */
    async notesOf(match: string, types: readonly string[]) {
      return db
        .selectFrom('journal')
        .innerJoin('forms', (join) =>
          join
            .onRef('forms.match', '=', 'journal.match')
            .on(sql<boolean>`forms.id = journal.refs -> 'notes' ->> 'id' and forms.state = 'current'`),
        )
        .select(['journal.type', 'journal.facts', 'forms.body'])
        .where('journal.match', '=', match)
        .where('journal.n', '=', 0)
        .where('journal.type', 'in', [...types])
        .orderBy('journal.seq')
        .execute();
    },

    /** Lines of these types with their texts. */
    toldLines: (match: string, types: readonly string[]) => toldLines(db, match, types),

    /** What the record says about dates. */
    dateLines: (match: string) => dateLines(db, match),

    /** The newest lines first, for a page. */
    async lastJournal(match: string, limit: number): Promise<JournalRow[]> {
      return db
        .selectFrom('journal')
        .selectAll()
        .where('match', '=', match)
        .orderBy('seq', 'desc')
        .orderBy('n', 'desc')
        .limit(limit)
        .execute();
    },

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
    async capturedMail(after: string | undefined, limit: number, mine: Portfolio['mine']) {
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
    async mimeOf(letter: string, mine: Portfolio['mine']): Promise<Buffer | null> {
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

    /** The match and those that share its virtual clock, but for those that are not running yet or any more. */
    async onClockOf({ id, clock_name: name }: Pick<MatchRow, 'id' | 'clock_name'>) {
      return db
        .selectFrom('matches')
        .select(['id', 'clock', 'clock_offset'])
        .where(({ eb, or, and, exists, selectFrom }) =>
          or([
            eb('id', '=', id),
            and([eb('clock_name', '=', name), eb('status', 'not in', ['starting', 'closed', 'cancelled'])]),
            // One that has ended is waited for until its last letters have left.
            and([
              eb('clock_name', '=', name),
              exists(
                selectFrom('letters')
                  .select('letters.id')
                  .whereRef('letters.match', '=', 'matches.id')
                  .where('letters.channel', '=', 'mail')
                  .where('letters.state', 'in', ['queued', 'released', 'sending', 'deferred']),
              ),
            ]),
          ]),
        )
        .orderBy('id')
        .execute();
    },

    async setClockOffset(match: string, offset: number): Promise<void> {
      await db.updateTable('matches').set({ clock_offset: offset }).where('id', '=', match).execute();
    },

    /** Matches whose workflow has not answered since the given instant (design.md 6). */
    async starting(before: Date): Promise<MatchRows[]> {
      const rows = await db
        .selectFrom('matches')
        .selectAll()
        .where('status', '=', 'starting')
        .where('created_at', '<', before)
        .limit(50)
        .execute();
      return withDetails(rows);
    },

    async ping(): Promise<void> {
      await sql`select 1`.execute(db);
    },
  };
}

const writeCursor = (place: readonly [string, string]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** A cursor that is not ours starts from the beginning: it says nothing that could do harm. */
function readCursor(cursor: string | undefined): [string, string] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [at, id] = Array.isArray(place) ? (place as unknown[]) : [];
    if (typeof at !== 'string' || typeof id !== 'string') return undefined;
    return Number.isNaN(Date.parse(at)) && Number.isNaN(Number(at)) ? undefined : [at, id];
  } catch {
    return undefined;
  }
}
