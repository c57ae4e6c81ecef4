import type { Role } from '../../contracts/names.ts';
import { IMPORT_FIELDS } from '../../contracts/people-import.ts';
import type { Imported, ImportedRow, ImportWish } from '../../contracts/people-import.ts';
import { makePeopleQueries } from '../../db/people-queries.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import { mayReport } from '../../machines/kernel/index.ts';
import { rolesIn } from '../access.ts';
import type { Caller } from '../access.ts';
import { mustTake } from '../change-person.ts';
import { entryOf } from '../check-event.ts';
import { commandOf, otherBody, visibleMatch } from '../commands.ts';
import { toCsv } from '../csv.ts';
import type { Deliver } from '../delivery.ts';
import type { ApiDeps } from '../deps.ts';
import { notAllowed } from '../errors.ts';
import { chartOfMatch } from '../match-view.ts';
import { compare } from './compare.ts';
import type { Compared } from './compare.ts';
import type { Kept } from './kept.ts';
import { readPeople } from './read-people.ts';
import type { ReadRow } from './read-people.ts';
import { readTable } from './read-table.ts';
import type { Table } from './read-table.ts';
import { LISTED, tellMatch } from './tell-match.ts';
import { keepPlan, writeDown } from './write-down.ts';

/**
 * Takes a pasted table over into the match (requirements.md B2.14): first shown, then written. Good rows are taken, wrong ones come
 * back with their reasons. The people are written down at once; the match hears of them in events of some hundreds each.
 */
export async function importPeople(
  deps: ApiDeps & { readonly deliver: Deliver },
  caller: Caller,
  match: string,
  wish: ImportWish,
  key: string,
): Promise<Imported & { readonly replayed: boolean }> {
  const rows = await visibleMatch(deps, caller, match);
  const role = listerOf(rows, caller);
  const table = readTable(wish);
  const read = readPeople(table, wish.defaults);
  const answer = (kept: Kept, more: { recorded: boolean; replayed: boolean }) => ({
    ...answerOf(table, read, kept),
    dryRun: wish.dryRun,
    ...more,
  });
  if (wish.dryRun) {
    const compared = compare(read, await deps.queries.everPeople(match));
    return answer(compared.map(toKept), { recorded: true, replayed: false });
  }
  const command = commandOf(caller, key, { call: 'import', match, ...wish });
  let kept: Kept = [];
  const claim = await deps.commands.claim(command, match, async (tx) => {
    mustTake(rows, caller, LISTED);
    const compared = compare(read, await makePeopleQueries(tx).lockedPeople(match));
    kept = await writeDown(tx, match, compared.map(toKept), compared);
    await keepPlan(tx, command, kept);
  });
  if (claim.kind === 'otherBody') throw otherBody();
  kept = (claim.answer as Kept | null) ?? kept;
  if (claim.kind === 'done') return answer(kept, { recorded: true, replayed: true });
  const recorded = await tellMatch(deps, caller, rows, { role, command, kept });
  if (recorded) await deps.commands.finish(command, null, kept);
  return answer(kept, { recorded, replayed: false });
}

/** The role in which the caller may take a list over; else 403. */
function listerOf(rows: MatchRows, caller: Caller): Role {
  const entry = entryOf(chartOfMatch(rows), LISTED);
  const role = rolesIn(caller, rows.people).find((one) => mayReport(entry, one));
  if (role === undefined) throw notAllowed(`"${entry.title}" is for ${entry.roles.join(', ')}`);
  return role;
}

const toKept = ({ row, action, known, by, changes, errors }: Compared): Kept[number] => ({
  line: row.line,
  action,
  person: known?.id ?? null,
  by,
  changes: [...changes],
  errors: [...errors],
});

function answerOf(
  { headings, columns }: Table,
  read: readonly ReadRow[],
  kept: Kept,
): Omit<Imported, 'dryRun' | 'recorded'> {
  const count = (action: ImportedRow['action']) => kept.filter((one) => one.action === action).length;
  const fieldOf = (column: number) => IMPORT_FIELDS.find((field) => columns.get(field) === column) ?? null;
  const wrong = kept.flatMap(({ errors }, index) =>
    errors.length > 0 ? [{ errors, row: read[index] as ReadRow }] : [],
  );
  const reasons = wrong.map(({ errors, row }) => [
    ...headings.map((_, column) => row.cells[column] ?? ''),
    errors.map(({ field, message }) => (field === null ? message : `${field}: ${message}`)).join('; '),
  ]);
  return {
    columns: headings.map((heading, column) => ({ column: column + 1, heading, field: fieldOf(column) })),
    counts: {
      rows: kept.length,
      add: count('add'),
      change: count('change'),
      same: count('same'),
      wrong: count('wrong'),
    },
    rows: kept.map((one, index) => ({ ...one, name: read[index]?.name ?? null })),
    errorsCsv: wrong.length === 0 ? null : toCsv([[...headings, 'What is wrong'], ...reasons]),
  };
}
