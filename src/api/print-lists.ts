import type { MatchRows } from '../db/api-queries.ts';
import { labelsPdf, phoneListPdf } from '../print/index.ts';
import { envelopeOf } from './addresses.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { conflict } from './errors.ts';
import { phoneListOf, toPhoneLine } from './phone-list.ts';

/**
 * Address labels of everybody, or of those who get letters by post; 409 when none of them has an address.
 * @param skip labels of the first sheet that are used already
 */
export async function printLabels(
  deps: ApiDeps,
  { match, people }: MatchRows,
  { onlyPost, skip }: { readonly onlyPost: boolean; readonly skip: number },
): Promise<Buffer> {
  const wanted = people.filter(
    ({ channel, email }) => !onlyPost || channel === 'post' || (channel === 'mail' && email === null),
  );
  const addresses = wanted.map(envelopeOf).filter((lines) => lines !== undefined);
  if (addresses.length === 0) throw conflict('nobody of them has a postal address written down');
  return labelsPdf(addresses, { title: `Labels: ${match.title}`, at: nowOf(match, deps.clock()), skip });
}

/** Whom to call, and what to tell. */
export async function printPhoneList(deps: ApiDeps, rows: MatchRows): Promise<Buffer> {
  const lines = (await phoneListOf(deps, rows)).map(toPhoneLine);
  return phoneListPdf(lines, { title: rows.match.title, at: nowOf(rows.match, deps.clock()) });
}
