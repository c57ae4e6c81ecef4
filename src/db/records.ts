import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type {
  FoundMatch,
  MatchPerson,
  Place,
  RecordedMatch,
  Records,
  RecordTransaction,
} from '../activities/record-ports.ts';
import { COMMITMENT_LINES, commitmentsIn } from '../contracts/commitments.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { writeDerived } from './derived-rows.ts';
import { appendLines } from './journal-lines.ts';
import { letterTransaction } from './letter-transaction.ts';
import { changePerson } from './people-changes.ts';
import { removeFrom } from './remove-from.ts';
import { toldLines } from './told-lines.ts';
import { writeChanges } from './write-changes.ts';

/** The record's side of the database. Give it a pool with a short statement timeout (design.md 5). */
export function makeRecords(db: Database): Records {
  const known = new LRUCache<string, FoundMatch>({ max: 2000 });
  return {
    inTransaction: (match, work) => {
      known.delete(match);
      return db.transaction().execute(async (tx) => {
        const locked = await lock(tx, match);
        return locked === undefined ? undefined : work(recordTransaction(tx, locked));
      });
    },

    async read(match, since) {
      const last = known.get(match);
      return last?.match.seq === since ? last : read(db, match);
    },

    async writeChanges({ match, people }, lines, changes) {
      known.delete(match.id);
      const written = await writeChanges(db, match, lines, changes);
      if (written) known.set(match.id, { match: { ...match, ...written.now }, people });
      return written;
    },
  };
}

/** One record at a time per match: this is what keeps its journal in order. */
const lock = (tx: DatabaseTransaction, match: string): Promise<RecordedMatch | undefined> =>
  matchOf(tx, match).forUpdate().executeTakeFirst();

const matchOf = (db: Database, match: string) =>
  db
    .selectFrom('matches')
    .select(['id', 'method', 'version', 'title', 'seq', 'clock', 'calendar', 'journal_hash as journalHash'])
    .select([
      'time_zone as timeZone',
      'match_start as matchStart',
      'match_end as matchEnd',
      'date_status as dateStatus',
      'date_version as dateVersion',
    ])
    .where('id', '=', match);

/** The match and its people in one round trip. */
async function read(db: Database, match: string): Promise<FoundMatch | undefined> {
  const row = await matchOf(db, match)
    .select(
      sql<MatchPerson[]>`coalesce((select json_agg(person) from ${peopleIn(db, match)} as person), '[]')`.as('people'),
    )
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { people, ...found } = row;
  return { match: found, people };
}

function recordTransaction(tx: DatabaseTransaction, match: RecordedMatch): RecordTransaction {
  return {
    match,
    ...letterTransaction(tx, match),

    async standing(fromSeq) {
      const rows = await tx
        .selectFrom('journal')
        .select(['seq', 'n', 'key', 'at'])
        .where('match', '=', match.id)
        .where('seq', '>=', fromSeq)
        .orderBy('seq')
        .orderBy('n')
        .execute();
      return rows.map((row) => ({ ...row, at: row.at.getTime() }));
    },

    removeFrom: (place: Place) => removeFrom(tx, match.id, place),

    async append(lines, recordedAt) {
      await appendLines(tx, match.id, lines, recordedAt);
    },

    people: () => peopleOf(tx, match.id),

    changePerson: (change, line) => changePerson(tx, match.id, change, line),

    async forms() {
      const rows = await tx
        .selectFrom('forms')
        .select(['form', 'body'])
        .distinctOn('form')
        .where('match', '=', match.id)
        .where('state', '=', 'current')
        .orderBy('form')
        .orderBy('revision', 'desc')
        .execute();
      return Object.fromEntries(rows.map(({ form, body }) => [form, body]));
    },

    commitments: async () => commitmentsIn(await toldLines(tx, match.id, COMMITMENT_LINES)),

    async texts(ids) {
      const rows = await tx
        .selectFrom('forms')
        .select(['id', 'body'])
        .where('match', '=', match.id)
        .where('id', 'in', [...ids])
        .execute();
      return Object.fromEntries(rows.map(({ id, body }) => [id, body]));
    },

    async acceptForms(refs) {
      await sql`
        update forms set state = 'current', seq = accepted.seq
        from jsonb_to_recordset(${JSON.stringify(refs)}::jsonb) as accepted (id text, seq integer)
        where forms.id = accepted.id and forms.match = ${match.id} and forms.state <> 'current'`.execute(tx);
    },

    writeDerived: (derived) => writeDerived(tx, match.id, derived),
  };
}

/** The people who are in a match now, in the order they were named. */
export const peopleOf = (db: Database, match: string): Promise<MatchPerson[]> => peopleIn(db, match).execute();

const peopleIn = (db: Database, match: string) =>
  db
    .selectFrom('match_people')
    .innerJoin('people', 'people.id', 'match_people.person')
    .select(['people.id', 'name', 'title', 'organization', 'telephone', 'email', 'channel', 'zone', 'language'])
    .select(['roles', 'team', 'role_kind as roleKind'])
    .where('match', '=', match)
    .where('left_at', 'is', null)
    .orderBy('position');
