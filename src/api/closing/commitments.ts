import type { CommitmentView } from '../../contracts/api-closing.ts';
import { COMMITMENT_LINES, commitmentsIn } from '../../contracts/commitments.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import type { ApiDeps } from '../deps.ts';
import { partsOf } from './parts.ts';

/** What people said they would do, however it was written down: one by one, or in the rows of a form. */
export async function commitmentsOf({ queries }: ApiDeps, rows: MatchRows): Promise<CommitmentView[]> {
  partsOf(rows, 'commitment');
  const all = commitmentsIn(await queries.toldLines(rows.match.id, COMMITMENT_LINES));
  return all.map(({ changedSeq: _, owners, ...commitment }) => ({ ...commitment, owners: [...owners] }));
}
