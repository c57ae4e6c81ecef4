import { sql } from 'kysely';
import { dateLines } from './calendar-dates.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { makeLetterOverview } from './letter-overview.ts';
import { isMine, makeLetterQueries } from './letter-queries.ts';
import type { LetterRow, Mine } from './letter-queries.ts';
import { DETAILS, readDetails } from './match-details.ts';
import type { FoundDetails } from './match-details.ts';
import { makePeopleQueries } from './people-queries.ts';
import type { PersonRow } from './people-queries.ts';
import type { JournalRow, KeptRow, MatchRow, MatchRows } from './match-rows.ts';
import { toStored } from './stored.ts';
import { toldLines } from './told-lines.ts';

export type { JournalRow, LetterRow, MatchRow, MatchRows, PersonRow };

export interface Portfolio {
  readonly status?: string | undefined;
  readonly method?: string | undefined;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
  /** Only matches in which this e-mail holds one of these roles; undefined: all. */
  readonly mine?: Mine | undefined;
}

export type ApiQueries = ReturnType<typeof makeApiQueries>;

/** What the API and the pages read (design.md 9). Nothing here writes what `record` writes. */
export function makeApiQueries(db: Database) {
  const people = makePeopleQueries(db);

  const toRows = (match: KeptRow, found: FoundDetails): MatchRows => {
    const details = readDetails(found);
    return { match: { ...match, stored: match.stored && toStored(match.stored, details.deadlines) }, ...details };
  };

  const withDetails = async (matches: readonly KeptRow[]): Promise<MatchRows[]> => {
    const ids = matches.map(({ id }) => id);
    const { rows } = await sql<{ id: string } & FoundDetails>`
      select m.id, ${DETAILS} from matches m where m.id = any (${sql.val(ids)}::text[])`.execute(db);
    const found = new Map(rows.map((row) => [row.id, row]));
    return matches.flatMap((match) => {
      const own = found.get(match.id);
      return own === undefined ? [] : [toRows(match, own)];
    });
  };

  return {
    ...people,

    async match(id: string): Promise<MatchRows | undefined> {
      const { rows } = await sql<KeptRow & FoundDetails>`
        select m.*, ${DETAILS} from matches m where m.id = ${id}`.execute(db);
      if (rows[0] === undefined) return undefined;
      const { people: present, former, tasks, parts, deadlines, successors, ...match } = rows[0];
      return toRows(match, { people: present, former, tasks, parts, deadlines, successors });
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
      if (wanted.mine !== undefined) query = query.where(isMine(sql`matches.id`, wanted.mine));
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

    /** The newest lines first, those before `before` where it is given: a cursor. */
    async journalBefore(match: string, before: string | undefined, limit: number) {
      const at = readCursor(before);
      let query = db.selectFrom('journal').selectAll().where('match', '=', match);
      if (at !== undefined) query = query.where(sql<boolean>`(seq, n) < (${Number(at[0])}, ${Number(at[1])})`);
      const found = await query
        .orderBy('seq', 'desc')
        .orderBy('n', 'desc')
        .limit(limit + 1)
        .execute();
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items, next: found.length > limit && last ? writeCursor([String(last.seq), String(last.n)]) : null };
    },

    ...makeLetterQueries(db),
    ...makeLetterOverview(db),

    /** The match and those that share its virtual clock: those that run, and those that ended and still have letters on their way. */
    async onClockOf({ id, clock_name: name }: Pick<MatchRow, 'id' | 'clock_name'>) {
      return db
        .selectFrom('matches')
        .select(['id', 'clock', 'clock_offset'])
        .where(({ eb, or, and, exists, selectFrom }) =>
          or([
            eb('id', '=', id),
            and([eb('clock_name', '=', name), eb('status', 'not in', ['starting', 'closed', 'cancelled'])]),
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
