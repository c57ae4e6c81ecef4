import type { JournalRow, MatchRows } from '../../../db/api-queries.ts';
import { chartOfMatch } from '../../match-view.ts';
import { POSTMASTER } from '../../returned-mail.ts';
import type { Routing } from '../../routes/common.ts';
import type { RecordLine } from '../match-page-view.ts';
import { namesOf } from '../page.ts';
import type { PartName } from '../part-words.ts';
import { merged, toRecordLine } from '../record-words.ts';

/** Lines of the record as somebody would tell them, with everybody's name. */
export async function recordLines(
  deps: Routing,
  rows: MatchRows,
  journal: readonly JournalRow[],
  partName: PartName,
): Promise<RecordLine[]> {
  const { match } = rows;
  const nameOf = namesOf(rows);
  const strangers = journal.map(({ by_person: by }) => by).filter((by) => nameOf(by) === undefined);
  const accounts = await accountNames(deps, strangers);
  return merged(
    journal.map((row) =>
      toRecordLine(row, chartOfMatch(rows), match.time_zone, {
        nameOf: (person) => nameOf(person) ?? accounts.get(person),
        partName,
        letterTitle: (kind) => deps.letters.title(match.method, kind) ?? 'A letter',
      }),
    ),
  );
}

/** Names of accounts that did something without being a person of the match. */
async function accountNames({ accounts }: Routing, ids: readonly string[]): Promise<Map<string, string>> {
  const known = await Promise.all([...new Set(ids)].map((id) => accounts.byId(id)));
  return new Map([
    [POSTMASTER.person, 'the mail server'],
    ...known.flatMap((account): [string, string][] => (account === undefined ? [] : [[account.id, account.name]])),
  ]);
}
