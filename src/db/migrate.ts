import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { record } from './migrations/0001-record.ts';
import { carriedBy } from './migrations/0002-carried-by.ts';
import { peopleChanges } from './migrations/0003-people-changes.ts';
import { changesOnly } from './migrations/0004-changes-only.ts';
import { formsOnBehalf } from './migrations/0005-forms-on-behalf.ts';
import { people } from './migrations/0006-people.ts';
import { closing } from './migrations/0012-closing.ts';
import { files } from './migrations/0014-files.ts';
import { fileDescriptions } from './migrations/0019-file-descriptions.ts';
import { listsThatKnow } from './migrations/0020-lists-that-know.ts';
import { signInLetters } from './migrations/0021-sign-in-letters.ts';
import { whoIsFound } from './migrations/0022-who-is-found.ts';
import { signIn } from './migrations/0015-sign-in.ts';
import { standings } from './migrations/0017-standings.ts';
import { matchResults } from './migrations/0018-match-results.ts';
import { livePages } from './migrations/0016-live-pages.ts';
import { paperAndReturned } from './migrations/0007-paper-and-returned.ts';
import { links } from './migrations/0008-links.ts';
import { digests } from './migrations/0009-digests.ts';
import { lettersLife } from './migrations/0010-letters-life.ts';

const MIGRATIONS = {
  '0001-record': record,
  '0002-carried-by': carriedBy,
  '0003-people-changes': peopleChanges,
  '0004-changes-only': changesOnly,
  '0005-forms-on-behalf': formsOnBehalf,
  '0006-people': people,
  '0007-paper-and-returned': paperAndReturned,
  '0008-links': links,
  '0009-digests': digests,
  '0010-letters-life': lettersLife,
  '0012-closing': closing,
  '0014-files': files,
  '0015-sign-in': signIn,
  '0016-live-pages': livePages,
  '0017-standings': standings,
  '0018-match-results': matchResults,
  '0019-file-descriptions': fileDescriptions,
  '0020-lists-that-know': listsThatKnow,
  '0021-sign-in-letters': signInLetters,
  '0022-who-is-found': whoIsFound,
};

/** Our own lock, because the migrator makes its two tables before it takes one. The number is arbitrary but fixed. */
const LOCK = 7_043_221;

/** Brings the schema up to date. May be run twice, and by several processes at once. */
export async function migrate(databaseUrl: string): Promise<void> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl, max: 2 }) }),
  });
  try {
    await db.connection().execute(async (holder) => {
      await sql`select pg_advisory_lock(${LOCK})`.execute(holder);
      try {
        await runMigrations(db);
      } finally {
        await sql`select pg_advisory_unlock(${LOCK})`.execute(holder);
      }
    });
  } finally {
    await db.destroy();
  }
}

async function runMigrations(db: Kysely<unknown>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('the database could not be migrated', { cause: error });
}
