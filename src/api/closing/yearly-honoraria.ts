import type { Yearly } from '../../contracts/api-closing.ts';
import { resultsAnew } from '../../db/match-results.ts';
import { paidInYear } from '../../db/honoraria-queries.ts';
import type { PaidWanted, Sum } from '../../db/honoraria-queries.ts';
import { rolesByEmail, seesAll } from '../access.ts';
import type { Caller } from '../access.ts';
import type { ApiDeps } from '../deps.ts';
import { lookedForIn } from '../reports/make-report.ts';
import { notAllowed } from '../errors.ts';

const isProgramManager = ({ roles }: Caller): boolean => roles.includes('programManager');

/** Program managers see all matches; whoever may be an assistant sees her own, which may be none. */
export const mayReadYear = (caller: Caller): boolean =>
  isProgramManager(caller) || rolesByEmail(caller).includes('assistant');

/**
 * What each person was paid in a year, over all matches, and the program (requirements.md B2.27). For program managers, and for assistants
 * of their own matches.
 * @param most how many people, by name, and how many matches of each are told; left out: all
 */
export async function yearlyHonoraria(
  deps: ApiDeps,
  caller: Caller,
  year: number,
  most?: PaidWanted['most'],
): Promise<Yearly> {
  if (!mayReadYear(caller)) throw notAllowed('what people were paid is for program managers and assistants');
  await resultsAnew(deps.db, lookedForIn(deps.forms));
  const mine = isProgramManager(caller) && seesAll(caller) ? undefined : (caller.email ?? '');
  const { people, count, sums } = await paidInYear(deps.db, { year, mine, most });
  return {
    year,
    people: people.map(({ name, sums: own, matches }) => ({
      name: name ?? 'erased on request',
      ...summed(own),
      matches: [...matches],
    })),
    program: { people: count, ...summed(sums) },
  };
}

/** The table for a spreadsheet: a line for each person and currency. */
export function yearlyTable({ people, program }: Yearly): string[][] {
  const line = (name: string, { paid, withoutAmount, totals }: Omit<Yearly['program'], 'people'>) =>
    (totals.length > 0 ? totals : [{ currency: '', amount: 0 }]).map(({ currency, amount }) => [
      name,
      String(paid),
      String(withoutAmount),
      currency,
      currency === '' ? '' : (amount / 100).toFixed(2),
    ]);
  const head = ['name', 'payments', 'withoutAmount', 'currency', 'total'];
  return [head, ...people.flatMap((person) => line(person.name, person)), ...line('All together', program)];
}

function summed(sums: readonly Sum[]): Omit<Yearly['program'], 'people'> {
  const paid = sums.reduce((all, one) => all + one.paid, 0);
  return {
    paid,
    withoutAmount: paid - sums.reduce((all, one) => all + one.known, 0),
    totals: sums.flatMap(({ currency, known, amount }) => (known > 0 ? [{ currency: currency ?? '', amount }] : [])),
  };
}
