import { verifyJournal } from '../db/verify-record.ts';
import { readSettings } from '../settings.ts';
import { reachDatabase } from './reach.ts';
import type { Database } from '../db/database.ts';
import type { Verdict } from '../db/verify-record.ts';

/** `npm run verify-record [-- <match> ...]`: checks the hash chain of every match, or of those named. @returns how many are broken */
async function verify(db: Database, wanted: readonly string[]): Promise<number> {
  const all = await db.selectFrom('matches').select(['id', 'seq']).orderBy('created_at').orderBy('id').execute();
  const unknown = wanted.filter((id) => !all.some((match) => match.id === id));
  if (unknown.length > 0) throw new Error(`There is no match ${unknown.join(', ')}`);
  const chosen = wanted.length === 0 ? all : all.filter(({ id }) => wanted.includes(id));
  let broken = 0;
  for (const { id } of chosen) {
    const verdict = await verifyAtOneMoment(db, id);
    if (!verdict.ok) broken += 1;
    console.log(`${verdict.ok ? 'ok    ' : 'BROKEN'}  ${id}${whereOf(verdict)}`);
  }
  console.log(`${chosen.length - broken} of ${chosen.length} records are as they were written`);
  return broken;
}

/** A match that goes on meanwhile must not look as if its last line were missing. */
const verifyAtOneMoment = (db: Database, id: string): Promise<Verdict> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => verifyJournal(tx, id));

function whereOf({ brokenAt }: Verdict): string {
  if (brokenAt === undefined) return '';
  const { seq, n } = brokenAt;
  return n === 0 ? `  at seq ${seq}` : `  at refused line ${n} after seq ${seq}`;
}

async function main(): Promise<void> {
  const db = await reachDatabase(readSettings(process.env));
  try {
    if ((await verify(db, process.argv.slice(2))) > 0) process.exitCode = 1;
  } finally {
    await db.destroy();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
